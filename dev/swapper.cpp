// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/swapper.hpp"

#include <algorithm>
#include <cmath>

namespace attacca::dev {
namespace {

/// Messages of one block beside the remembered ones.
constexpr std::size_t kMostMidi = 4096;

float sample_of(const float* channel, std::uint32_t frame) noexcept {
  return channel == nullptr ? 0.0f : channel[frame];
}

}  // namespace

void Swapper::begin(double sample_rate, std::uint32_t most_frames) {
  sample_rate_ = sample_rate;
  most_frames_ = most_frames;
  fade_frames_ =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(times_.fade_seconds * sample_rate));
  gains_.assign(most_frames, {});
  first_midi_.resize(MidiMemory::kMost + kMostMidi);
  current_ = nullptr;
  incoming_ = {};
  memory_.let_go();
  is_offered_.store(false, std::memory_order_relaxed);
  is_handed_.store(false, std::memory_order_relaxed);
}

std::uint64_t Swapper::warm_up_frames(const Times& times, double sample_rate,
                                      std::uint32_t latency) noexcept {
  const auto most = static_cast<std::uint64_t>(times.most_warm_up_seconds * sample_rate);
  return std::min(most, static_cast<std::uint64_t>(times.warm_up_seconds * sample_rate) + latency);
}

void Swapper::offer(Seat& seat, FadeLaw law) noexcept {
  offer_ = {.seat = &seat,
            .law = law,
            .warm_up = warm_up_frames(times_, sample_rate_, seat.plugin().latency())};
  is_offered_.store(true, std::memory_order_release);
}

std::optional<Swapper::Handed> Swapper::take_outcome() noexcept {
  if (!is_handed_.load(std::memory_order_acquire)) return std::nullopt;
  const Handed handed = handed_;
  is_handed_.store(false, std::memory_order_release);
  return handed;
}

std::optional<Swapper::Handed> Swapper::finish_without_device() noexcept {
  take_offer();
  if (incoming_.seat != nullptr) settle(Outcome::swapped, current_);
  return take_outcome();
}

void Swapper::take_offer() noexcept {
  if (incoming_.seat != nullptr || !is_offered_.load(std::memory_order_acquire)) return;
  // The main thread may be reading there.
  if (is_handed_.load(std::memory_order_acquire)) return;
  incoming_ = offer_;
  is_offered_.store(false, std::memory_order_release);
  played_ = 0;
  is_first_block_ = true;
  notes_ = memory_.held_notes();
  const std::int64_t position = position_.load(std::memory_order_relaxed);
  incoming_.seat->player().place_at(position, position);
  // With nothing before it, there is nothing to fade from.
  if (current_ == nullptr) incoming_.warm_up = 0;
}

void Swapper::settle(Outcome outcome, Seat* freed) noexcept {
  if (freed != nullptr) freed->player().stop();
  if (outcome == Outcome::swapped) current_ = incoming_.seat;
  handed_ = {.outcome = outcome, .offered = incoming_.seat, .freed = freed, .notes = notes_};
  incoming_ = {};
  is_handed_.store(true, std::memory_order_release);
}

void Swapper::process(const audio_io::AudioBlock& block) noexcept {
  if (block.frames > most_frames_) {
    // A device that breaks its promise; there is no memory for so much.
    for (float* const channel : block.outputs) std::fill_n(channel, block.frames, 0.0f);
    return;
  }
  take_offer();
  const bool is_new_heard = played_ >= incoming_.warm_up;
  if (current_ != nullptr) {
    current_->play(block, block.midi_in, incoming_.seat == nullptr || !is_new_heard);
  }
  if (incoming_.seat != nullptr) play_new(block);
  mix(block);
  for (const audio_io::MidiMessage& message : block.midi_in) memory_.read(message.bytes);
  position_.store(position_.load(std::memory_order_relaxed) + block.frames,
                  std::memory_order_relaxed);
  if (incoming_.seat != nullptr) advance_fade(block.frames);
}

void Swapper::play_new(const audio_io::AudioBlock& block) noexcept {
  std::span<const audio_io::MidiMessage> midi = block.midi_in;
  if (is_first_block_) {
    is_first_block_ = false;
    const auto known = memory_.messages();
    const std::size_t count = std::min(block.midi_in.size(), kMostMidi);
    const auto end = std::copy(known.begin(), known.end(), first_midi_.begin());
    std::copy_n(block.midi_in.begin(), count, end);
    midi = std::span(first_midi_).first(known.size() + count);
  }
  incoming_.seat->play(block, midi, played_ >= incoming_.warm_up);
}

/// The gains of this block are those of its frames after the warm-up.
void Swapper::mix(const audio_io::AudioBlock& block) noexcept {
  for (std::uint32_t i = 0; i < block.frames; ++i) {
    const std::uint64_t at = played_ + i;
    if (incoming_.seat == nullptr || at < incoming_.warm_up) {
      gains_[i] = {};
    } else {
      const std::uint64_t faded = std::min(at - incoming_.warm_up, fade_frames_);
      gains_[i] =
          fade_gains(incoming_.law, static_cast<double>(faded) / static_cast<double>(fade_frames_));
    }
  }
  for (std::size_t c = 0; c < block.outputs.size(); ++c) {
    mix_channel(c, block.outputs[c], block.frames);
  }
}

void Swapper::mix_channel(std::size_t channel, float* out, std::uint32_t frames) noexcept {
  const float* const old = current_ != nullptr ? current_->output(channel) : nullptr;
  const float* const fresh = incoming_.seat != nullptr ? incoming_.seat->output(channel) : nullptr;
  std::uint64_t broken = 0;
  for (std::uint32_t i = 0; i < frames; ++i) {
    // A gain of 0 would not silence what is not finite.
    float sample = gains_[i].out > 0.0f ? gains_[i].out * sample_of(old, i) : 0.0f;
    if (gains_[i].in > 0.0f) sample += gains_[i].in * sample_of(fresh, i);
    if (!std::isfinite(sample)) {
      sample = 0.0f;
      ++broken;
    }
    out[i] = sample;
  }
  if (broken > 0) broken_.fetch_add(broken, std::memory_order_relaxed);
}

void Swapper::advance_fade(std::uint32_t frames) noexcept {
  if (incoming_.seat->player().has_refused()) return settle(Outcome::refused, incoming_.seat);
  played_ += frames;
  if (played_ >= incoming_.warm_up + fade_frames_) settle(Outcome::swapped, current_);
}

}  // namespace attacca::dev
