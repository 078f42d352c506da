// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "attacca/gui/image_canvas.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/meter.hpp"
#include "attacca/widgets/widget_tree.hpp"
#include "gallery_view.hpp"
#include "params/param_store.hpp"

// How long editors paint: all of the gallery, and what a moving meter and a turned knob invalidate
// of it. Into memory, as a window's frames are; without the copy to the screen.
namespace {

using namespace attacca;
using namespace attacca::widgets;
using Clock = std::chrono::steady_clock;

struct Times {
  double median;
  double worst;
};

Times measure(int rounds, const std::function<void(int)>& paint) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto begin = Clock::now();
    paint(i);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times.back()};
}

void print(const char* what, const Times& times) {
  std::printf("%-44s %9.3f ms %9.3f ms\n", what, times.median, times.worst);
}

/// Paints what was invalidated since the last time, as a window does.
struct Frame final : WidgetWindow {
  gui::Rect invalid;
  void invalidate(const gui::Rect& area) override { invalid = invalid.around(area); }
  void set_cursor(gui::Cursor) override {}
  void take_keyboard(bool) override {}
  [[nodiscard]] EditorContext* context() const override { return nullptr; }
  [[nodiscard]] double scale() const override { return 2; }

  void paint(WidgetTree& tree, gui::ImageCanvas& image, LogicalSize size) {
    const gui::Rect area = std::exchange(invalid, {});
    if (!(area.width > 0)) return;
    const gui::ClipScope clip(image.canvas(), area);
    tree.draw(image.canvas(), size);
  }
};

void gallery() {
  constexpr LogicalSize kSize{1280, 800};
  ParamSet set;
  GalleryParams params{set};
  core::ParamStore store(set);
  Frame frame;
  WidgetTree tree(make_gallery(params, set), Theme::dark(), &frame);
  gui::ImageCanvas image(kSize, 2);
  print("the gallery, 1280 x 800 at scale 2, all of it",
        measure(101, [&](int) { tree.draw(image.canvas(), kSize); }));
  print("one parameter changed, in six widgets of it", measure(401, [&](int i) {
          store.set(params.cutoff, (i % 100) / 100.0);
          tree.param_changed(params.cutoff);
          frame.paint(tree, image, kSize);
        }));
}

void one_meter() {
  constexpr LogicalSize kSize{400, 300};
  float level = 0;
  Frame frame;
  auto root = row(meter({.read =
                             [&](std::span<MeterLevel> levels) {
                               for (MeterLevel& one : levels)
                                 one = {.peak = level * 1.4F, .rms = level};
                             }}),
                  space());
  WidgetTree tree(std::move(root), Theme::dark(), &frame);
  gui::ImageCanvas image(kSize, 2);
  tree.draw(image.canvas(), kSize);
  print("a moving meter of two channels", measure(1001, [&](int i) {
          level = 0.2F + 0.1F * static_cast<float>(std::sin(i));
          tree.tick();
          frame.paint(tree, image, kSize);
        }));
  print("a meter that stays as it is", measure(1001, [&](int) {
          level = 0;
          tree.tick();
          frame.paint(tree, image, kSize);
        }));
}

void one_knob() {
  constexpr LogicalSize kSize{400, 300};
  ParamSet set;
  GalleryParams params{set};
  core::ParamStore store(set);
  Frame frame;
  WidgetTree tree(row({.align = Align::start}, knob(params.cutoff), space()), Theme::dark(),
                  &frame);
  gui::ImageCanvas image(kSize, 2);
  tree.draw(image.canvas(), kSize);
  print("a knob that is turned", measure(1001, [&](int i) {
          store.set(params.cutoff, (i % 500) / 500.0);
          tree.param_changed(params.cutoff);
          frame.paint(tree, image, kSize);
        }));
}

}  // namespace

int main() {
  std::printf("%-44s %12s %12s\n", "what is painted", "median", "worst");
  gallery();
  one_meter();
  one_knob();
}
