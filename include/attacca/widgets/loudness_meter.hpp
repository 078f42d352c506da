// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Loudness, momentary and short term as bars, integrated as a number:
//
//     attacca::rt::TripleBuffer<attacca::dsp::LoudnessLevels> newest_;   // process() publishes
//     loudness_meter({.read = [this] {
//       newest_.reader().update();
//       return newest_.reader().current();
//     }})
//
// Main thread; `read` is called there about 30 times a second while the editor is open. Levels that
// stay as they are paint nothing.

#include <functional>
#include <memory>

#include "attacca/dsp/loudness.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Of a loudness meter.
struct LoudnessMeterOptions {
  /// The newest levels. [main]
  std::function<dsp::LoudnessLevels()> read;
  double target = -23;  ///< LUFS, marked on the scale
  double lowest = -50;  ///< LUFS, where the scale begins
  double highest = -5;  ///< LUFS, where it ends
};

/// A loudness meter. All members [main].
class LoudnessMeter final : public Widget {
 public:
  explicit LoudnessMeter(LoudnessMeterOptions options) : options_(std::move(options)) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool wants_frames() const override { return static_cast<bool>(options_.read); }
  void frame() override;

 private:
  [[nodiscard]] double place_of(double lufs) const;
  void draw_bar(gui::Canvas& canvas, gui::Rect area, const char* name, double lufs) const;

  LoudnessMeterOptions options_;
  dsp::LoudnessLevels levels_;
};

/// A loudness meter. [main]
[[nodiscard]] std::unique_ptr<LoudnessMeter> loudness_meter(LoudnessMeterOptions options);

}  // namespace attacca::widgets
