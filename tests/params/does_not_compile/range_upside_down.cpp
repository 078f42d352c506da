// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// error: the range has its minimum above its maximum

#include "attacca/params/checked.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/int_param.hpp"
#include "attacca/params/param_set.hpp"

enum class Wave { sine, saw, square };

struct Params {
  attacca::ParamSet set;
#ifdef RIGHT
  attacca::FloatParam gain{
      set, {.id = "gain", .name = "Gain", .range = attacca::FloatRange::linear(0.0, 1.0)}};
#else
  attacca::FloatParam gain{
      set, {.id = "gain", .name = "Gain", .range = attacca::FloatRange::linear(1.0, 0.0)}};
#endif
};

Params* make() {
  return new Params;
}
