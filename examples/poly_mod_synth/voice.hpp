// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include <attacca/audio_buffer.hpp>
#include <attacca/voice.hpp>

/// Two partials under an envelope, of which the second is the timbre.
struct SynthVoice : attacca::Voice {
  /// What a voice sounds like in one buffer.
  struct Sound {
    double level = 1.0;   ///< gain
    double timbre = 0.0;  ///< 0..1, of the second partial
    double attack = 0.0;  ///< of the envelope in a frame, going up
    double decay = 0.0;   ///< going down
  };

  double phase = 0.0;     ///< in turns
  double envelope = 0.0;  ///< 0..1

  void begin(const attacca::NoteOn&) noexcept { phase = envelope = 0.0; }
  void end(const attacca::NoteOff&) noexcept {}

  void add_to(attacca::AudioBuffer& buffer, const Sound& sound, double sample_rate) noexcept {
    constexpr double kTurn = 2.0 * std::numbers::pi;
    const double turns = frequency() / sample_rate;
    const double step = is_released() ? -sound.decay : sound.attack;
    const double level = sound.level * velocity() * expression(attacca::Expression::volume) *
                         expression(attacca::Expression::expression);
    const double left = level * 2.0 * (1.0 - expression(attacca::Expression::pan));
    const double right = level * 2.0 * expression(attacca::Expression::pan);
    const double timbre = std::min(sound.timbre + pressure(), 1.0);
    for (std::uint32_t frame = 0; frame < buffer.frames(); ++frame) {
      envelope = std::clamp(envelope + step, 0.0, 1.0);
      const double tone =
          envelope * (std::sin(kTurn * phase) + timbre * std::sin(2.0 * kTurn * phase));
      buffer.sample(0, frame) += static_cast<float>(left * tone);
      buffer.sample(1, frame) += static_cast<float>(right * tone);
      phase += turns;
      phase -= std::floor(phase);
    }
    if (is_released() && envelope == 0.0) finish();
  }
};
