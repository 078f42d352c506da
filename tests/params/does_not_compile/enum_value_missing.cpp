// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// error: an enumerator is not listed

#include "attacca/params/checked.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/int_param.hpp"
#include "attacca/params/param_set.hpp"

enum class Wave { sine, saw, square };

struct Params {
  attacca::ParamSet set;
#ifdef RIGHT
  attacca::EnumParam<Wave> wave{set,
                                {.id = "wave",
                                 .name = "Wave",
                                 .values = {{Wave::sine, "sine", "Sine"},
                                            {Wave::saw, "saw", "Saw"},
                                            {Wave::square, "square", "Square"}}}};
#else
  attacca::EnumParam<Wave> wave{
      set,
      {.id = "wave",
       .name = "Wave",
       .values = {{Wave::sine, "sine", "Sine"}, {Wave::saw, "saw", "Saw"}}}};
#endif
};

Params* make() {
  return new Params;
}
