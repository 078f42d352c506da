// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/widgets/envelope.hpp"
#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/list.hpp"
#include "attacca/widgets/loudness_meter.hpp"
#include "attacca/widgets/preset_browser.hpp"
#include "attacca/widgets/scope.hpp"
#include "attacca/widgets/spectrum.hpp"
#include "attacca/widgets/tabs.hpp"
#include "tests/widgets/rig.hpp"

// Pages, lists, presets, and what is drawn of sound.
namespace attacca::widgets {
namespace {

TEST_CASE("of tabs the one that is pressed is shown, and hidden knobs get nothing") {
  SomeParams params;
  WidgetRig rig(tabs(tab("One", knob(params.gain)), tab("Two", knob(params.pan))), params);
  auto& pages = static_cast<Tabs&>(rig.tree.root());
  CHECK(pages.shown() == 0);
  rig.click({70, 10});
  CHECK(pages.shown() == 1);
  rig.draw();
  rig.context.edits.clear();
  rig.click({200, 160});
  CHECK(rig.context.edits == Edits{"begin pan", "end pan"});
  SUBCASE("arrows go from page to page, not beyond the last") {
    rig.tree.focus(&pages);
    rig.key(gui::Key::right);
    CHECK(pages.shown() == 1);
    rig.key(gui::Key::left);
    rig.key(gui::Key::left);
    CHECK(pages.shown() == 0);
  }
  SUBCASE("a page that there is not is ignored") {
    pages.show(7);
    CHECK(pages.shown() == 1);
  }
}

struct ListRig : SomeParams {
  std::vector<std::size_t> chosen;
  WidgetRig rig{list(), *this};
  List& lines() { return static_cast<List&>(rig.tree.root()); }
  ListRig() {
    lines().on_choice([this](std::size_t line) { chosen.push_back(line); });
    std::vector<std::string> names;
    for (int i = 0; i < 10000; ++i) names.push_back("Line " + std::to_string(i));
    lines().set_lines(std::move(names));
    rig.draw();
  }
};

TEST_CASE("a line is chosen by a press, by keys, and after scrolling") {
  ListRig list;
  list.rig.click({50, 4 + 25 * 2 + 5});
  CHECK(list.chosen == std::vector<std::size_t>{2});
  list.rig.key(gui::Key::down);
  list.rig.key(gui::Key::end);
  list.rig.key(gui::Key::down);
  list.rig.key(gui::Key::page_up);
  list.rig.key(gui::Key::home);
  list.rig.key(gui::Key::up);
  CHECK(list.chosen == std::vector<std::size_t>{2, 3, 9999, 9999, 9988, 0, 0});
  list.chosen.clear();
  list.rig.wheel({50, 50}, -10);
  list.rig.click({50, 10});
  CHECK(list.chosen == std::vector<std::size_t>{20});
}

TEST_CASE("an empty list chooses nothing") {
  ListRig list;
  list.lines().set_lines({});
  list.rig.draw();
  list.rig.click({50, 10});
  list.rig.key(gui::Key::down);
  CHECK(list.chosen.empty());
  list.lines().choose(5);
  CHECK_FALSE(list.lines().chosen().has_value());
}

List& list_of(Widget& widget) {
  List* found = nullptr;
  const std::function<void(Widget&)> walk = [&](Widget& at) {
    if (auto* const list = dynamic_cast<List*>(&at)) found = list;
    for (const auto& child : at.children()) walk(*child);
  };
  walk(widget);
  REQUIRE(found != nullptr);
  return *found;
}

TEST_CASE("presets are searched and loaded, and one that cannot be says why") {
  SomeParams params;
  WidgetRig rig(preset_browser(), params);
  static constexpr std::string_view kPad[] = {"pad"};
  const auto preset = [](std::string_view id, std::string_view name, std::string_view state,
                         std::span<const std::string_view> features) {
    return Preset{id, name, {}, {}, features, state};
  };
  rig.context.presets = {preset("a", "Warm", "warm", {}), preset("b", "Soft", "soft", kPad),
                         preset("c", "Broken", "damaged", {})};
  rig.tree.closing();
  rig.tree.opened();
  rig.draw();
  List& names = list_of(rig.tree.root());
  CHECK(names.size() == 3);
  rig.tree.focus(&names);
  rig.key(gui::Key::down);
  rig.key(gui::Key::end);
  CHECK(rig.context.loaded == std::vector<std::string>{"warm", "damaged"});
  rig.key(gui::Key::tab);
  rig.type("PAD");
  CHECK(names.size() == 1);
  rig.tree.focus(&names);
  rig.key(gui::Key::down);
  CHECK(rig.context.loaded.back() == "soft");
}

struct EnvelopeRig : SomeParams {
  FloatParam attack{set, {.id = "attack", .name = "Attack", .default_value = 0.5}};
  FloatParam decay{set, {.id = "decay", .name = "Decay", .default_value = 0.5}};
  FloatParam sustain{set, {.id = "sustain", .name = "Sustain", .default_value = 0.5}};
  FloatParam release{set, {.id = "release", .name = "Release", .default_value = 0.5}};
  WidgetRig rig{envelope({attack, decay, sustain, release}), *this};
  const double part = (400 - 20) * 0.84 / 3;
  const gui::Point peak{10 + part / 2, 10};
  const gui::Point corner{10 + part, 150};
};

TEST_CASE("a corner of an envelope is dragged, as a gesture of each of its parameters") {
  EnvelopeRig env;
  env.rig.press(env.corner);
  env.rig.move({env.corner.x + env.part / 4, env.corner.y - 70});
  env.rig.release({0, 0});
  CHECK(env.decay.normalized() == doctest::Approx(0.75));
  CHECK(env.sustain.normalized() == doctest::Approx(0.75));
  CHECK(std::count(env.rig.context.edits.begin(), env.rig.context.edits.end(), "begin decay") == 1);
  CHECK(std::count(env.rig.context.edits.begin(), env.rig.context.edits.end(), "end sustain") == 1);
  CHECK(env.rig.tree.bubble().empty());
  env.rig.press(env.peak);
  env.rig.move({env.peak.x - 5000, 500});
  env.rig.release({0, 0});
  CHECK(env.attack.normalized() == 0);
  CHECK(env.rig.context.edits.back() == "end attack");
}

TEST_CASE("an envelope is set to its defaults by a double click, and by keys") {
  EnvelopeRig env;
  env.rig.click(env.corner, 2);
  CHECK(env.sustain.normalized() == doctest::Approx(0.5));
  env.rig.tree.focus(&env.rig.tree.root());
  env.rig.key(gui::Key::up);
  CHECK(env.sustain.normalized() == doctest::Approx(0.51));
  env.rig.key(gui::Key::page_down);
  env.rig.key(gui::Key::right);
  CHECK(env.release.normalized() == doctest::Approx(0.51));
  env.rig.press({200, 290});  // nothing is there
  env.rig.move({100, 100});
  CHECK(env.release.normalized() == doctest::Approx(0.51));
}

TEST_CASE("a scope and a spectrum paint what is new, and nothing when nothing is") {
  SomeParams params;
  float value = 0;
  bool is_new = true;
  WidgetRig rig(row(stretched(scope({.samples = 4000,
                                     .read =
                                         [&](std::span<float> samples) {
                                           std::fill(samples.begin(), samples.end(), value);
                                           return is_new;
                                         }})),
                    stretched(spectrum({.bins = 100,
                                        .read =
                                            [&](std::span<float> bins) {
                                              std::fill(bins.begin(), bins.end(), value);
                                              return is_new;
                                            }}))),
                params);
  for (const float level : {0.5F, std::numeric_limits<float>::quiet_NaN(),
                            std::numeric_limits<float>::infinity(), -1e30F}) {
    value = level;
    rig.context.loop.fire_timers();
    CHECK(rig.window.invalid.size() == 2);
    rig.draw();
  }
  value = 0;
  is_new = false;
  for (int i = 0; i < 1000; ++i) rig.context.loop.fire_timers();
  rig.window.invalid.clear();
  rig.context.loop.fire_timers();
  CHECK(rig.window.invalid.empty());
}

TEST_CASE("a spectrum that fades too slowly to be seen from frame to frame is painted at times") {
  SomeParams params;
  float level = 1;
  WidgetRig rig(spectrum({.bins = 9,
                          .bin_width = 2500,
                          .read =
                              [&](std::span<float> magnitudes) {
                                std::fill(magnitudes.begin(), magnitudes.end(), level);
                                return false;
                              }}),
                params);
  rig.context.loop.fire_timers();
  rig.window.invalid.clear();
  for (int i = 0; i < 100; ++i) {
    level *= 0.998F;  // 0.017 dB
    rig.context.loop.fire_timers();
  }
  CHECK(rig.window.invalid.size() > 10);
  CHECK(rig.window.invalid.size() < 50);
}

TEST_CASE("a loudness meter paints when a tenth has changed") {
  SomeParams params;
  dsp::LoudnessLevels levels;
  WidgetRig rig(loudness_meter({.read = [&] { return levels; }}), params);
  rig.context.loop.fire_timers();
  CHECK(rig.window.invalid.empty());
  levels.momentary = -20;
  rig.context.loop.fire_timers();
  CHECK(rig.window.invalid.size() == 1);
  levels.momentary = -20.04;
  rig.context.loop.fire_timers();
  CHECK(rig.window.invalid.size() == 1);
  for (const double level : {1e9, -1e9, std::nan("")}) {
    levels = {level, level, level};
    rig.context.loop.fire_timers();
    rig.draw();
  }
}

TEST_CASE("the loudest place of a spectrum is where its frequency is") {
  SomeParams params;
  WidgetRig rig(spectrum({.bins = 2001,
                          .bin_width = 10,
                          .lowest = -90,
                          .highest = 6,
                          .read =
                              [](std::span<float> bins) {
                                std::fill(bins.begin(), bins.end(), 0.0F);
                                bins[63] = 1;  // 630 Hz: the middle of three decades
                                return true;
                              }}),
                params);
  rig.context.loop.fire_timers();
  rig.draw();
  const Color line = rig.tree.theme().accent;
  bool in_the_middle = false;
  bool elsewhere = false;
  for (std::uint32_t x = 4; x < 396; ++x) {
    for (std::uint32_t y = 4; y < 100; ++y) {
      if (!(rig.canvas.pixel(x, y) == line)) continue;
      (x > 194 && x < 206 ? in_the_middle : elsewhere) = true;
    }
  }
  CHECK(in_the_middle);
  CHECK_FALSE(elsewhere);
}

}  // namespace
}  // namespace attacca::widgets
