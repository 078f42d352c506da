// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Several outputs: three bands, each on a port of its own, and their sum on the main one.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>

#include <attacca/bypass.hpp>
#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>

/// A section of second order (transposed direct form II), as a Butterworth low-pass, or high-pass:
/// R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filter coefficients, with Q = 1/√2.
struct Section {
  struct Coefficients {
    double b0 = 1.0, b1 = 0.0, a1 = 0.0, a2 = 0.0;  // b2 = b0
  };
  static Coefficients low_pass(double hz, double rate) noexcept { return design(hz, rate, -1.0); }
  static Coefficients high_pass(double hz, double rate) noexcept { return design(hz, rate, 1.0); }

  double run(double in, const Coefficients& c) noexcept {
    const double out = c.b0 * in + z1;
    z1 = c.b1 * in - c.a1 * out + z2;
    z2 = c.b0 * in - c.a2 * out;
    return out;
  }

  double z1 = 0.0, z2 = 0.0;

 private:
  static Coefficients design(double hz, double rate, double sign) noexcept {
    const double w = 2.0 * std::numbers::pi * std::min(hz, 0.49 * rate) / rate;
    const double alpha = std::sin(w) * std::numbers::sqrt2 / 2.0;
    const double edge = 1.0 + sign * std::cos(w);  // 1 − cos w: low-pass
    const double a0 = 1.0 + alpha;
    return {edge / 2.0 / a0, -sign * edge / a0, -2.0 * std::cos(w) / a0, (1.0 - alpha) / a0};
  }
};

/// A split by S. Linkwitz and R. Riley (Active Crossover Networks for Noncoincident Drivers,
/// Journal of the Audio Engineering Society 24 (1), 1976): two equal Butterworth sections on each
/// side, 24 dB an octave. Low and high are in phase, and their sum is an all-pass.
class Split {
 public:
  struct Coefficients {
    Section::Coefficients low, high;
  };
  struct Bands {
    double low, high;
  };
  static Coefficients at(double hz, double rate) noexcept {
    return {Section::low_pass(hz, rate), Section::high_pass(hz, rate)};
  }
  Bands run(double in, const Coefficients& c) noexcept {
    return {sections_[1].run(sections_[0].run(in, c.low), c.low),
            sections_[3].run(sections_[2].run(in, c.high), c.high)};
  }

 private:
  std::array<Section, 4> sections_;
};

class Crossover final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.crossover",
      .name = "Attacca Crossover",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Three bands, each on an output of its own",
      .features = {attacca::Feature::audio_effect, attacca::Feature::utility,
                   attacca::Feature::filter},
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override {
    static constexpr attacca::AuxPort kBands[] = {{.name = "Low", .channels = 2},
                                                  {.name = "Mid", .channels = 2},
                                                  {.name = "High", .channels = 2}};
    static constexpr attacca::AudioLayout kLayouts[] = {
        {.main_inputs = 2, .main_outputs = 2, .aux_outputs = kBands, .name = "Stereo"}};
    return kLayouts;
  }

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override {
    rate_ = config.sample_rate;
    context.set_tail(static_cast<std::uint32_t>(rate_ / 10.0));
    return true;
  }

  void reset() noexcept override { filters_ = {}; }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers& aux,
                                 attacca::ProcessContext&) noexcept override {
    for (std::uint32_t frame = 0; frame < buffer.frames(); ++frame) {
      if (frame == 0 || !lower_.smoothed.is_constant() || !upper_.smoothed.is_constant()) design();
      for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
        const std::array<float, 3> bands = split(channel, buffer.sample(channel, frame));
        const float sum = bands[0] + bands[1] + bands[2];
        // What is not a number would stay in the filters for ever.
        if (!std::isfinite(sum)) filters_[channel] = {};
        for (std::size_t band = 0; band < bands.size(); ++band) {
          const attacca::AudioBuffer& out = aux.outputs[band];
          // A port that the host has switched off has no channels.
          if (channel < out.channels()) out.sample(channel, frame) = bands[band];
        }
        buffer.sample(channel, frame) = sum;
      }
    }
    return attacca::ProcessStatus::normal();
  }

 private:
  struct Filters {
    Split lower, upper;
    Split align;  ///< gives the low band the phase that the others get at the upper frequency
  };

  void design() noexcept {
    const auto lower = static_cast<double>(lower_.smoothed.next());
    const auto upper = static_cast<double>(upper_.smoothed.next());
    at_lower_ = Split::at(lower, rate_);
    at_upper_ = Split::at(std::max(lower, upper), rate_);
  }

  std::array<float, 3> split(std::size_t channel, float in) noexcept {
    Filters& filters = filters_[channel];
    const Split::Bands first = filters.lower.run(static_cast<double>(in), at_lower_);
    const Split::Bands second = filters.upper.run(first.high, at_upper_);
    const Split::Bands aligned = filters.align.run(first.low, at_upper_);
    return {static_cast<float>(aligned.low + aligned.high), static_cast<float>(second.low),
            static_cast<float>(second.high)};
  }

  attacca::FloatParam lower_{params(),
                             {.id = "lower",
                              .name = "Low to Mid",
                              .range = attacca::FloatRange::skewed(20.0, 20000.0, 0.25),
                              .default_value = 200.0,
                              .unit = "Hz",
                              .smoothing = attacca::Smoothing::logarithmic(20.0f)}};
  attacca::FloatParam upper_{params(),
                             {.id = "upper",
                              .name = "Mid to High",
                              .range = attacca::FloatRange::skewed(20.0, 20000.0, 0.25),
                              .default_value = 2000.0,
                              .unit = "Hz",
                              .smoothing = attacca::Smoothing::logarithmic(20.0f)}};
  attacca::Bypass bypass_{*this};
  double rate_ = 48000.0;
  Split::Coefficients at_lower_, at_upper_;
  std::array<Filters, 2> filters_{};
};

ATTACCA_EXPORT(Crossover);
