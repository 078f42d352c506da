// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a sounding note knows of itself: derive a synth's voice from it, and let a VoiceAllocator
// keep it up to date:
//
//     struct Voice : attacca::Voice {
//       void begin(const attacca::NoteOn&) noexcept { phase = 0.0; }
//       void end(const attacca::NoteOff&) noexcept { envelope.release(); }
//       void add_to(attacca::AudioBuffer& buffer) noexcept;  // at pitch(); finish() when silent
//     };
//
// Audio thread; plain values, no allocation.

#include <array>
#include <cstddef>
#include <cstdint>

#include "attacca/event.hpp"
#include "attacca/note_address.hpp"

namespace attacca {

class Param;

namespace detail {
class VoiceWork;
}

/// One sounding note. All members [audio].
class Voice {
 public:
  [[nodiscard]] const NoteAddress& address() const noexcept { return address_; }
  /// 0..1, of the note's beginning.
  [[nodiscard]] double velocity() const noexcept { return velocity_; }

  /// MIDI keys, 69 is A4: the key with all that bends it (tuning, pitch wheel, MPE).
  [[nodiscard]] double pitch() const noexcept {
    return address_.key + tuning_ + expression(Expression::tuning) + channel_bend_;
  }
  /// Hz, equal temperament, A4 = 440 Hz (MIDI tuning standard).
  [[nodiscard]] double frequency() const noexcept;

  /// In the ranges that Expression documents; volume begins at 1, pan, and brightness in the
  /// middle, expression at 1, the others at 0. Pressure is the larger of the note's and its
  /// channel's; brightness follows MPE's timbre.
  [[nodiscard]] double expression(Expression which) const noexcept {
    return expressions_[static_cast<std::size_t>(which)];
  }
  [[nodiscard]] double pressure() const noexcept {
    const double own = expression(Expression::pressure);
    return own > channel_pressure_ ? own : channel_pressure_;
  }

  /// The host's modulation of a parameter for this note alone, -1..1 of the parameter's range: what
  /// value_modulated_by() of the parameter takes.
  [[nodiscard]] double modulation(const Param& param) const noexcept;

  /// The note was let go, and no pedal holds it.
  [[nodiscard]] bool is_released() const noexcept { return is_released_; }
  /// Counts up from 1: which of two notes began later.
  [[nodiscard]] std::uint64_t age_number() const noexcept { return number_; }

  /// The voice is silent: the allocator takes it back, and the host hears of it.
  void finish() noexcept { is_finished_ = true; }

 private:
  friend class detail::VoiceWork;

  static constexpr std::size_t kModulations = 16;
  struct Modulated {
    const Param* param = nullptr;
    double amount = 0.0;
  };

  NoteAddress address_;
  double velocity_ = 0.0;
  double tuning_ = 0.0;
  double channel_bend_ = 0.0;
  double channel_pressure_ = 0.0;
  std::array<double, 7> expressions_ = {};
  std::array<Modulated, kModulations> modulations_ = {};
  std::size_t modulation_count_ = 0;
  std::uint64_t number_ = 0;
  bool is_active_ = false;
  bool is_released_ = false;
  bool is_held_ = false;  ///< let go while the pedal was down
  bool is_finished_ = false;
};

}  // namespace attacca
