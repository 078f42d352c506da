// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/context_info.hpp"

#include <cmath>
#include <limits>
#include <string_view>

#include "wrappers/vst3/text_intake.hpp"

namespace attacca::vst3_wrapper {
namespace {

namespace key = vst3::context_info;

bool has(ContextKeys keys, ContextKeys one) noexcept {
  return (keys & one) != ContextKeys::none;
}

std::optional<std::string> read_text(vst3::IContextInfoProvider& provider, const char* id) {
  TextIntake intake;
  if (provider.getContextInfoString(intake.data(), TextIntake::kUnitsOffered, id) !=
      vst3::kResultOk) {
    return std::nullopt;
  }
  return intake.text();
}

std::optional<std::int32_t> read_int(vst3::IContextInfoProvider& provider, const char* id) {
  constexpr std::int32_t kUntouched = INT32_MIN + 0x5EED;
  std::int32_t value = kUntouched;
  if (provider.getContextInfoValue(value, id) != vst3::kResultOk || value == kUntouched) {
    return std::nullopt;
  }
  return value;
}

std::optional<double> read_number(const ContextProvider& provider, const char* id) {
  double value = std::numeric_limits<double>::quiet_NaN();
  if (!provider.numbers ||
      provider.numbers->getContextInfoValueDouble(value, id) != vst3::kResultOk ||
      !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<bool> read_switch(vst3::IContextInfoProvider& provider, const char* id) {
  const std::optional<std::int32_t> value = read_int(provider, id);
  return value ? std::optional(*value != 0) : std::nullopt;
}

std::optional<Color> read_color(vst3::IContextInfoProvider& provider) {
  const std::optional<std::int32_t> value = read_int(provider, key::kColor);
  if (!value) return std::nullopt;
  const auto rgba = static_cast<std::uint32_t>(*value);
  const auto byte = [rgba](unsigned i) { return static_cast<std::uint8_t>(rgba >> (8 * i)); };
  return Color{byte(0), byte(1), byte(2), byte(3)};
}

std::optional<TrackRoles> roles_of(key::ChannelType type) {
  using Type = key::ChannelType;
  switch (type) {
    case Type::track:
      return TrackRole::track;
    case Type::bus:
      return TrackRole::bus;
    case Type::fx:
      return TrackRole::return_track;
    case Type::synth:
      return TrackRole::track | TrackRole::instrument;
    case Type::input:
      return TrackRole::input;
    case Type::output:
      return TrackRole::output;
  }
  return std::nullopt;
}

std::optional<TrackRoles> read_roles(vst3::IContextInfoProvider& provider) {
  const std::optional<std::int32_t> type = read_int(provider, key::kType);
  std::optional<TrackRoles> roles;
  if (type) roles = roles_of(static_cast<key::ChannelType>(*type));
  if (read_switch(provider, key::kMain).value_or(false)) {
    roles = roles.value_or(TrackRoles()) | TrackRole::master;
  }
  return roles;
}

std::optional<std::int32_t> read_index(vst3::IContextInfoProvider& provider) {
  const std::optional<std::int32_t> value = read_int(provider, key::kIndex);
  if (!value || *value < 0 || *value == INT32_MAX) return std::nullopt;
  return *value + 1;
}

}  // namespace

ContextKeys keys_of(const char* id) noexcept {
  if (id == nullptr || *id == '\0') return ContextKeys::all;
  const std::string_view name(id);
  if (name == key::kId) return ContextKeys::uid;
  if (name == key::kName) return ContextKeys::name;
  if (name == key::kColor) return ContextKeys::color;
  if (name == key::kIndex || name == key::kIndexMode) return ContextKeys::index;
  if (name == key::kType || name == key::kMain) return ContextKeys::roles;
  if (name == key::kVolume) return ContextKeys::volume;
  if (name == key::kPan) return ContextKeys::pan;
  if (name == key::kMute) return ContextKeys::mute;
  if (name == key::kSolo) return ContextKeys::solo;
  return ContextKeys::none;
}

ContextInfo read_context_info(const ContextProvider& provider, ContextKeys keys) {
  ContextInfo received;
  if (!provider.basic) return received;
  vst3::IContextInfoProvider& basic = *provider.basic;
  if (has(keys, ContextKeys::uid)) received.uid = read_text(basic, key::kId);
  if (has(keys, ContextKeys::name)) received.name = read_text(basic, key::kName);
  if (has(keys, ContextKeys::color)) received.color = read_color(basic);
  if (has(keys, ContextKeys::index)) received.index = read_index(basic);
  if (has(keys, ContextKeys::roles)) received.roles = read_roles(basic);
  if (has(keys, ContextKeys::volume)) {
    const std::optional<double> volume = read_number(provider, key::kVolume);
    if (volume && *volume >= 0.0) received.volume = volume;
  }
  if (has(keys, ContextKeys::pan)) {
    const std::optional<double> pan = read_number(provider, key::kPan);
    if (pan && *pan >= 0.0 && *pan <= 1.0) received.pan = pan;
  }
  if (has(keys, ContextKeys::mute)) received.mute = read_switch(basic, key::kMute);
  if (has(keys, ContextKeys::solo)) received.solo = read_switch(basic, key::kSolo);
  return received;
}

void merge(const ContextInfo& received, TrackInfo& info) {
  if (received.uid) info.uid.emplace(*received.uid);
  if (received.name) info.name.emplace(*received.name);
  if (received.color) info.color = received.color;
  if (received.index) info.index = received.index;
  if (received.roles) info.roles = received.roles;
  if (received.volume) info.volume = received.volume;
  if (received.pan) info.pan = received.pan;
  if (received.mute) info.mute = received.mute;
  if (received.solo) info.solo = received.solo;
}

}  // namespace attacca::vst3_wrapper
