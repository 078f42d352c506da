// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// All fields of a plugin, in the order of declaration, from Plugin::fields():
//
//     attacca::Field<std::string> title_{fields(), {.id = "title"}};
//     for (const attacca::AnyField* field : fields().all()) list(field->id());
//
// Any thread: the set is fixed once the plugin is constructed. Ids that are not unique are an error
// when the plugin is made.

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attacca/state/detail/field_values.hpp"

namespace attacca {

class AnyField;

namespace core {
struct FieldCode;
class FieldStore;
}  // namespace core

/// A plugin's fields in the order of their declaration. Fixed once the plugin is constructed. All
/// members [any].
class FieldSet {
 public:
  FieldSet() = default;
  FieldSet(const FieldSet&) = delete;
  FieldSet& operator=(const FieldSet&) = delete;

  [[nodiscard]] std::span<AnyField* const> all() const noexcept { return fields_; }

 private:
  friend class AnyField;
  friend class FormerId;
  friend class core::FieldStore;

  std::vector<AnyField*> fields_;
  std::vector<std::pair<std::string_view, AnyField*>> former_;
  /// What only plugins with fields carry.
  const core::FieldCode* code_ = nullptr;
  core::FieldStore* store_ = nullptr;                ///< once the plugin runs
  const detail::FieldValues* in_process_ = nullptr;  ///< [audio]
  std::string fault_;
};

}  // namespace attacca
