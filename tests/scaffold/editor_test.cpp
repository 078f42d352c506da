// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <deque>
#include <string>

#include <doctest/doctest.h>

#include "attacca/params/float_param.hpp"
#include "attacca/params/param_set.hpp"
#include "many_editor.hpp"

namespace attacca {
namespace {

TEST_CASE("a project's editor has a size that it accepts, however many parameters there are") {
  for (const int count : {1, 14, 15, 100}) {
    ParamSet set;
    std::deque<std::string> ids;
    std::deque<FloatParam> params;
    for (int i = 0; i < count; ++i) {
      const std::string& id = ids.emplace_back("p" + std::to_string(i));
      params.emplace_back(
          set, FloatParamOptions{
                   .id = ParamId::computed(id), .name = id, .range = FloatRange::linear(0, 1)});
    }
    ManyEditor editor(set);
    CHECK(editor.set_scale(1));
    CHECK(editor.constrain(editor.size()) == editor.size());
  }
}

}  // namespace
}  // namespace attacca
