// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// All parameters of a plugin, in the order of declaration, from Plugin::params():
//
//     if (const attacca::Param* mix = params().find("mix")) show(mix->normalized());
//
// Any thread: the set is fixed once the plugin is constructed. Ids that are not unique are an error
// when the plugin is loaded.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "attacca/params/param.hpp"

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

  /// The parameter with this author's id, or null.
  [[nodiscard]] Param* find(std::string_view id) const noexcept {
    for (Param* param : params_) {
      if (param->id() == id) return param;
    }
    return nullptr;
  }

  /// The parameter with this Param::stable_id(), or null. Logarithmic in size().
  [[nodiscard]] Param* find_stable(std::uint32_t stable_id) const noexcept;

 private:
  friend class Param;
  /// Ids that are not unique are found when the plugin is loaded, which then fails with a message.
  void add(Param& param);

  std::vector<Param*> params_;
  std::vector<Param*> by_stable_id_;
};

}  // namespace attacca
