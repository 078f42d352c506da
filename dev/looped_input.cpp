// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/looped_input.hpp"

#include <algorithm>
#include <utility>

#include <time.h>

namespace attacca::dev {
namespace {

/// Of one block; what a device sends beyond it is left out.
constexpr std::size_t kMostOfPhrase = 4096;

std::int64_t monotonic_ns() noexcept {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

void LoopedInput::begin(std::uint32_t most_frames) {
  most_frames_ = most_frames;
  midi_.resize(kMostOfPhrase);
  if (!clip_ || clip_->frames() == 0) return;
  const std::size_t channels = clip_->channels.size();
  samples_.assign(channels * most_frames, 0.0f);
  inputs_.clear();
  for (std::size_t i = 0; i < channels; ++i) {
    inputs_.push_back(samples_.data() + i * most_frames);
  }
  clip_at_ %= clip_->frames();
}

Result<void> LoopedInput::end() {
  return recorder_ == nullptr ? Result<void>() : std::exchange(recorder_, nullptr)->finish();
}

void LoopedInput::fill_inputs(std::uint32_t frames) noexcept {
  const std::size_t length = clip_->frames();
  for (std::uint32_t from = 0; from < frames;) {
    const auto count = static_cast<std::uint32_t>(
        std::min<std::size_t>(length - clip_at_, std::size_t{frames} - from));
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      std::copy_n(clip_->channels[i].data() + clip_at_, count, inputs_[i] + from);
    }
    from += count;
    clip_at_ += count;
    if (clip_at_ == length) clip_at_ = 0;
  }
}

std::span<const audio_io::MidiMessage> LoopedInput::with_phrase(
    const audio_io::AudioBlock& block) noexcept {
  if (!phrase_) return block.midi_in;
  std::size_t count = 0;
  std::size_t live = 0;
  const auto take_live = [&](std::uint32_t before) {
    for (; live < block.midi_in.size() && block.midi_in[live].frame < before; ++live) {
      if (count < midi_.size()) midi_[count++] = block.midi_in[live];
    }
  };
  phrase_->play(block.frames, [&](const audio_io::MidiMessage& message) {
    take_live(message.frame);
    if (count < midi_.size()) midi_[count++] = message;
  });
  take_live(block.frames);
  return std::span(midi_).first(count);
}

void LoopedInput::process(const audio_io::AudioBlock& block) noexcept {
  busy_since_.store(monotonic_ns(), std::memory_order_relaxed);
  audio_io::AudioBlock played = block;
  if (!inputs_.empty() && block.frames <= most_frames_) {
    fill_inputs(block.frames);
    played.inputs = inputs_;
  }
  played.midi_in = with_phrase(block);
  player_.process(played);
  if (recorder_ != nullptr) recorder_->push(block.outputs, block.frames);
  busy_since_.store(0, std::memory_order_relaxed);
}

}  // namespace attacca::dev
