// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "audio_io/audio_device.hpp"
#include "host/engine/audio_clip.hpp"
#include "host/engine/wav_recorder.hpp"

namespace attacca::standalone {

/// Between a device and who plays: a recording in place of the device's inputs, and one of what is
/// played.
class Recordings final : public audio_io::AudioCallback {
 public:
  /// `player` outlives it. [main]
  explicit Recordings(audio_io::AudioCallback& player) : player_(player) {}

  /// Opens both files, for a device of `sample_rate` Hz that does not call yet and has so many
  /// channels; empty paths: none. The one that is heard goes on where it was, at the device's rate;
  /// the one that is written begins once, and ends with a device of another rate. [main] Errors: a
  /// file cannot be read or created; the one that is written has ended here (another call goes on
  /// without it).
  [[nodiscard]] Result<void> begin(const std::string& wav_in, const std::string& wav_out,
                                   double sample_rate, std::uint32_t inputs, std::uint32_t outputs,
                                   std::uint32_t most_frames);
  /// Closes what has been written; the device calls no more. [main] Errors: the disk is full,
  /// something was lost.
  [[nodiscard]] Result<void> end();
  /// Whether the recording that is heard is over. [any]
  [[nodiscard]] bool is_over() const noexcept { return is_over_.load(std::memory_order_relaxed); }

  void process(const audio_io::AudioBlock& block) noexcept override;

 private:
  void fill_inputs(std::uint32_t frames) noexcept;

  audio_io::AudioCallback& player_;
  double sample_rate_ = 0.0;
  std::optional<host::AudioClip> clip_;
  std::size_t clip_at_ = 0;  ///< frames of it
  std::uint32_t most_frames_ = 0;
  std::vector<float> samples_;
  std::vector<float*> inputs_;
  std::unique_ptr<host::WavRecorder> recorder_;
  std::atomic<bool> is_over_{false};
};

}  // namespace attacca::standalone
