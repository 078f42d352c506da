// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/midi_controllers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "abi/vst3/units.hpp"
#include "base/unicode.hpp"
#include "wrappers/vst3/programs.hpp"

namespace attacca::vst3_wrapper {
namespace {

constexpr auto kPressure = static_cast<std::uint32_t>(vst3::ControllerNumbers::kAfterTouch);
constexpr auto kBend = static_cast<std::uint32_t>(vst3::ControllerNumbers::kPitchBend);

/// Where a run of `count` ids meets none of the plugin's. They are hashes, so nearly always the
/// first place; hosts ask for the mapping anew each time, so that the ids may differ.
vst3::ParamID free_ids(const ParamSet& params, std::uint32_t count) {
  constexpr vst3::ParamID kStep = 0x10000;
  static_assert(NotePorts::kMost * 138 * 16 < kStep);
  vst3::ParamID first = 0x7F000000;
  const auto meets = [&](const Param* param) { return param->stable_id() - first < count; };
  while (std::any_of(params.all().begin(), params.all().end(), meets)) first -= kStep;
  return first;
}

/// Of MIDI 2's bank 0, in the order of their index.
constexpr std::array<const char*, 7> kRegisteredNames = {
    "pitch bend range", "fine tuning",      "coarse tuning",    "tuning program",
    "tuning bank",      "modulation range", "MPE configuration"};

/// A universal MIDI packet of two words: registered controller of bank 0 (MIDI 2.0, UMP format and
/// MIDI 2.0 protocol, 7.4.7).
Midi2Message registered_of(std::int16_t port, std::uint8_t channel, std::uint32_t index,
                           double value) noexcept {
  Midi2Message message{.port = port};
  message.words[0] = 0x40200000u | static_cast<std::uint32_t>(channel) << 16 | index;
  message.words[1] = static_cast<std::uint32_t>(value * 4294967295.0 + 0.5);
  return message;
}

}  // namespace

MidiControllers::MidiControllers(const NotePorts& ports, const ParamSet& params,
                                 const Programs& programs)
    : programs_(programs) {
  for (std::size_t i = 0; i < ports.size(); ++i) {
    const Port port = {.bus = static_cast<std::int16_t>(i),
                       .first = count_,
                       .controllers = ports[i].midi_controllers ? kControllers : 0,
                       .programs = ports[i].program_changes ? 1u : 0u,
                       .registered = ports[i].midi2 ? kRegistered : 0};
    if (port.of_channel() == 0) continue;
    ports_.push_back(port);
    count_ += kChannels * port.of_channel();
  }
  values_ = std::make_unique<std::atomic<float>[]>(count_);
  first_id_ = free_ids(params, count());
  each_controller(false, [this](vst3::ParamID id, std::int16_t, std::uint32_t, std::uint32_t i) {
    if (i == kBend) values_[id - first_id_] = 0.5f;
  });
}

MidiControllers::Place MidiControllers::place_of(std::uint32_t number) const noexcept {
  std::size_t i = 0;
  while (i + 1 < ports_.size() && ports_[i + 1].first <= number) ++i;
  const Port& port = ports_[i];
  const std::uint32_t within = number - port.first;
  return {port, static_cast<std::uint8_t>(within / port.of_channel()), within % port.of_channel()};
}

std::optional<vst3::ParamID> MidiControllers::id_of(std::int32_t bus, std::int16_t channel,
                                                    vst3::CtrlNumber controller) const noexcept {
  const auto port = std::find_if(ports_.begin(), ports_.end(),
                                 [bus](const Port& each) { return each.bus == bus; });
  const std::int32_t number = controller;
  if (port == ports_.end() || channel < 0 || channel >= static_cast<std::int16_t>(kChannels) ||
      number < 0) {
    return std::nullopt;
  }
  const auto of_channel = static_cast<std::uint32_t>(channel);
  const auto index = static_cast<std::uint32_t>(number);
  if (index < port->controllers) return id_at(*port, of_channel, index);
  const bool is_program =
      index == static_cast<std::uint32_t>(vst3::ControllerNumbers::kCtrlProgramChange);
  if (is_program && port->programs > 0) return id_at(*port, of_channel, port->controllers);
  return std::nullopt;
}

bool MidiControllers::is_program(std::uint32_t number) const noexcept {
  const Place place = place_of(number);
  return place.port.programs > 0 && place.index == place.port.controllers;
}

Event MidiControllers::event_of(std::uint32_t number, double normalized) const noexcept {
  const auto [from, channel, index] = place_of(number);
  const std::int16_t port = from.bus;
  const double value = normalized > 0.0 ? std::min(normalized, 1.0) : 0.0;  // NaN too
  if (index >= from.controllers + from.programs) {
    return Event(0, registered_of(port, channel, index - from.controllers - from.programs, value));
  }
  if (index >= from.controllers) {
    const double program = std::min(std::floor(value * 128.0), 127.0);
    return Event(0, ProgramChange{port, channel, static_cast<std::uint8_t>(program)});
  }
  if (index == kPressure) return Event(0, ChannelPressure{port, channel, value});
  if (index == kBend) {
    // Of the 14 bits of MIDI the centre is 8192, which is not quite half of 16383.
    constexpr double kCenter = 8192.0 / 16383.0;
    const bool is_center = std::abs(value - 0.5) < 1e-4;
    const double off = value - kCenter;
    const double bend = off < 0.0 ? off / kCenter : off / (1.0 - kCenter);
    return Event(0, PitchBend{port, channel, is_center ? 0.0 : bend});
  }
  return Event(0, ControlChange{port, channel, static_cast<std::uint8_t>(index), value});
}

void MidiControllers::info(std::uint32_t number, vst3::ParameterInfo& info) const noexcept {
  const auto [from, channel, index] = place_of(number);
  const int port = from.bus + 1;
  const int shown = channel + 1;
  char name[64];
  info = {};
  info.id = first_id_ + number;
  info.unitId = vst3::kRootUnitId;
  info.flags = vst3::ParameterInfo::kIsHidden;
  if (index >= from.controllers + from.programs) {
    const std::uint32_t which = index - from.controllers - from.programs;
    std::snprintf(name, sizeof name, "MIDI %d: %s, channel %d", port, kRegisteredNames[which],
                  shown);
  } else if (index >= from.controllers) {
    std::snprintf(name, sizeof name, "MIDI %d: program, channel %d", port, shown);
    info.stepCount = 127;
    info.unitId = programs_.unit_of(from.bus, channel).value_or(vst3::kRootUnitId);
    info.flags = vst3::ParameterInfo::kIsProgramChange | vst3::ParameterInfo::kIsList;
  } else if (index == kPressure) {
    std::snprintf(name, sizeof name, "MIDI %d: pressure, channel %d", port, shown);
  } else if (index == kBend) {
    std::snprintf(name, sizeof name, "MIDI %d: pitch bend, channel %d", port, shown);
    info.defaultNormalizedValue = 0.5;
  } else {
    std::snprintf(name, sizeof name, "MIDI %d: controller %u, channel %d", port, index, shown);
  }
  core::utf16_from_utf8(name, info.title, 128);
  core::utf16_from_utf8(name, info.shortTitle, 128);
}

}  // namespace attacca::vst3_wrapper
