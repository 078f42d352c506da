// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/param_set.hpp"

#include <algorithm>

namespace attacca {

namespace {

bool id_below(const Param* param, std::uint32_t stable_id) noexcept {
  return param->stable_id() < stable_id;
}

}  // namespace

Param* ParamSet::find_stable(std::uint32_t stable_id) const noexcept {
  const auto found =
      std::lower_bound(by_stable_id_.begin(), by_stable_id_.end(), stable_id, id_below);
  return found != by_stable_id_.end() && (*found)->stable_id() == stable_id ? *found : nullptr;
}

void ParamSet::add(Param& param) {
  params_.push_back(&param);
  by_stable_id_.insert(
      std::lower_bound(by_stable_id_.begin(), by_stable_id_.end(), param.stable_id(), id_below),
      &param);
}

}  // namespace attacca
