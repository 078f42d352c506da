// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/recordings.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace attacca::standalone {

Result<void> Recordings::begin(const std::string& wav_in, const std::string& wav_out,
                               double sample_rate, std::uint32_t inputs, std::uint32_t outputs,
                               std::uint32_t most_frames) {
  const double before = std::exchange(sample_rate_, sample_rate);
  if (!wav_in.empty() && inputs == 0) return fail("--wav-in: the plugin has no input to hear it");
  if (!wav_in.empty() && (!clip_ || before != sample_rate)) {
    auto clip = host::read_audio_file(wav_in);
    if (clip) clip = host::resample(std::move(*clip), sample_rate);
    if (!clip) return tl::unexpected(clip.error());
    clip_ = host::with_channels(std::move(*clip), inputs);
    if (before > 0.0) {
      const double at = static_cast<double>(clip_at_) / before * sample_rate;
      clip_at_ = std::min(static_cast<std::size_t>(at), clip_->frames());
    }
  }
  most_frames_ = most_frames;
  if (clip_) {
    samples_.assign(std::size_t{inputs} * most_frames, 0.0f);
    inputs_.clear();
    for (std::uint32_t i = 0; i < inputs; ++i) {
      inputs_.push_back(samples_.data() + std::size_t{i} * most_frames);
    }
  }
  if (!wav_out.empty() && outputs == 0) return fail("--wav-out: the plugin has no audio output");
  if (recorder_ != nullptr && before != sample_rate) {
    // What there is of it is kept, and the sound goes on without it.
    auto closed = end();
    return closed ? fail("the device has another rate now: " + wav_out + " ends here") : closed;
  }
  if (!wav_out.empty() && before == 0.0) {
    auto recorder = host::WavRecorder::create(wav_out, sample_rate, outputs);
    if (!recorder) return tl::unexpected(recorder.error());
    recorder_ = std::move(*recorder);
  }
  return {};
}

Result<void> Recordings::end() {
  return recorder_ == nullptr ? Result<void>() : std::exchange(recorder_, nullptr)->finish();
}

void Recordings::fill_inputs(std::uint32_t frames) noexcept {
  const std::size_t count = std::min<std::size_t>(clip_->frames() - clip_at_, frames);
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    const auto from = clip_->channels[i].begin() + static_cast<std::ptrdiff_t>(clip_at_);
    if (count > 0) std::copy_n(from, count, inputs_[i]);
    std::fill_n(inputs_[i] + count, frames - count, 0.0f);
  }
  clip_at_ += count;
  if (count < frames) is_over_.store(true, std::memory_order_relaxed);
}

void Recordings::process(const audio_io::AudioBlock& block) noexcept {
  audio_io::AudioBlock played = block;
  // A server whose periods have grown beyond all that was promised is heard itself.
  if (clip_ && block.frames <= most_frames_) {
    fill_inputs(block.frames);
    played.inputs = inputs_;
  }
  player_.process(played);
  // What has no room is counted there, and told at the end.
  if (recorder_ != nullptr) recorder_->push(block.outputs, block.frames);
}

}  // namespace attacca::standalone
