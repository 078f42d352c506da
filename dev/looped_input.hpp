// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "audio_io/audio_device.hpp"
#include "dev/phrase.hpp"
#include "host/engine/audio_clip.hpp"
#include "host/engine/wav_recorder.hpp"

namespace attacca::dev {

/// Between a device and what it calls: audio that is played again and again in place of the
/// device's inputs, a phrase besides the device's MIDI, and a recording of what is heard. Members
/// [main], while the device does not call, unless tagged.
class LoopedInput final : public audio_io::AudioCallback {
 public:
  /// `player` outlives it.
  explicit LoopedInput(audio_io::AudioCallback& player) : player_(player) {}

  /// For blocks of up to `most_frames`. The clip is at the device's rate already.
  void begin(std::uint32_t most_frames);
  void set_clip(host::AudioClip clip) { clip_ = std::move(clip); }
  void set_phrase(Phrase phrase) { phrase_ = std::move(phrase); }
  void set_recorder(std::unique_ptr<host::WavRecorder> recorder) {
    recorder_ = std::move(recorder);
  }
  /// Errors: of the disk; frames that were lost.
  [[nodiscard]] Result<void> end();

  void process(const audio_io::AudioBlock& block) noexcept override;

  /// CLOCK_MONOTONIC time at which the callback began that is under way, ns; 0: none is. [any]
  [[nodiscard]] std::int64_t busy_since() const noexcept {
    return busy_since_.load(std::memory_order_relaxed);
  }

 private:
  void fill_inputs(std::uint32_t frames) noexcept;
  [[nodiscard]] std::span<const audio_io::MidiMessage> with_phrase(
      const audio_io::AudioBlock& block) noexcept;

  audio_io::AudioCallback& player_;
  std::uint32_t most_frames_ = 0;
  std::optional<host::AudioClip> clip_;
  std::size_t clip_at_ = 0;  ///< frames of it
  std::vector<float> samples_;
  std::vector<float*> inputs_;
  std::optional<Phrase> phrase_;
  std::vector<audio_io::MidiMessage> midi_;
  std::unique_ptr<host::WavRecorder> recorder_;
  std::atomic<std::int64_t> busy_since_{0};
};

}  // namespace attacca::dev
