// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "audio_io/audio_device.hpp"
#include "dev/crossfade.hpp"
#include "dev/midi_memory.hpp"
#include "dev/seat.hpp"

namespace attacca::dev {

/// Plays one build of a plugin and, when it is offered another one, lets that one play along
/// unheard until its filters, delays and smoothers are where they would be, and then fades over to
/// it. No block is lost; the audio thread takes no lock, allocates nothing and makes no system
/// call.
class Swapper final : public audio_io::AudioCallback {
 public:
  struct Times {
    double warm_up_seconds = 0.1;       ///< besides the new one's latency
    double most_warm_up_seconds = 5.0;  ///< with it: nobody waits longer for what was saved
    double fade_seconds = 0.015;
  };
  /// How an offer went.
  enum class Outcome : std::uint8_t {
    swapped,  ///< the new one is heard, the old one stopped
    refused,  ///< the new one did not start, and is stopped; the old one plays on
  };
  struct Handed {
    Outcome outcome = Outcome::swapped;
    Seat* offered = nullptr;
    Seat* freed = nullptr;    ///< stopped, and no longer touched; null: there was none before
    std::uint32_t notes = 0;  ///< that were held, and begun again
  };

  Swapper() : Swapper(Times{}) {}
  explicit Swapper(Times times) : times_(times) {}

  /// Frames for which a build plays along unheard whose latency is `latency` frames. [any]
  [[nodiscard]] static std::uint64_t warm_up_frames(const Times& times, double sample_rate,
                                                    std::uint32_t latency) noexcept;

  /// For a device that does not call yet; what was played before is forgotten,
  /// and so are keys and pedals that were down, which nobody may let go any more. [main]
  void begin(double sample_rate, std::uint32_t most_frames);

  /// Gives it a build that has begun, for the same device. After an offer that is under way, it
  /// waits until that one's outcome has been taken. [main]
  void offer(Seat& seat, FadeLaw law) noexcept;
  /// What became of the offer, once; nothing: it is not over. [main]
  [[nodiscard]] std::optional<Handed> take_outcome() noexcept;
  /// Takes over at once what was offered, for a device that calls no more. [main]
  [[nodiscard]] std::optional<Handed> finish_without_device() noexcept;

  /// Of the device. Silence where nothing was offered yet. [audio]
  void process(const audio_io::AudioBlock& block) noexcept override;

  /// Samples that were no finite numbers, and have been silenced. [any]
  [[nodiscard]] std::uint64_t broken_samples() const noexcept {
    return broken_.load(std::memory_order_relaxed);
  }
  /// Frames of the song so far. [any]
  [[nodiscard]] std::int64_t position() const noexcept {
    return position_.load(std::memory_order_relaxed);
  }

 private:
  struct Offer {
    Seat* seat = nullptr;
    FadeLaw law = FadeLaw::correlated;
    std::uint64_t warm_up = 0;  ///< frames
  };

  void take_offer() noexcept;
  void play_new(const audio_io::AudioBlock& block) noexcept;
  void mix(const audio_io::AudioBlock& block) noexcept;
  void mix_channel(std::size_t channel, float* out, std::uint32_t frames) noexcept;
  void advance_fade(std::uint32_t frames) noexcept;
  void settle(Outcome outcome, Seat* freed) noexcept;

  const Times times_;
  double sample_rate_ = 48000.0;
  std::uint64_t fade_frames_ = 720;
  std::uint32_t most_frames_ = 0;

  // Main writes the offer before it raises the flag; audio writes the outcome before it does.
  Offer offer_;
  Handed handed_;
  std::atomic<bool> is_offered_{false};
  std::atomic<bool> is_handed_{false};
  std::atomic<std::uint64_t> broken_{0};
  std::atomic<std::int64_t> position_{0};

  // The audio thread's.
  Seat* current_ = nullptr;
  Offer incoming_;
  bool is_first_block_ = false;  ///< of the incoming one
  std::uint64_t played_ = 0;     ///< frames of the incoming one
  std::uint32_t notes_ = 0;
  MidiMemory memory_;
  std::vector<audio_io::MidiMessage> first_midi_;
  std::vector<FadeGains> gains_;
};

}  // namespace attacca::dev
