// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Values from process() to the host and to the editor: peak and RMS of each channel.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <attacca/decibels.hpp>
#include <attacca/export.hpp>
#include <attacca/params/output_param.hpp>
#include <attacca/rt/peak_meter.hpp>
#include <attacca/rt/triple_buffer.hpp>
#include <attacca/widgets/layout.hpp>
#include <attacca/widgets/meter.hpp>
#include <attacca/widgets/widget_editor.hpp>

constexpr std::size_t kChannels = 2;

/// What process() leaves for the editor: of peaks none may be missed between two looks, however
/// short; of RMS the newest counts.
struct Levels {
  std::array<attacca::rt::PeakMeter, kChannels> peaks;                   ///< linear
  attacca::rt::TripleBuffer<std::array<float, kChannels>> mean_squares;  ///< linear, squared
};

class Meter final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.meter",
      .name = "Attacca Meter",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Peak and RMS",
      .features = {attacca::Feature::audio_effect, attacca::Feature::analyzer},
  };

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext&) override {
    // 63 % of a step after 300 ms.
    pole_ = static_cast<float>(std::exp(-1.0 / (0.3 * config.sample_rate)));
    fall_ = static_cast<float>(std::pow(10.0, -1.0 / config.sample_rate));  // 20 dB a second
    return true;
  }

  void reset() noexcept override {
    mean_squares_ = {};
    held_ = 0.0f;
  }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    float loudest = 0.0f;
    held_ *= std::pow(fall_, static_cast<float>(buffer.frames()));
    for (std::size_t channel = 0; channel < std::min(buffer.channels(), kChannels); ++channel) {
      float peak = 0.0f;
      float mean = mean_squares_[channel];
      for (const float sample : buffer.channel(channel)) {
        peak = std::max(peak, std::abs(sample));
        mean = sample * sample + pole_ * (mean - sample * sample);
      }
      // What is not a number would stay for ever.
      mean_squares_[channel] = std::isfinite(mean) ? mean : 0.0f;
      levels_.peaks[channel].record(peak);
      held_ = std::max(held_, peak);
      loudest = std::max(loudest, mean_squares_[channel]);
    }
    levels_.mean_squares.writer().publish(mean_squares_);
    peak_.report(static_cast<double>(attacca::gain_to_decibels(held_)));
    rms_.report(static_cast<double>(attacca::gain_to_decibels(std::sqrt(loudest))));
    return attacca::ProcessStatus::normal();
  }

  std::unique_ptr<attacca::Editor> make_editor() override {
    using namespace attacca::widgets;
    return editor(
        {.preferred = {120, 240}, .minimum = {80, 120}, .maximum = {600, 1200}},
        row({.padding = 8},
            stretched(meter({.read = [this](std::span<MeterLevel> levels) { read(levels); },
                             .channels = kChannels}))));
  }

 private:
  /// For the editor, about 30 times a second.
  void read(std::span<attacca::widgets::MeterLevel> levels) {
    levels_.mean_squares.reader().update();
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
      levels[channel] = {.peak = levels_.peaks[channel].take(),
                         .rms = std::sqrt(levels_.mean_squares.reader().current()[channel])};
    }
  }

  static constexpr attacca::FloatRange kDecibels = attacca::FloatRange::linear(-120.0, 20.0);

  attacca::OutputParam peak_{params(),
                             {.id = "peak",
                              .name = "Peak",
                              .range = kDecibels,
                              .default_value = -120.0,
                              .unit = "dB",
                              .decimals = 2}};
  attacca::OutputParam rms_{params(),
                            {.id = "rms",
                             .name = "RMS",
                             .range = kDecibels,
                             .default_value = -120.0,
                             .unit = "dB",
                             .decimals = 2}};
  Levels levels_;
  float pole_ = 0.0f;
  float fall_ = 1.0f;
  std::array<float, kChannels> mean_squares_{};
  float held_ = 0.0f;
};

ATTACCA_EXPORT(Meter);
