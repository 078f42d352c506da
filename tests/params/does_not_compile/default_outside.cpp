// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// error: its default is outside its range

#include "attacca/params/checked.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/int_param.hpp"
#include "attacca/params/param_set.hpp"

enum class Wave { sine, saw, square };

struct Params {
  attacca::ParamSet set;
#ifdef RIGHT
  attacca::FloatParam gain{set, attacca::checked(attacca::FloatParamOptions{
                                    .id = "gain", .name = "Gain", .default_value = 1.0})};
#else
  attacca::FloatParam gain{set, attacca::checked(attacca::FloatParamOptions{
                                    .id = "gain", .name = "Gain", .default_value = 1.5})};
#endif
};

Params* make() {
  return new Params;
}
