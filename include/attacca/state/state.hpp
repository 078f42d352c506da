// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A saved state of an older version of a plugin, taken apart, for the plugin to bring up to date:
//
//     static constexpr attacca::PluginInfo info{…, .state_version = 2};  // both public
//     static attacca::State migrate(attacca::State old) {
//       if (old.version() < 2) old.rename("vol", "gain");
//       return old;
//     }
//
// Main thread. The framework calls migrate() with each state of a version before
// PluginInfo::state_version, and loads what it returns: by the same checks, all or nothing. For an
// id that has merely changed a FormerId is enough (former_id.hpp).

#include <string_view>
#include <utility>

#include "attacca/state/state_value.hpp"

namespace attacca {

/// What a state holds. All members [not audio].
class State {
 public:
  /// Both are objects.
  State(unsigned version, StateValue params, StateValue fields)
      : version_(version), params_(std::move(params)), fields_(std::move(fields)) {}

  /// The PluginInfo::state_version of the plugin that saved it; 1 for those that named none.
  [[nodiscard]] unsigned version() const noexcept { return version_; }

  /// An object: values by id, plain (parameters.md says in which unit), a switch as a truth, the
  /// value of an EnumParam as its id.
  [[nodiscard]] StateValue& params() noexcept { return params_; }
  [[nodiscard]] const StateValue& params() const noexcept { return params_; }
  /// An object: what each Field was written as, by id.
  [[nodiscard]] StateValue& fields() noexcept { return fields_; }
  [[nodiscard]] const StateValue& fields() const noexcept { return fields_; }

  /// What the parameter or field `from` has is for `to` from now on. False if there is none.
  bool rename(std::string_view from, std::string_view to) {
    return params_.rename(from, to) || fields_.rename(from, to);
  }

 private:
  unsigned version_;
  StateValue params_;
  StateValue fields_;
};

}  // namespace attacca
