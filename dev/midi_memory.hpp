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
/// controllers, registered and other parameters, programs, bends, pressure, and the notes that are
/// held. By MIDI 1; allocates in the constructor alone. What was entered by increments (96, 97) is
/// not known, and of more than kMostParameters parameters of a channel those that come later. All
/// members [audio] but for the constructor.
class MidiMemory {
 public:
  MidiMemory();

  /// Remembers what a message changes. Source: MIDI 1.0 detailed specification, tables 1 and 3;
  /// of what "reset all controllers" leaves as it is, recommended practice RP-015.
  void read(std::span<const std::uint8_t> bytes) noexcept;

  /// Forgets notes, and pedals that are down (64, 66, 69): nobody may let them go any more.
  void let_go() noexcept;

  /// All of it as messages at frame 0: of each channel the parameters, as their own controllers
  /// have to come in this order, then the other controllers, then the rest; notes whose key is up
  /// and which the pedal still holds are begun and ended again. They live until the next call.
  [[nodiscard]] std::span<const audio_io::MidiMessage> messages() noexcept;

  /// Notes that sound: keys that are down, and those that the pedal holds.
  [[nodiscard]] std::uint32_t held_notes() const noexcept;

  /// The most that messages() can be.
  static constexpr std::size_t kMostParameters = 32;
  static constexpr std::size_t kMost = 16 * (120 + 4 * kMostParameters + 2 + 3 * 128 + 3);

 private:
  enum class Kind : std::uint8_t { none, registered, other };
  /// One that is chosen by two controllers and set by two others.
  struct Parameter {
    Kind kind = Kind::none;
    std::uint8_t msb = 0;
    std::uint8_t lsb = 0;
    std::uint8_t coarse = 0;  ///< + 1
    std::uint8_t fine = 0;    ///< + 1
  };
  struct Channel {
    std::array<std::uint8_t, 128> controllers{};  ///< value + 1; 0: never heard of
    std::array<std::uint8_t, 128> velocities{};   ///< of the notes that sound; 0: it does not
    std::array<std::uint8_t, 128> pressures{};    ///< of those notes, + 1
    std::array<bool, 128> is_key_up{};            ///< of a note that the pedal holds
    std::array<Parameter, kMostParameters> parameters{};
    std::size_t parameter_count = 0;
    Kind chosen = Kind::none;   ///< by the controllers 98 to 101
    std::uint8_t program = 0;   ///< + 1
    std::uint8_t pressure = 0;  ///< + 1
    std::uint16_t bend = 0;     ///< + 1
    [[nodiscard]] bool has_pedal() const noexcept { return controllers[64] > 64; }
  };

  void control(Channel& channel, std::uint8_t number, std::uint8_t value) noexcept;
  void reset_controllers(Channel& channel) noexcept;
  void enter(Channel& channel, std::uint8_t number, std::uint8_t value) noexcept;
  void end_note(Channel& channel, std::uint8_t key) noexcept;
  void add_control(std::uint8_t number, std::uint8_t controller, std::uint8_t stored) noexcept;
  void add_choice(std::uint8_t number, Kind kind, std::uint8_t msb, std::uint8_t lsb) noexcept;
  void add_parameters(std::uint8_t number) noexcept;
  void add_notes(std::uint8_t number) noexcept;
  void add(std::uint8_t status, std::uint8_t first, std::uint8_t second, std::size_t size) noexcept;

  std::array<Channel, 16> channels_{};
  std::vector<std::array<std::uint8_t, 3>> bytes_;
  std::vector<audio_io::MidiMessage> messages_;
  std::size_t count_ = 0;
};

}  // namespace attacca::dev
