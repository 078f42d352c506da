// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Where notes and MIDI come into a plugin or go out of it, as part of its PluginInfo:
//
//     .notes_in = attacca::NotePort::main,
//     .notes_out = {{.name = "Upper"}, {.name = "Lower"}},
//
// Compile time. What comes in is in ProcessContext::events(), what goes out is sent with
// ProcessContext::send(); an event's port is the index in these lists.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace attacca {

/// One port for notes and MIDI. `name` is UTF-8.
struct NotePort {
  std::string_view name = "Notes";

  /// Of an input: control changes, pitch bend and channel pressure come as well, and with them MPE.
  /// VST3 carries them as 2,080 hidden parameters a port, so only ask for them if they are used.
  bool midi_controllers = false;
  /// Of an input: program changes come as well. VST3 carries them as a parameter and a unit for
  /// each channel, with a list of 128 programs that hosts show, so only ask for them if they are
  /// used.
  bool program_changes = false;
  /// Of an input: MIDI 2 messages come as Midi2Message where the host has them. CLAP carries all of
  /// them; VST3 the registered controllers of bank 0 alone (pitch bend range, tuning, modulation
  /// range, MPE), as hidden parameters.
  bool midi2 = false;

  /// A port with the usual name, for notes alone.
  static const NotePort main;
};

inline constexpr NotePort NotePort::main{};

/// Up to 8 ports. All members [any].
class NotePorts {
 public:
  static constexpr std::size_t kMost = 8;

  constexpr NotePorts() = default;
  constexpr NotePorts(const NotePort& port) noexcept : count_(1) { ports_[0] = port; }  // NOLINT
  constexpr NotePorts(std::initializer_list<NotePort> ports) {                          // NOLINT
    for (const NotePort& port : ports) ports_[count_++] = port;
  }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return count_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] constexpr const NotePort& operator[](std::size_t index) const noexcept {
    return ports_[index];
  }
  [[nodiscard]] constexpr const NotePort* begin() const noexcept { return ports_.data(); }
  [[nodiscard]] constexpr const NotePort* end() const noexcept { return ports_.data() + count_; }

 private:
  std::array<NotePort, kMost> ports_ = {};
  std::size_t count_ = 0;
};

}  // namespace attacca
