// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "audio_io/audio_device.hpp"

namespace attacca::dev {

/// What a plugin that comes later has to be told so that it is where its forerunner is:
/// controllers, programs, bends, pressure, and the notes that are held. By MIDI 1; allocates in the
/// constructor alone. All members [audio] but for the constructor.
class MidiMemory {
 public:
  MidiMemory();

  /// Remembers what a message changes. Source: MIDI 1.0 detailed specification, tables 1 and 3.
  void read(std::span<const std::uint8_t> bytes) noexcept;

  /// Forgets notes, and pedals that are down (64, 66, 69): nobody may let them go any more.
  void let_go() noexcept;

  /// All of it as messages at frame 0, controllers first; notes whose key is up and which the pedal
  /// still holds are begun and ended again. They live until the next call.
  [[nodiscard]] std::span<const audio_io::MidiMessage> messages() noexcept;

  /// Notes that sound: keys that are down, and those that the pedal holds.
  [[nodiscard]] std::uint32_t held_notes() const noexcept;

  /// The most that messages() can be.
  static constexpr std::size_t kMost = 16 * (128 + 2 * 128 + 3);

 private:
  struct Channel {
    std::array<std::uint8_t, 128> controllers{};  ///< value + 1; 0: never heard of
    std::array<std::uint8_t, 128> velocities{};   ///< of the notes that sound; 0: it does not
    std::array<bool, 128> is_key_up{};            ///< of a note that the pedal holds
    std::uint8_t program = 0;                     ///< + 1
    std::uint8_t pressure = 0;                    ///< + 1
    std::uint16_t bend = 0;                       ///< + 1
    [[nodiscard]] bool has_pedal() const noexcept { return controllers[64] > 64; }
  };

  void control(Channel& channel, std::uint8_t number, std::uint8_t value) noexcept;
  void end_note(Channel& channel, std::uint8_t key) noexcept;
  void add(std::uint8_t status, std::uint8_t first, std::uint8_t second, std::size_t size) noexcept;

  std::array<Channel, 16> channels_{};
  std::vector<std::array<std::uint8_t, 3>> bytes_;
  std::vector<audio_io::MidiMessage> messages_;
  std::size_t count_ = 0;
};

}  // namespace attacca::dev
