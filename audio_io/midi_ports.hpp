// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "audio_io/audio_device.hpp"

namespace attacca::audio_io {

/// MIDI beside a device that has none itself. What comes in is timed when it comes and played one
/// period later, so that its distances stay; what goes out is sent when its frame is heard, to the
/// millisecond.
class MidiPorts : public MidiOutput {
 public:
  virtual ~MidiPorts() = default;
  MidiPorts(const MidiPorts&) = delete;
  MidiPorts& operator=(const MidiPorts&) = delete;

  /// A block of `frames` at `sample_rate` Hz begins: what has come in for it. [audio]
  virtual std::span<const MidiMessage> begin_block(std::uint32_t frames,
                                                   double sample_rate) noexcept = 0;
  /// Whether send() reaches anybody. [any]
  [[nodiscard]] virtual bool has_output() const noexcept = 0;
  /// Messages that found no room. [any]
  [[nodiscard]] virtual std::uint64_t dropped() const noexcept = 0;

 protected:
  MidiPorts() = default;
};

/// Who serves MIDI.
enum class MidiSystem : std::uint8_t { alsa, jack };

/// Ports of RtMidi's, as `settings` wants them: one that others can connect to, under the client's
/// name, and those that are named. Null if the plugin has no MIDI. Errors: the system has none; a
/// port to connect is unknown, with a list of those that there are. [main]
[[nodiscard]] Result<std::unique_ptr<MidiPorts>> open_midi(const AudioSettings& settings,
                                                           MidiSystem system = MidiSystem::alsa);

/// The names of the ports that send (`inputs`) or that can be sent to. Empty where there is no
/// MIDI. [main]
[[nodiscard]] std::vector<std::string> midi_port_names(bool inputs);

}  // namespace attacca::audio_io
