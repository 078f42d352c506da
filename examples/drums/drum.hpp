// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <optional>
#include <span>

#include <attacca/event.hpp>

/// What a drum sounds like.
struct DrumSound {
  double frequency = 100.0;  ///< Hz, at the end
  double sweep = 0.0;        ///< how much higher it begins, as a factor
  double decay = 0.1;        ///< seconds to 1/e
  double tone = 1.0;
  double noise = 0.0;
};

/// One drum: a sine whose pitch falls, and noise, under one envelope. The same each time.
class Drum {
 public:
  static constexpr double kSilent = 1e-4;  ///< of the envelope

  void hit(const attacca::NoteOn& note, const DrumSound& sound) noexcept {
    note_ = note;
    velocity_ = note.velocity;
    sound_ = sound;
    envelope_ = 1.0;
    phase_ = 0.0;
    noise_ = 1;
  }
  /// Silent from now on; the note that it was, if it sounded.
  std::optional<attacca::NoteAddress> stop() noexcept {
    if (!sounds()) return std::nullopt;
    envelope_ = 0.0;
    return note_;
  }
  [[nodiscard]] bool sounds() const noexcept { return envelope_ > 0.0; }
  [[nodiscard]] const attacca::NoteAddress& note() const noexcept { return note_; }

  /// Fills `out`; the frame from which on the note is silent, if it ends there.
  std::optional<std::uint32_t> render(std::span<float> out, double sample_rate) noexcept {
    const bool sounded = sounds();
    const double fade = std::exp(-1.0 / (sound_.decay * sample_rate));
    std::optional<std::uint32_t> end;
    for (std::uint32_t frame = 0; frame < out.size(); ++frame) {
      out[frame] = 0.0f;
      if (!sounds()) continue;
      noise_ = noise_ * 1664525u + 1013904223u;
      const double noise = static_cast<double>(noise_) / 2147483648.0 - 1.0;
      const double tone = std::sin(2.0 * std::numbers::pi * phase_);
      out[frame] =
          static_cast<float>(velocity_ * envelope_ * (sound_.tone * tone + sound_.noise * noise));
      phase_ += sound_.frequency * (1.0 + sound_.sweep * envelope_ * envelope_) / sample_rate;
      phase_ -= std::floor(phase_);
      envelope_ *= fade;
      if (envelope_ >= kSilent) continue;
      envelope_ = 0.0;
      if (sounded) end = frame;
    }
    return end;
  }

 private:
  attacca::NoteAddress note_;
  DrumSound sound_;
  double velocity_ = 0.0;
  double envelope_ = 0.0;
  double phase_ = 0.0;  ///< in turns
  std::uint32_t noise_ = 1;
};
