// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/piano.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "attacca/gui/contrast.hpp"

namespace attacca::widgets {

namespace {

constexpr Color kIvory{244, 243, 238};
constexpr Color kEbony{26, 27, 30};
constexpr double kBlackWidth = 0.6;  ///< of a white key
constexpr double kBlackHeight = 0.62;

bool is_black(int key) {
  constexpr unsigned kBlackKeys = 0b010101001010;  // C# D# F# G# A#
  return (kBlackKeys >> static_cast<unsigned>(key % 12) & 1u) != 0;
}

}  // namespace

Piano::Piano(PianoOptions options) : options_(std::move(options)) {
  options_.first_key = std::clamp(options_.first_key, 0, 127);
  options_.keys = std::clamp(options_.keys, 1, 128 - options_.first_key);
}

int Piano::white_keys() const {
  int count = 0;
  for (int key = options_.first_key; key < options_.first_key + options_.keys; ++key) {
    if (!is_black(key)) ++count;
  }
  return std::max(count, 1);
}

LogicalSize Piano::preferred_size(gui::Canvas& /*canvas*/) const {
  return {white_keys() * 18.0, 72};
}

gui::Rect Piano::area_of(int key) const {
  const double width = bounds().width / white_keys();
  int before = 0;
  for (int other = options_.first_key; other < key; ++other) {
    if (!is_black(other)) ++before;
  }
  const double x = bounds().x + before * width;
  if (!is_black(key)) return {x, bounds().y, width, bounds().height};
  return {x - width * kBlackWidth / 2, bounds().y, width * kBlackWidth,
          bounds().height * kBlackHeight};
}

int Piano::key_at(gui::Point place) const {
  int found = -1;
  for (int key = options_.first_key; key < options_.first_key + options_.keys; ++key) {
    if (area_of(key).contains(place) && (found < 0 || is_black(key))) found = key;
  }
  return found;
}

void Piano::draw(gui::Canvas& canvas) {
  const double thin = 1 / canvas.scale();
  canvas.fill(bounds(), kEbony);  // between the keys
  const Color mark = gui::readable_on(kIvory, theme().accent, 3);
  for (const bool black : {false, true}) {
    for (int key = options_.first_key; key < options_.first_key + options_.keys; ++key) {
      if (is_black(key) != black) continue;
      const gui::Rect area = area_of(key);
      const bool down = down_[static_cast<std::size_t>(key)];
      const Color color = down ? mark : black ? kEbony : kIvory;
      const double gap = black ? 0 : thin;
      canvas.fill_rounded({area.x + gap, area.y, std::max(area.width - 2 * gap, 0.0),
                           std::max(area.height - thin, 0.0)},
                          2, color);
      if (black) canvas.stroke_rounded(area, 2, kEbony, 1);
      if (black || key % 12 != 0 || area.width < 12) continue;
      const gui::TextStyle style{.size = 9,
                                 .color = down ? gui::readable_on(mark, kIvory, 4.5)
                                               : gui::readable_on(kIvory, kEbony, 4.5),
                                 .align = gui::TextAlign::center,
                                 .max_width = area.width};
      // Middle C is C4 to most, C3 to some; hosts' numbers start at -1 with key 0.
      canvas.draw_text({area.x, area.bottom() - 15}, "C" + std::to_string(key / 12 - 1), style);
    }
  }
}

void Piano::show(int key, bool is_down) {
  if (key < 0 || key > 127 || down_[static_cast<std::size_t>(key)] == is_down) return;
  down_[static_cast<std::size_t>(key)] = is_down;
  invalidate_part(area_of(key).inset(-1, 0));
}

void Piano::press(gui::Point place) {
  const int key = key_at(place);
  if (key == played_) return;
  release();
  if (key < 0 || is_removed()) return;
  played_ = key;
  show(key, true);
  const gui::Rect area = area_of(key);
  const double velocity = std::clamp((place.y - area.y) / std::max(area.height, 1.0), 0.1, 1.0);
  if (options_.play) options_.play(key, velocity);
}

void Piano::release() {
  const int key = std::exchange(played_, -1);
  if (key < 0) return;
  show(key, false);
  if (options_.play) options_.play(key, 0);
}

void Piano::closing() noexcept {
  try {
    release();
  } catch (...) {
    // The author's callback has thrown; there is nobody here who could be told.
  }
}

bool Piano::pointer(const gui::PointerEvent& event) {
  using Kind = gui::PointerEvent::Kind;
  if (event.kind == Kind::press && event.button == gui::PointerEvent::Button::left) {
    press(event.position);
    return true;
  }
  if (event.kind == Kind::move && played_ >= 0) press(event.position);
  if (event.kind == Kind::release) release();
  return event.kind == Kind::move || event.kind == Kind::release;
}

std::unique_ptr<Piano> piano(PianoOptions options) {
  return std::make_unique<Piano>(std::move(options));
}

}  // namespace attacca::widgets
