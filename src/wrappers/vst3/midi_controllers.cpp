// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/midi_controllers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "abi/vst3/midi_controllers.hpp"
#include "abi/vst3/units.hpp"
#include "base/unicode.hpp"

namespace attacca::vst3_wrapper {
namespace {

constexpr auto kPressure = static_cast<std::uint32_t>(vst3::ControllerNumbers::kAfterTouch);
constexpr auto kBend = static_cast<std::uint32_t>(vst3::ControllerNumbers::kPitchBend);

/// Where a run of `count` ids meets none of the plugin's. They are hashes, so nearly always the
/// first place; hosts ask for the mapping anew each time, so that the ids may differ.
vst3::ParamID free_ids(const ParamSet& params, std::uint32_t count) {
  constexpr vst3::ParamID kStep = 0x10000;
  static_assert(NotePorts::kMost * 130 * 16 < kStep);
  vst3::ParamID first = 0x7F000000;
  const auto meets = [&](const Param* param) { return param->stable_id() - first < count; };
  while (std::any_of(params.all().begin(), params.all().end(), meets)) first -= kStep;
  return first;
}

}  // namespace

MidiControllers::MidiControllers(const NotePorts& ports, const ParamSet& params) {
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (ports[i].midi_controllers) ports_.push_back(static_cast<std::int16_t>(i));
  }
  count_ = static_cast<std::uint32_t>(ports_.size()) * kOfPort;
  values_ = std::make_unique<std::atomic<float>[]>(count_);
  for (std::uint32_t i = kBend; i < count_; i += kControllers) values_[i] = 0.5f;
  first_id_ = free_ids(params, count());
}

std::optional<vst3::ParamID> MidiControllers::id_of(std::int32_t bus, std::int16_t channel,
                                                    vst3::CtrlNumber controller) const noexcept {
  const auto port = std::find(ports_.begin(), ports_.end(), bus);
  const std::int32_t number = controller;
  if (port == ports_.end() || channel < 0 || channel >= static_cast<std::int16_t>(kChannels) ||
      number < 0 || number >= static_cast<std::int32_t>(kControllers)) {
    return std::nullopt;
  }
  return first_id_ + static_cast<std::uint32_t>(port - ports_.begin()) * kOfPort +
         static_cast<std::uint32_t>(channel) * kControllers + static_cast<std::uint32_t>(number);
}

Event MidiControllers::event_of(std::uint32_t number, double normalized) const noexcept {
  const std::int16_t port = ports_[number / kOfPort];
  const auto channel = static_cast<std::uint8_t>(number / kControllers % kChannels);
  const std::uint32_t controller = number % kControllers;
  const double value = normalized > 0.0 ? std::min(normalized, 1.0) : 0.0;  // NaN too
  if (controller == kPressure) return Event(0, ChannelPressure{port, channel, value});
  if (controller == kBend) {
    // Of the 14 bits of MIDI the centre is 8192, which is not quite half of 16383.
    constexpr double kCenter = 8192.0 / 16383.0;
    const bool is_center = std::abs(value - 0.5) < 1e-4;
    const double from = value - kCenter;
    const double bend = from < 0.0 ? from / kCenter : from / (1.0 - kCenter);
    return Event(0, PitchBend{port, channel, is_center ? 0.0 : bend});
  }
  return Event(0, ControlChange{port, channel, static_cast<std::uint8_t>(controller), value});
}

void MidiControllers::info(std::uint32_t number, vst3::ParameterInfo& info) const noexcept {
  const std::uint32_t controller = number % kControllers;
  const std::uint32_t channel = number / kControllers % kChannels + 1;
  const int port = ports_[number / kOfPort] + 1;
  char name[64];
  if (controller == kPressure) {
    std::snprintf(name, sizeof name, "MIDI %d: pressure, channel %u", port, channel);
  } else if (controller == kBend) {
    std::snprintf(name, sizeof name, "MIDI %d: pitch bend, channel %u", port, channel);
  } else {
    std::snprintf(name, sizeof name, "MIDI %d: controller %u, channel %u", port, controller,
                  channel);
  }
  info = {};
  info.id = first_id_ + number;
  core::utf16_from_utf8(name, info.title, 128);
  core::utf16_from_utf8(name, info.shortTitle, 128);
  info.defaultNormalizedValue = controller == kBend ? 0.5 : 0.0;
  info.unitId = vst3::kRootUnitId;
  info.flags = vst3::ParameterInfo::kIsHidden;
}

}  // namespace attacca::vst3_wrapper
