// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Where a parameter is declared: at the top of the plugin, or in a group. A struct of parameters
// gets one and can then be nested and repeated:
//
//     struct Filter {
//       attacca::ParamScope scope;
//       attacca::FloatParam cutoff{scope, {.id = "cutoff", .name = "Cutoff"}};
//     };
//     Filter filter_{params().group({.id = "filter", .name = "Filter"})};  // filter_cutoff
//
// Main thread, while the plugin is made; small, to be copied. Two groups of one id, and two
// parameters of one id anywhere in the plugin, are an error when the plugin is made.

#include <cstddef>
#include <string_view>

#include "attacca/params/detail/fault.hpp"
#include "attacca/params/param_id.hpp"

namespace attacca {

class ParamSet;
struct ParamGroup;

/// What a group is called. Literals, or texts that outlive the plugin. UTF-8.
struct ParamGroupOptions {
  /// An underscore behind it, it begins the ids of all parameters within.
  ParamId id;
  /// What hosts show. Without '/', which they would take for one more group.
  std::string_view name;
};

/// Where parameters are declared. All members [main].
class ParamScope {
 public:
  /// The top.
  ParamScope(ParamSet& set) noexcept : set_(&set) {}

  /// A group within this one. Asked again with the same texts it is the same group.
  [[nodiscard]] ParamScope group(const ParamGroupOptions& options) const;
  /// The group of one element of an array: "op1" and "Operator 1" for index 0.
  [[nodiscard]] ParamScope element(const ParamGroupOptions& options, std::size_t index) const;

  [[nodiscard]] ParamSet& set() const noexcept { return *set_; }
  /// Null at the top.
  [[nodiscard]] const ParamGroup* own_group() const noexcept { return group_; }

 private:
  ParamScope(ParamSet& set, const ParamGroup* group) noexcept : set_(&set), group_(group) {}

  ParamSet* set_;
  const ParamGroup* group_ = nullptr;
};

}  // namespace attacca
