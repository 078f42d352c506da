// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/meter.hpp"

#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include <doctest/doctest.h>

#include "tests/widgets/rig.hpp"

namespace attacca::widgets {
namespace {

struct MeterRig : SomeParams {
  float peak = 0;
  float rms = 0;
  WidgetRig rig{meter({.read =
                           [this](std::span<MeterLevel> levels) {
                             levels[0] = {.peak = peak, .rms = rms};
                             peak = 0;
                           },
                       .channels = 1,
                       .lowest = -60,
                       .highest = 0,
                       .has_scale = false}),
                *this};

  /// The row, from the top, of the first pixel of `color`.
  std::uint32_t top_of(Color color) {
    rig.draw();
    for (std::uint32_t y = 0; y < 300; ++y) {
      if (rig.canvas.pixel(200, y) == color) return y;
    }
    return 300;
  }
};

TEST_CASE("a level is as high as its decibels") {
  MeterRig meter;
  meter.rms = 0.1F;  // -20 dB: two thirds of 60
  meter.rig.context.loop.fire_timers();
  const double length = 300 - 8;
  CHECK(meter.top_of(meter.rig.tree.theme().good) == doctest::Approx(4 + length / 3).epsilon(0.02));
}

TEST_CASE("a peak stays to be seen, and falls by 20 dB a second") {
  MeterRig meter;
  meter.peak = 1;
  meter.rig.context.loop.fire_timers();
  CHECK(meter.top_of(meter.rig.tree.theme().recording) < 8);
  for (int i = 0; i < 30; ++i) meter.rig.context.loop.fire_timers();
  CHECK(meter.top_of(meter.rig.tree.theme().text) == doctest::Approx(4 + 292.0 / 3).epsilon(0.05));
}

TEST_CASE("a meter that stays as it is paints nothing, and one that moves paints itself") {
  MeterRig meter;
  meter.rms = 0.5F;
  meter.rig.context.loop.fire_timers();
  CHECK(meter.rig.window.invalid.size() == 1);
  meter.rig.window.invalid.clear();
  for (int i = 0; i < 10; ++i) meter.rig.context.loop.fire_timers();
  CHECK(meter.rig.window.invalid.empty());
}

TEST_CASE("a fade that is too slow to be seen from frame to frame is seen all the same") {
  MeterRig meter;
  const auto db = [](double level) { return static_cast<float>(std::pow(10.0, level / 20)); };
  meter.rms = db(-20);
  meter.rig.context.loop.fire_timers();
  const auto before = meter.top_of(meter.rig.tree.theme().good);
  bool has_painted = false;
  for (int i = 1; i <= 1000; ++i) {
    meter.rms = db(-20 - 0.01 * i);
    meter.rig.context.loop.fire_timers();
    has_painted = has_painted || !meter.rig.window.invalid.empty();
  }
  CHECK(has_painted);
  CHECK(meter.top_of(meter.rig.tree.theme().good) > before);
}

TEST_CASE("a meter of any size has room for its scale, or draws it where it begins") {
  SomeParams params;
  for (const bool lies : {false, true}) {
    auto owned = meter({.read = [](std::span<MeterLevel>) {}, .lies = lies});
    const Meter& meter = *owned;
    WidgetTree tree(std::move(owned));
    gui::ImageCanvas image({300, 300});
    for (const double side : {0.0, 1.0, 5.0, 12.0, 40.0, 300.0}) {
      for (const LogicalSize size : {LogicalSize{side, 300}, LogicalSize{300, side}}) {
        tree.draw(image.canvas(), size);
        CHECK(meter.bounds().width == size.width);
      }
    }
  }
}

TEST_CASE("what is no number is silence, and what is too much is at the end") {
  MeterRig meter;
  for (const float level : {std::numeric_limits<float>::quiet_NaN(),
                            std::numeric_limits<float>::infinity(), -1.0F, 1e30F}) {
    meter.peak = level;
    meter.rms = level;
    meter.rig.context.loop.fire_timers();
    meter.rig.draw();
  }
  CHECK(meter.rig.tree.root().tool_tip().find("600.0 dB") != std::string::npos);
  meter.rig.click({200, 150});
  CHECK(meter.rig.tree.root().tool_tip() == "Silent so far");
}

}  // namespace
}  // namespace attacca::widgets
