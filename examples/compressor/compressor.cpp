// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A side-chain, and a latency that changes: a compressor that looks ahead.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <attacca/bypass.hpp>
#include <attacca/decibels.hpp>
#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/params/output_param.hpp>

/// The gain glides to where a key signal asks for: the smooth branching peak detector of D.
/// Giannoulis, M. Massberg and J. D. Reiss, Digital Dynamic Range Compressor Design, Journal of the
/// Audio Engineering Society 60 (6), 2012, on decibels.
class GainFollower {
 public:
  /// Seconds until 63 % of the way are done.
  void set_times(double attack, double release, double rate) noexcept {
    attack_ = std::exp(-1.0 / (attack * rate));
    release_ = std::exp(-1.0 / (release * rate));
  }
  void reset() noexcept { reduction_ = 0.0; }
  /// The reduction in dB, at least 0, that follows `wanted`.
  double next(double wanted) noexcept {
    const double pole = wanted > reduction_ ? attack_ : release_;
    reduction_ = pole * reduction_ + (1.0 - pole) * wanted;
    return reduction_;
  }

 private:
  double attack_ = 0.0;
  double release_ = 0.0;
  double reduction_ = 0.0;
};

class Compressor final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.compressor",
      .name = "Attacca Compressor",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "A compressor with a side-chain that looks ahead",
      .features = {attacca::Feature::audio_effect, attacca::Feature::dynamics,
                   attacca::Feature::compressor},
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override {
    static constexpr attacca::AuxPort kKey[] = {{.name = "Key", .channels = 2}};
    static constexpr attacca::AudioLayout kLayouts[] = {
        {.main_inputs = 2, .main_outputs = 2, .aux_inputs = kKey, .name = "Stereo"}};
    return kLayouts;
  }

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override {
    rate_ = config.sample_rate;
    // Hosts compensate for this figure until they restart the plugin, so it holds as long.
    delay_ = in_samples(lookahead_.plain());
    context.set_latency(delay_);
    context.set_tail(delay_);
    for (auto& line : lines_) line.assign(delay_ + 1, 0.0f);
    return true;
  }

  void reset() noexcept override {
    for (auto& line : lines_) std::fill(line.begin(), line.end(), 0.0f);
    at_ = 0;
    follower_.reset();
  }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers& aux,
                                 attacca::ProcessContext& context) noexcept override {
    // Another length is reported now, and taken in the initialize() that follows.
    context.set_latency(in_samples(static_cast<double>(lookahead_.value())));
    follower_.set_times(attack_.plain() * 1e-3, release_.plain() * 1e-3, rate_);
    const bool is_keyed = external_.value();
    const attacca::AudioInput key = is_keyed ? aux.inputs[0] : attacca::AudioInput(buffer);
    const double keeps = 1.0 - 1.0 / static_cast<double>(ratio_.value());
    double deepest = 0.0;
    for (std::uint32_t frame = 0; frame < buffer.frames(); ++frame) {
      float loudest = 0.0f;
      for (const float sample : key.frame(frame)) loudest = std::max(loudest, std::abs(sample));
      const double over = static_cast<double>(attacca::gain_to_decibels(loudest)) -
                          static_cast<double>(threshold_.smoothed.next());
      const double reduction = follower_.next(std::max(over, 0.0) * keeps);
      deepest = std::max(deepest, reduction);
      write(buffer, frame, std::pow(10.0, -reduction / 20.0));
    }
    reduction_.report(-deepest);
    return attacca::ProcessStatus::normal();
  }

 private:
  /// The signal comes `delay_` samples later than the gain that was found for it.
  void write(attacca::AudioBuffer& buffer, std::uint32_t frame, double gain) noexcept {
    const std::size_t read = (at_ + 1) % (delay_ + 1);
    for (std::size_t channel = 0; channel < std::min(buffer.channels(), lines_.size()); ++channel) {
      lines_[channel][at_] = buffer.sample(channel, frame);
      buffer.sample(channel, frame) = lines_[channel][read] * static_cast<float>(gain);
    }
    at_ = read;
  }

  [[nodiscard]] std::uint32_t in_samples(double milliseconds) const noexcept {
    return static_cast<std::uint32_t>(std::lround(milliseconds * 1e-3 * rate_));
  }

  attacca::FloatParam threshold_{params(),
                                 {.id = "threshold",
                                  .name = "Threshold",
                                  .range = attacca::FloatRange::linear(-60.0, 0.0),
                                  .default_value = -20.0,
                                  .unit = "dB",
                                  .smoothing = attacca::Smoothing::linear(10.0f)}};
  attacca::FloatParam ratio_{params(),
                             {.id = "ratio",
                              .name = "Ratio",
                              .range = attacca::FloatRange::skewed(1.0, 20.0, 0.4),
                              .default_value = 4.0,
                              .unit = ": 1"}};
  attacca::FloatParam attack_{params(),
                              {.id = "attack",
                               .name = "Attack",
                               .range = attacca::FloatRange::skewed(0.1, 100.0, 0.4),
                               .default_value = 5.0,
                               .unit = "ms"}};
  attacca::FloatParam release_{params(),
                               {.id = "release",
                                .name = "Release",
                                .range = attacca::FloatRange::skewed(5.0, 2000.0, 0.4),
                                .default_value = 100.0,
                                .unit = "ms"}};
  attacca::FloatParam lookahead_{params(),
                                 {.id = "lookahead",
                                  .name = "Lookahead",
                                  .range = attacca::FloatRange::linear(0.0, 20.0),
                                  .default_value = 2.0,
                                  .unit = "ms",
                                  .flags = {.automatable = false}}};  // restarts the plugin
  attacca::BoolParam external_{params(), {.id = "external", .name = "External Key"}};
  attacca::OutputParam reduction_{params(),
                                  {.id = "reduction",
                                   .name = "Gain Reduction",
                                   .range = attacca::FloatRange::linear(-60.0, 0.0),
                                   .unit = "dB",
                                   .decimals = 1}};
  attacca::Bypass bypass_{*this};  // delayed all the same, so that other tracks stay where they are

  double rate_ = 48000.0;
  std::uint32_t delay_ = 0;
  std::size_t at_ = 0;
  std::array<std::vector<float>, 2> lines_;
  GainFollower follower_;
};

ATTACCA_EXPORT(Compressor);
