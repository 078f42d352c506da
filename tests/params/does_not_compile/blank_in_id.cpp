// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// error: an id has no blanks

#include "attacca/params/checked.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/int_param.hpp"
#include "attacca/params/param_set.hpp"

enum class Wave { sine, saw, square };

struct Params {
  attacca::ParamSet set;
#ifdef RIGHT
  attacca::FloatParam gain{set, {.id = "my_gain", .name = "Gain"}};
#else
  attacca::FloatParam gain{set, {.id = "my gain", .name = "Gain"}};
#endif
};

Params* make() {
  return new Params;
}
