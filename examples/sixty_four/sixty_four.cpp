// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// 64 bit samples: a low cut that takes them from hosts that have them, with one template for both
// sizes.

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

#include <attacca/bypass.hpp>
#include <attacca/double_precision.hpp>
#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/params/format.hpp>

/// A Butterworth high-pass of second order (transposed direct form II): R. Bristow-Johnson,
/// Cookbook formulae for audio EQ biquad filter coefficients, with Q = 1/√2. Near 0 Hz its poles
/// are so close to 1 that what it remembers has to be doubles, whatever the samples are.
class LowCut {
 public:
  struct Coefficients {
    double b0, b1, a1, a2;  // b2 = b0
  };
  static Coefficients at(double hz, double rate) noexcept {
    const double w = 2.0 * std::numbers::pi * hz / rate;
    const double alpha = std::sin(w) * std::numbers::sqrt2 / 2.0;
    const double edge = 1.0 + std::cos(w);
    const double a0 = 1.0 + alpha;
    return {edge / 2.0 / a0, -edge / a0, -2.0 * std::cos(w) / a0, (1.0 - alpha) / a0};
  }
  double run(double in, const Coefficients& c) noexcept {
    const double out = c.b0 * in + z1_;
    z1_ = c.b1 * in - c.a1 * out + z2_;
    z2_ = c.b0 * in - c.a2 * out;
    return out;
  }
  /// What is not finite would stay for ever.
  void heal() noexcept {
    if (!std::isfinite(z1_) || !std::isfinite(z2_)) *this = {};
  }

 private:
  double z1_ = 0.0, z2_ = 0.0;
};

class SixtyFour final : public attacca::Plugin, public attacca::DoublePrecision {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.sixty_four",
      .name = "Attacca Sixty Four",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "A low cut in 64 bits",
      .features = {attacca::Feature::filter, attacca::Feature::audio_effect},
      .prefers_doubles = true,
  };

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override {
    rate_ = config.sample_rate;
    // At the lowest frequency, until it has sunk by 120 dB: e^(−2πft/√2) = 10^−6.
    context.set_tail(static_cast<std::uint32_t>(0.32 * rate_));
    return true;
  }
  void reset() noexcept override { filters_ = {}; }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    return filter(buffer);
  }
  attacca::ProcessStatus process(attacca::AudioBuffer64& buffer, attacca::AuxBuffers64&,
                                 attacca::ProcessContext&) noexcept override {
    return filter(buffer);
  }

 private:
  template <typename Sample>
  attacca::ProcessStatus filter(attacca::BasicAudioBuffer<Sample>& buffer) noexcept {
    const LowCut::Coefficients coefficients =
        LowCut::at(static_cast<double>(frequency_.value()), rate_);
    for (std::size_t c = 0; c < buffer.channels(); ++c) {
      for (Sample& sample : buffer.channel(c)) {
        sample = static_cast<Sample>(filters_[c].run(static_cast<double>(sample), coefficients));
      }
      filters_[c].heal();
    }
    return attacca::ProcessStatus::normal();
  }

  attacca::FloatParam frequency_{params(),
                                 {.id = "frequency",
                                  .name = "Frequency",
                                  .range = attacca::FloatRange::logarithmic(10.0, 500.0),
                                  .default_value = 20.0,
                                  .format = attacca::format::hertz}};
  attacca::Bypass bypass_{*this};  // in both sizes, too

  double rate_ = 48000.0;
  std::array<LowCut, 2> filters_;
};

ATTACCA_EXPORT(SixtyFour);
