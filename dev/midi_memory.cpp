// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/midi_memory.hpp"

namespace attacca::dev {
namespace {

constexpr std::uint8_t kAllSoundOff = 120;
constexpr std::uint8_t kResetControllers = 121;
constexpr std::uint8_t kAllNotesOff = 123;
constexpr std::uint8_t kDataCoarse = 6;
constexpr std::uint8_t kDataFine = 38;
constexpr std::uint8_t kNull = 127;  ///< of both halves: no parameter is chosen

/// Those that are sent by themselves: data, its increments, and what they are for.
bool belongs_to_parameter(std::uint8_t number) {
  return number == kDataCoarse || number == kDataFine || (number >= 96 && number <= 101);
}

/// Bank, volume, pan, sound controllers and effect depths. Source: RP-015.
bool survives_reset(std::uint8_t number) {
  return number == 0 || number == 32 || number == 7 || number == 39 || number == 10 ||
         number == 42 || (number >= 70 && number <= 79) || (number >= 91 && number <= 95);
}

}  // namespace

MidiMemory::MidiMemory() : bytes_(kMost), messages_(kMost) {}

void MidiMemory::end_note(Channel& channel, std::uint8_t key) noexcept {
  if (channel.has_pedal()) {
    channel.is_key_up[key] = true;
  } else {
    channel.velocities[key] = 0;
  }
}

void MidiMemory::reset_controllers(Channel& channel) noexcept {
  for (std::uint8_t number = 0; number < 120; ++number) {
    if (!survives_reset(number)) channel.controllers[number] = 0;
  }
  channel.chosen = Kind::none;
  channel.pressures.fill(0);
  channel.pressure = 0;
  channel.bend = 0;
}

/// Of the parameter that is chosen.
void MidiMemory::enter(Channel& channel, std::uint8_t number, std::uint8_t value) noexcept {
  const std::size_t first = channel.chosen == Kind::registered ? 100 : 98;
  const std::uint8_t lsb = channel.controllers[first];
  const std::uint8_t msb = channel.controllers[first + 1];
  if (channel.chosen == Kind::none || lsb == 0 || msb == 0) return;
  const Parameter wanted{.kind = channel.chosen,
                         .msb = static_cast<std::uint8_t>(msb - 1),
                         .lsb = static_cast<std::uint8_t>(lsb - 1)};
  if (wanted.msb == kNull && wanted.lsb == kNull) return;
  std::size_t at = 0;
  for (; at < channel.parameter_count; ++at) {
    const Parameter& known = channel.parameters[at];
    if (known.kind == wanted.kind && known.msb == wanted.msb && known.lsb == wanted.lsb) break;
  }
  if (at == kMostParameters) return;
  if (at == channel.parameter_count) {
    channel.parameters[at] = wanted;
    ++channel.parameter_count;
  }
  Parameter& parameter = channel.parameters[at];
  (number == kDataCoarse ? parameter.coarse : parameter.fine) =
      static_cast<std::uint8_t>(value + 1);
}

void MidiMemory::control(Channel& channel, std::uint8_t number, std::uint8_t value) noexcept {
  if (number == kAllSoundOff) return channel.velocities.fill(0);
  if (number == kResetControllers) {
    reset_controllers(channel);
  } else if (number >= kAllNotesOff) {
    for (std::uint8_t key = 0; key < 128; ++key) end_note(channel, key);
    return;
  } else if (number == kDataCoarse || number == kDataFine) {
    return enter(channel, number, value);
  } else {
    channel.controllers[number] = static_cast<std::uint8_t>(value + 1);
    if (number >= 98 && number <= 101) {
      channel.chosen = number >= 100 ? Kind::registered : Kind::other;
    }
  }
  if (channel.has_pedal()) return;
  for (std::size_t key = 0; key < 128; ++key) {
    if (channel.is_key_up[key]) channel.velocities[key] = 0;
    channel.is_key_up[key] = false;
  }
}

void MidiMemory::read(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() < 2 || bytes[0] < 0x80 || bytes[0] >= 0xF0) return;
  Channel& channel = channels_[bytes[0] & 0x0Fu];
  const std::uint8_t first = bytes[1] & 0x7Fu;
  const std::uint8_t second = bytes.size() > 2 ? bytes[2] & 0x7Fu : 0;
  switch (bytes[0] & 0xF0u) {
    case 0x80:
      return end_note(channel, first);
    case 0x90:
      if (second == 0) return end_note(channel, first);
      channel.velocities[first] = second;
      channel.pressures[first] = 0;
      channel.is_key_up[first] = false;
      return;
    case 0xA0:
      channel.pressures[first] = static_cast<std::uint8_t>(second + 1);
      return;
    case 0xB0:
      return control(channel, first, second);
    case 0xC0:
      channel.program = static_cast<std::uint8_t>(first + 1);
      return;
    case 0xD0:
      channel.pressure = static_cast<std::uint8_t>(first + 1);
      return;
    case 0xE0:
      channel.bend = static_cast<std::uint16_t>(((second << 7) | first) + 1);
      return;
    default:
      return;
  }
}

void MidiMemory::let_go() noexcept {
  for (Channel& channel : channels_) {
    channel.velocities.fill(0);
    channel.is_key_up.fill(false);
    for (const std::size_t pedal : {64u, 66u, 69u}) channel.controllers[pedal] = 0;
  }
}

void MidiMemory::add(std::uint8_t status, std::uint8_t first, std::uint8_t second,
                     std::size_t size) noexcept {
  bytes_[count_] = {status, first, second};
  messages_[count_] = {.frame = 0, .bytes = std::span(bytes_[count_]).first(size)};
  ++count_;
}

/// `stored` is the value + 1; 0: nothing to say.
void MidiMemory::add_control(std::uint8_t number, std::uint8_t controller,
                             std::uint8_t stored) noexcept {
  if (stored == 0) return;
  add(static_cast<std::uint8_t>(0xB0u | number), controller, static_cast<std::uint8_t>(stored - 1),
      3);
}

void MidiMemory::add_choice(std::uint8_t number, Kind kind, std::uint8_t msb,
                            std::uint8_t lsb) noexcept {
  const std::uint8_t first = kind == Kind::other ? 98 : 100;
  add_control(number, static_cast<std::uint8_t>(first + 1), msb);
  add_control(number, first, lsb);
}

/// Each is chosen, then set; at last what is chosen now, so that data that comes goes there.
void MidiMemory::add_parameters(std::uint8_t number) noexcept {
  const Channel& channel = channels_[number];
  for (std::size_t i = 0; i < channel.parameter_count; ++i) {
    const Parameter& parameter = channel.parameters[i];
    add_choice(number, parameter.kind, static_cast<std::uint8_t>(parameter.msb + 1),
               static_cast<std::uint8_t>(parameter.lsb + 1));
    add_control(number, kDataCoarse, parameter.coarse);
    add_control(number, kDataFine, parameter.fine);
  }
  const std::size_t first = channel.chosen == Kind::other ? 98 : 100;
  if (channel.chosen != Kind::none) {
    add_choice(number, channel.chosen, channel.controllers[first + 1], channel.controllers[first]);
  } else if (channel.parameter_count > 0) {
    add_choice(number, Kind::registered, kNull + 1, kNull + 1);
  }
}

void MidiMemory::add_notes(std::uint8_t number) noexcept {
  const Channel& channel = channels_[number];
  const auto status = [number](unsigned kind) { return static_cast<std::uint8_t>(kind | number); };
  for (std::uint8_t key = 0; key < 128; ++key) {
    if (channel.velocities[key] == 0) continue;
    add(status(0x90), key, channel.velocities[key], 3);
    if (channel.pressures[key] > 0) {
      add(status(0xA0), key, static_cast<std::uint8_t>(channel.pressures[key] - 1), 3);
    }
    if (channel.is_key_up[key]) add(status(0x80), key, 64, 3);
  }
}

std::span<const audio_io::MidiMessage> MidiMemory::messages() noexcept {
  count_ = 0;
  for (std::uint8_t number = 0; number < 16; ++number) {
    const Channel& channel = channels_[number];
    const auto status = [number](unsigned kind) {
      return static_cast<std::uint8_t>(kind | number);
    };
    add_parameters(number);
    // Banks are controllers 0 and 32, and come before their program.
    for (std::uint8_t i = 0; i < 120; ++i) {
      if (!belongs_to_parameter(i)) add_control(number, i, channel.controllers[i]);
    }
    if (channel.program > 0) {
      add(status(0xC0), static_cast<std::uint8_t>(channel.program - 1), 0, 2);
    }
    if (channel.pressure > 0) {
      add(status(0xD0), static_cast<std::uint8_t>(channel.pressure - 1), 0, 2);
    }
    if (channel.bend > 0) {
      const unsigned bend = channel.bend - 1u;
      add(status(0xE0), static_cast<std::uint8_t>(bend & 0x7Fu),
          static_cast<std::uint8_t>(bend >> 7), 3);
    }
    add_notes(number);
  }
  return std::span(messages_).first(count_);
}

std::uint32_t MidiMemory::held_notes() const noexcept {
  std::uint32_t count = 0;
  for (const Channel& channel : channels_) {
    for (const std::uint8_t velocity : channel.velocities) count += velocity > 0 ? 1u : 0u;
  }
  return count;
}

}  // namespace attacca::dev
