// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/midi_memory.hpp"

namespace attacca::dev {
namespace {

constexpr std::uint8_t kAllSoundOff = 120;
constexpr std::uint8_t kResetControllers = 121;
constexpr std::uint8_t kAllNotesOff = 123;

}  // namespace

MidiMemory::MidiMemory() : bytes_(kMost), messages_(kMost) {}

void MidiMemory::end_note(Channel& channel, std::uint8_t key) noexcept {
  if (channel.has_pedal()) {
    channel.is_key_up[key] = true;
  } else {
    channel.velocities[key] = 0;
  }
}

void MidiMemory::control(Channel& channel, std::uint8_t number, std::uint8_t value) noexcept {
  if (number == kAllSoundOff) return channel.velocities.fill(0);
  if (number == kResetControllers) {
    channel.controllers.fill(0);
    channel.pressure = 0;
    channel.bend = 0;
  } else if (number >= kAllNotesOff) {
    for (std::uint8_t key = 0; key < 128; ++key) end_note(channel, key);
    return;
  } else {
    channel.controllers[number] = static_cast<std::uint8_t>(value + 1);
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
      channel.is_key_up[first] = false;
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

std::span<const audio_io::MidiMessage> MidiMemory::messages() noexcept {
  count_ = 0;
  for (std::uint8_t number = 0; number < 16; ++number) {
    const Channel& channel = channels_[number];
    const auto status = [number](unsigned kind) {
      return static_cast<std::uint8_t>(kind | number);
    };
    // Banks are controllers 0 and 32, and come before their program.
    for (std::uint8_t i = 0; i < 120; ++i) {
      if (channel.controllers[i] > 0) {
        add(status(0xB0), i, static_cast<std::uint8_t>(channel.controllers[i] - 1), 3);
      }
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
    for (std::uint8_t key = 0; key < 128; ++key) {
      if (channel.velocities[key] == 0) continue;
      add(status(0x90), key, channel.velocities[key], 3);
      if (channel.is_key_up[key]) add(status(0x80), key, 64, 3);
    }
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
