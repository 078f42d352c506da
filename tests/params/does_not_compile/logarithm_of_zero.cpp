// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// error: a logarithmic range begins above 0

#include "attacca/params/checked.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/int_param.hpp"
#include "attacca/params/param_set.hpp"

enum class Wave { sine, saw, square };

struct Params {
  attacca::ParamSet set;
#ifdef RIGHT
  attacca::FloatParam gain{set,
                           {.id = "gain",
                            .name = "Gain",
                            .range = attacca::FloatRange::logarithmic(0.1, 1.0),
                            .default_value = 1.0}};
#else
  attacca::FloatParam gain{
      set, {.id = "gain", .name = "Gain", .range = attacca::FloatRange::logarithmic(0.0, 1.0)}};
#endif
};

Params* make() {
  return new Params;
}
