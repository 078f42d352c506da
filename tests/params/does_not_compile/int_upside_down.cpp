// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// error: its minimum is not below its maximum

#include "attacca/params/checked.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/int_param.hpp"
#include "attacca/params/param_set.hpp"

enum class Wave { sine, saw, square };

struct Params {
  attacca::ParamSet set;
#ifdef RIGHT
  attacca::IntParam ratio{
      set, attacca::checked(attacca::IntParamOptions{
               .id = "ratio", .name = "Ratio", .min = 1, .max = 16, .default_value = 1})};
#else
  attacca::IntParam ratio{
      set, attacca::checked(attacca::IntParamOptions{
               .id = "ratio", .name = "Ratio", .min = 16, .max = 1, .default_value = 1})};
#endif
};

Params* make() {
  return new Params;
}
