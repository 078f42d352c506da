// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A delay as a limiter has it: its length is a parameter and its latency. A new length is reported
// while the plugin runs, and the old one is kept until the host restarts it, as set_latency() says.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/float_param.hpp>

class HeldLookahead final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.test.held-lookahead",
      .name = "Held Lookahead",
      .vendor = "Attacca",
      .version = "1.0",
      .description = "A delay that keeps its length until it is restarted",
      .features = {attacca::Feature::audio_effect, attacca::Feature::utility},
  };

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override {
    rate_ = config.sample_rate;
    delay_ = wanted_delay(length_.plain());
    context.set_latency(delay_);
    for (auto& line : lines_) line.assign(delay_ + 1, 0.0f);
    return true;
  }

  void reset() noexcept override {
    for (auto& line : lines_) std::fill(line.begin(), line.end(), 0.0f);
    at_ = 0;
  }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    context.set_latency(wanted_delay(static_cast<double>(length_.value())));
    const std::size_t channels = std::min(buffer.channels(), lines_.size());
    for (std::uint32_t frame = 0; frame < buffer.frames(); ++frame) {
      const std::size_t read = (at_ + 1) % (delay_ + 1);
      for (std::size_t channel = 0; channel < channels; ++channel) {
        lines_[channel][at_] = buffer.sample(channel, frame);
        buffer.sample(channel, frame) = lines_[channel][read];
      }
      at_ = read;
    }
    return attacca::ProcessStatus::tail(delay_);
  }

 private:
  [[nodiscard]] std::uint32_t wanted_delay(double milliseconds) const noexcept {
    return static_cast<std::uint32_t>(std::lround(milliseconds * 1e-3 * rate_));
  }

  attacca::FloatParam length_{params(),
                              {.id = "length",
                               .name = "Length",
                               .range = attacca::FloatRange::linear(0.0, 20.0),
                               .default_value = 2.0,
                               .unit = "ms"}};
  // Delayed all the same, so that other tracks stay where they are.
  attacca::BoolParam bypass_{params(),
                             {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
  double rate_ = 48000.0;
  std::uint32_t delay_ = 0;
  std::size_t at_ = 0;
  std::array<std::vector<float>, 2> lines_;
};

ATTACCA_EXPORT(HeldLookahead);
