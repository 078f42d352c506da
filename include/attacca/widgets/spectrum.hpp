// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A spectrum, from 20 Hz to 20 kHz by octaves:
//
//     spectrum({.bins = 1025, .bin_width = 23.4, .read = [this](std::span<float> magnitudes) {
//       return take_magnitudes(magnitudes);   // dsp/fft.hpp, of samples that process() published
//     }})
//
// Main thread; `read` is called there about 30 times a second while the editor is open. The
// transform is the editor's work, not process()'s.

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Of a spectrum.
struct SpectrumOptions {
  std::size_t bins = 1025;
  double bin_width = 48000.0 / 2048;  ///< Hz between two bins; the first is at 0 Hz
  double lowest = -90;                ///< dB, the lower edge
  double highest = 6;                 ///< dB, the upper edge
  double fall = 30;                   ///< dB a second by which what was louder goes down
  /// Fills in magnitudes, linear, 1 being full scale. False: they are as they were. [main]
  std::function<bool(std::span<float> magnitudes)> read;
};

/// A spectrum. All members [main].
class Spectrum final : public Widget {
 public:
  explicit Spectrum(SpectrumOptions options);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool wants_frames() const override { return static_cast<bool>(options_.read); }
  void frame() override;

 private:
  [[nodiscard]] double level_between(double from, double to) const;
  void draw_grid(gui::Canvas& canvas, const gui::Rect& inside) const;

  SpectrumOptions options_;
  std::vector<float> magnitudes_;
  std::vector<double> levels_;   ///< dB, as they are shown
  std::vector<double> painted_;  ///< as they were when a frame was last asked for
};

/// A spectrum. [main]
[[nodiscard]] std::unique_ptr<Spectrum> spectrum(SpectrumOptions options);

}  // namespace attacca::widgets
