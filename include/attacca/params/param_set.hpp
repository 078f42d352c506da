// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// All parameters of a plugin, in the order of declaration, from Plugin::params():
//
//     if (const attacca::Param* mix = params().find("mix")) show(mix->normalized());
//
// Any thread: the set is fixed once the plugin is constructed. Ids that are not unique, impossible
// ranges and defaults are an error when the plugin is made.

#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attacca/params/detail/id_table.hpp"
#include "attacca/params/param.hpp"
#include "attacca/params/param_group.hpp"
#include "attacca/params/param_scope.hpp"

namespace attacca {

/// A plugin's parameters in the order of their declaration. Fixed once the plugin is constructed.
/// All members [any].
class ParamSet {
 public:
  ParamSet() = default;
  ParamSet(const ParamSet&) = delete;
  ParamSet& operator=(const ParamSet&) = delete;

  [[nodiscard]] std::span<Param* const> all() const noexcept { return params_; }
  [[nodiscard]] std::size_t size() const noexcept { return params_.size(); }
  [[nodiscard]] Param& operator[](std::size_t index) const noexcept { return *params_[index]; }

  /// The parameter with this id, behind those of its groups, or null.
  [[nodiscard]] Param* find(std::string_view id) const noexcept;

  /// The parameter that had this id in an older version (FormerId), or null.
  [[nodiscard]] Param* find_former(std::string_view id) const noexcept;

  /// The parameter with this Param::stable_id(), or null. Costs the same however many there are.
  [[nodiscard]] Param* find_stable(std::uint32_t stable_id) const noexcept {
    const std::size_t index = by_stable_id_.find(stable_id);
    return index == detail::IdTable::kNone ? nullptr : params_[index];
  }

  /// All groups, each behind the one it is in.
  [[nodiscard]] std::span<const ParamGroup* const> groups() const noexcept { return groups_; }
  /// The group with this ParamGroup::stable_id, or null.
  [[nodiscard]] const ParamGroup* find_group(std::uint32_t stable_id) const noexcept {
    const std::size_t index = groups_by_id_.find(stable_id);
    return index == detail::IdTable::kNone ? nullptr : groups_[index];
  }
  /// A group at the top, while the plugin is made: see ParamScope. [main]
  [[nodiscard]] ParamScope group(const ParamGroupOptions& options) {
    return ParamScope(*this).group(options);
  }

  /// The first thing that is wrong with what was declared, in words for its author; empty if
  /// nothing is. [main]
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

 private:
  friend class FormerId;
  friend class Param;
  friend class ParamScope;
  friend class core::ParamStore;

  /// For Param::on_change().
  struct Watch {
    Param* param;
    std::function<void()> callback;
    double notified;  ///< the value that the callback was called for last
  };

  std::size_t add(Param& param);
  const ParamGroup& add_group(const ParamGroup* parent, std::string_view id, std::string_view name);
  void refuse(std::string why);
  /// Keeps a text as long as the set lives.
  std::string_view keep(std::string text);

  std::vector<Param*> params_;
  detail::IdTable by_stable_id_;
  std::vector<const ParamGroup*> groups_;
  detail::IdTable groups_by_id_;
  std::vector<std::pair<std::string_view, Param*>> former_;
  const Param* bypass_ = nullptr;
  std::forward_list<ParamGroup> group_storage_;
  std::forward_list<std::string> texts_;
  std::string fault_;
  std::vector<Watch> watches_;
  core::ParamStore* store_ = nullptr;  ///< once the plugin runs
};

}  // namespace attacca
