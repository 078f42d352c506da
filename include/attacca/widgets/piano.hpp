// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A keyboard to play on:
//
//     stretched(piano({.first_key = 48, .keys = 25, .play = [this](int key, double velocity) {
//       notes_.send(Note{key, velocity});   // messages/to_processor.hpp
//     }}))
//
// Main thread. Keys are MIDI's: 60 is the middle C. Further down on a key is louder.

#include <bitset>
#include <functional>
#include <memory>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Of a keyboard.
struct PianoOptions {
  int first_key = 48;
  int keys = 25;
  /// A key went down with a velocity 0 … 1, or up with 0. [main]
  std::function<void(int key, double velocity)> play = {};
};

/// A keyboard to play on. All members [main].
class Piano final : public Widget {
 public:
  explicit Piano(PianoOptions options);
  /// A key is down, or up again, whoever plays it. 0 … 127, others are ignored.
  void show(int key, bool is_down);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  void closing() noexcept override;

 private:
  [[nodiscard]] int white_keys() const;
  [[nodiscard]] gui::Rect area_of(int key) const;
  [[nodiscard]] int key_at(gui::Point place) const;
  void press(gui::Point place);
  void release();

  PianoOptions options_;
  std::bitset<128> down_;
  int played_ = -1;
};

/// A keyboard to play on. [main]
[[nodiscard]] std::unique_ptr<Piano> piano(PianoOptions options);

}  // namespace attacca::widgets
