// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// error: an id is empty

#include "attacca/params/checked.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/int_param.hpp"
#include "attacca/params/param_set.hpp"

enum class Wave { sine, saw, square };

struct Params {
  attacca::ParamSet set;
#ifdef RIGHT
  attacca::IntParam steps{set, {.id = "steps", .name = "Steps"}};
#else
  attacca::IntParam steps{set, {.id = "", .name = "Steps"}};
#endif
};

Params* make() {
  return new Params;
}
