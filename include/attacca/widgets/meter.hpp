// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Level meters: RMS as a bar, the peak as a line that falls, the highest as a number:
//
//     struct Levels { attacca::rt::PeakMeter left, right; } levels_;   // process() records
//     meter({.read = [this](std::span<MeterLevel> level) {
//       level[0].peak = levels_.left.take();
//       level[1].peak = levels_.right.take();
//     }})
//
// Main thread; `read` is called there about 30 times a second while the editor is open, so what it
// takes must be made for being read beside process(), as all in attacca/rt is. Levels that stay as
// they are paint nothing.

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Of one channel, linear: 1 is full scale.
struct MeterLevel {
  float peak = 0;  ///< the highest since the last look
  float rms = 0;
};

/// Of a meter.
struct MeterOptions {
  /// Fills in the levels, one for each channel; those it leaves alone are silent. [main]
  std::function<void(std::span<MeterLevel>)> read;
  std::size_t channels = 2;
  bool lies = false;
  double lowest = -60;  ///< dB, where the scale begins
  double highest = 6;   ///< dB, where it ends
  bool has_scale = true;
};

/// A meter. All members [main].
class Meter final : public Widget {
 public:
  explicit Meter(MeterOptions options);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  /// A press forgets the highest peak.
  bool pointer(const gui::PointerEvent& event) override;
  std::string tool_tip() const override;
  bool wants_frames() const override { return static_cast<bool>(options_.read); }
  void frame() override;

 private:
  struct Channel {
    double rms = 0;   ///< where it is on the scale, 0 … 1
    double peak = 0;  ///< likewise; falls
    bool clipped = false;
  };
  [[nodiscard]] double place_of(double linear) const;
  [[nodiscard]] gui::Rect bars() const;
  [[nodiscard]] gui::Rect part(const gui::Rect& bar, double from, double to) const;
  void draw_scale(gui::Canvas& canvas, const gui::Rect& area);

  MeterOptions options_;
  std::vector<Channel> channels_;
  std::vector<Channel> painted_;  ///< as they were when a frame was last asked for
  std::vector<MeterLevel> levels_;
  double highest_ = 0;  ///< linear
};

/// A standing meter, or a lying one. [main]
[[nodiscard]] std::unique_ptr<Meter> meter(MeterOptions options);

}  // namespace attacca::widgets
