// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "attacca/track_info.hpp"

namespace attacca::vst3_wrapper {

/// The facts of the PreSonus extension that we ask for, as a set.
enum class ContextKeys : std::uint32_t {
  none = 0,
  uid = 1u << 0,
  name = 1u << 1,
  color = 1u << 2,
  index = 1u << 3,
  roles = 1u << 4,
  volume = 1u << 5,
  pan = 1u << 6,
  mute = 1u << 7,
  solo = 1u << 8,
  mixer = volume | pan | mute | solo,
  all = uid | name | color | index | roles | mixer,
};

constexpr ContextKeys operator|(ContextKeys a, ContextKeys b) noexcept {
  return static_cast<ContextKeys>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
constexpr ContextKeys operator&(ContextKeys a, ContextKeys b) noexcept {
  return static_cast<ContextKeys>(static_cast<std::uint32_t>(a) & static_cast<std::uint32_t>(b));
}

/// What a notification about `id` means for us: null or empty is everything, a fact that we have no
/// use for is nothing. [any]
[[nodiscard]] ContextKeys keys_of(const char* id) noexcept;

/// What a provider answered. Absent: not asked, or not answered.
struct ContextInfo {
  std::optional<std::string> uid;
  std::optional<std::string> name;
  std::optional<Color> color;
  std::optional<std::int32_t> index;  ///< from 1
  std::optional<TrackRoles> roles;
  std::optional<double> volume;
  std::optional<double> pan;
  std::optional<bool> mute;
  std::optional<bool> solo;
};

/// The host's two provider interfaces; either may be missing.
struct ContextProvider {
  vst3::Ref<vst3::IContextInfoProvider> basic;
  vst3::Ref<vst3::IContextInfoProvider2> numbers;  ///< for volume and pan
};

/// Asks for each of `keys`. Success codes are not believed without an answer. [not audio]
[[nodiscard]] ContextInfo read_context_info(const ContextProvider& provider, ContextKeys keys);

/// Present values replace, absent ones leave what was known.
void merge(const ContextInfo& received, TrackInfo& info);

}  // namespace attacca::vst3_wrapper
