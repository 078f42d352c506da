// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/state/former_id.hpp"

#include <string>
#include <utility>

#include "attacca/params/param_set.hpp"
#include "attacca/state/any_field.hpp"

namespace attacca {

FormerId::FormerId(const Param& param, ParamId id) {
  ParamSet& set = *param.set_;
  std::string full(param.group() != nullptr ? param.group()->prefix : std::string_view());
  full.append(id.text());
  if (set.find(full) != nullptr || set.find_former(full) != nullptr) {
    set.refuse("the former id \"" + full + "\" of \"" + std::string(param.id()) +
               "\" is taken; remove one");
  }
  set.former_.emplace_back(set.keep(std::move(full)), &set[param.index()]);
}

FormerId::FormerId(AnyField& field, ParamId id) {
  FieldSet& set = field.set_;
  bool taken = false;
  for (const AnyField* other : set.all()) taken = taken || other->id() == id.text();
  for (const auto& [other, owner] : set.former_) taken = taken || other == id.text();
  if (taken && set.fault_.empty()) {
    set.fault_ = "the former id \"" + std::string(id.text()) + "\" of the field \"" +
                 std::string(field.id()) + "\" is taken; remove one";
  }
  set.former_.emplace_back(id.text(), &field);
}

}  // namespace attacca
