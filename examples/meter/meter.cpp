// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Values from process() to the host and to the editor: peak and RMS of each channel.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <attacca/decibels.hpp>
#include <attacca/export.hpp>
#include <attacca/gui/canvas_editor.hpp>
#include <attacca/params/output_param.hpp>
#include <attacca/rt/peak_meter.hpp>
#include <attacca/rt/triple_buffer.hpp>

constexpr std::size_t kChannels = 2;

/// What process() leaves for the editor: of peaks none may be missed between two looks, however
/// short; of RMS the newest counts.
struct Levels {
  std::array<attacca::rt::PeakMeter, kChannels> peaks;                   ///< linear
  attacca::rt::TripleBuffer<std::array<float, kChannels>> mean_squares;  ///< linear, squared
};

/// A bar for each channel: RMS filled, the peak as a line that falls.
class MeterEditor final : public attacca::gui::CanvasEditor {
 public:
  explicit MeterEditor(Levels& levels)
      : CanvasEditor({.preferred = {120, 240}, .minimum = {60, 120}, .maximum = {600, 1200}}),
        levels_(levels) {}

  void draw(attacca::gui::Canvas& canvas, attacca::LogicalSize size) override {
    attacca::gui::Rect area{0, 0, size.width, size.height};
    canvas.fill(area, attacca::Color{24, 26, 30});
    area = area.inset(8, 8);
    const double width = area.width / kChannels;
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
      const attacca::gui::Rect bar = area.cut_left(width).inset(4, 0);
      canvas.fill(bar, attacca::Color{48, 52, 60});
      const double rms = bar.height * place(std::sqrt(mean_squares_[channel]));
      canvas.fill({bar.x, bar.bottom() - rms, bar.width, rms}, attacca::Color{80, 190, 120});
      const double peak = bar.bottom() - bar.height * place(held_[channel]);
      canvas.line({bar.x, peak}, {bar.right(), peak}, attacca::Color{250, 200, 80}, 2);
    }
  }

  void close() noexcept override {
    if (context() != nullptr) context()->event_loop().stop(timer_);
    CanvasEditor::close();
  }

 private:
  static constexpr std::chrono::milliseconds kPeriod{33};

  /// 0 at -60 dB and below, 1 at full scale and above.
  static double place(float level) noexcept {
    return std::clamp(static_cast<double>(attacca::gain_to_decibels(level)) / 60.0 + 1.0, 0.0, 1.0);
  }

  void opened(attacca::EditorContext& context) override {
    timer_ = context.event_loop().start_timer(kPeriod, [this] { look(); });
  }

  void look() {
    const auto before = held_;
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
      held_[channel] = std::max(levels_.peaks[channel].take(), held_[channel] * 0.93f);
      if (held_[channel] < 1e-4f) held_[channel] = 0.0f;
    }
    const bool is_new = levels_.mean_squares.reader().update();
    mean_squares_ = levels_.mean_squares.reader().current();
    if (is_new || held_ != before) invalidate();
  }

  Levels& levels_;
  attacca::EventLoop::Handle timer_ = 0;
  std::array<float, kChannels> held_{};
  std::array<float, kChannels> mean_squares_{};
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
    return std::make_unique<MeterEditor>(levels_);
  }

 private:
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
