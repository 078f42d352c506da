// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/param.hpp"

#include "attacca/formats/vst3_class_id.hpp"
#include "attacca/params/param_set.hpp"

namespace attacca {

namespace {

/// Part of the contract with saved projects: never change it.
std::uint32_t hash_id(std::string_view id) noexcept {
  const std::uint64_t hash = detail::fnv1a64(id, 0xCBF29CE484222325ull);
  return static_cast<std::uint32_t>((hash ^ (hash >> 32)) & 0x7FFFFFFFu);
}

ParamFlags consistent(ParamFlags flags) noexcept {
  if (flags.read_only) flags.automatable = false;
  return flags;
}

}  // namespace

Param::Param(ParamSet& set, std::string_view id, std::string_view name, ParamFlags flags)
    : id_(id), name_(name), flags_(consistent(flags)), stable_id_(hash_id(id)), index_(set.size()) {
  set.add(*this);
}

}  // namespace attacca
