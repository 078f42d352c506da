// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::audio_io {

/// A MIDI 1 message: a channel message, a system message of 1 to 3 bytes, or a SysEx with F0 and
/// F7. The bytes live as long as the block.
struct MidiMessage {
  std::uint32_t frame = 0;  ///< below the frames of the block
  std::span<const std::uint8_t> bytes;
};

/// Where the MIDI of a block goes out.
class MidiOutput {
 public:
  /// In the order of frames. False: no room. [audio]
  virtual bool send(std::uint32_t frame, std::span<const std::uint8_t> bytes) noexcept = 0;

 protected:
  ~MidiOutput() = default;
};

/// One period of a device: channels × `frames` samples, 32 bit, nominally -1..1. Whoever is called
/// fills all outputs.
struct AudioBlock {
  std::uint32_t frames = 0;
  std::span<float* const> inputs;  ///< to be read
  std::span<float* const> outputs;
  std::span<const MidiMessage> midi_in;
  MidiOutput* midi_out = nullptr;  ///< null: there is none
};

/// What a device calls.
class AudioCallback {
 public:
  /// One period, at most AudioDevice::most_frames() frames. [audio]
  virtual void process(const AudioBlock& block) noexcept = 0;

 protected:
  ~AudioCallback() = default;
};

/// What is wanted of a device. Ports are named as the backend names them.
struct AudioSettings {
  std::string client_name;  ///< how the program is called there, UTF-8
  std::uint32_t inputs = 0;
  std::uint32_t outputs = 2;
  bool has_midi_in = false;
  bool has_midi_out = false;
  double sample_rate = 48000.0;  ///< Hz; JACK has its own
  std::uint32_t period = 512;    ///< frames; JACK has its own
  /// Sound cards, by name or by a part of it that no other has; empty: the system's own choice of
  /// outputs, and no inputs. Not JACK's.
  std::string input_device;
  std::string output_device;

  /// JACK's: where to get audio from, a name for each channel; empty: nowhere.
  std::vector<std::string> connect_inputs;
  /// JACK's: where audio goes; empty: to the first outputs that can be heard.
  std::vector<std::string> connect_outputs;
  /// Names of JACK's ports, or of the sequencer's.
  std::vector<std::string> connect_midi_inputs;
  std::vector<std::string> connect_midi_outputs;
};

/// Something that calls back for audio, period by period. All members [main] unless tagged.
class AudioDevice {
 public:
  virtual ~AudioDevice() = default;
  AudioDevice(const AudioDevice&) = delete;
  AudioDevice& operator=(const AudioDevice&) = delete;

  /// "JACK", "ALSA", "PulseAudio", "dummy".
  [[nodiscard]] virtual std::string_view backend() const noexcept = 0;
  [[nodiscard]] virtual double sample_rate() const noexcept = 0;         ///< Hz
  [[nodiscard]] virtual std::uint32_t period() const noexcept = 0;       ///< frames, for now
  [[nodiscard]] virtual std::uint32_t most_frames() const noexcept = 0;  ///< of one call

  /// Calls `callback` from now on. Once. Errors: the device refuses; a port to connect is unknown,
  /// with a list of those that there are.
  [[nodiscard]] virtual Result<void> start(AudioCallback& callback) = 0;
  /// No call comes any more.
  virtual void stop() noexcept = 0;

  /// The delay of what is called, frames, for those who ask the device.
  virtual void set_latency(std::uint32_t frames) noexcept = 0;
  /// How often a period came too late to be heard. [any]
  [[nodiscard]] virtual std::uint64_t missed_periods() const noexcept = 0;
  /// How many MIDI messages found no room. [any]
  [[nodiscard]] virtual std::uint64_t dropped_midi() const noexcept { return 0; }
  /// What it has to do without, as a sentence for the user; empty: nothing.
  [[nodiscard]] virtual std::string lacks() const { return {}; }
  /// Why the device is gone, once it is. What it gave cannot be used again: open another one.
  [[nodiscard]] virtual std::optional<std::string> lost() = 0;

 protected:
  AudioDevice() = default;
};

/// No sound: periods come as fast as they would with a sound card, for trying things out, and for
/// machines without one.
[[nodiscard]] std::unique_ptr<AudioDevice> open_dummy(const AudioSettings& settings);

/// A client of the JACK server that runs (JACK 1 and 2, PipeWire). None is started. Errors: no
/// library, no server.
[[nodiscard]] Result<std::unique_ptr<AudioDevice>> open_jack(const AudioSettings& settings);

/// Who serves sound cards.
enum class SoundSystem : std::uint8_t { alsa, pulse };

/// A sound card, by RtAudio, and MIDI by ALSA's sequencer. The period is the nearest that the card
/// has, the rate the one that is wanted or else the card's own. A card with fewer channels plays
/// the first ones. Errors: no library, no such card, the card refuses. [main]
[[nodiscard]] Result<std::unique_ptr<AudioDevice>> open_sound_card(const AudioSettings& settings,
                                                                   SoundSystem system);

/// The names of the sound cards with inputs, or with outputs. Errors: no library. [main]
[[nodiscard]] Result<std::vector<std::string>> sound_card_names(SoundSystem system, bool inputs);

}  // namespace attacca::audio_io
