// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What is costly to draw and seldom changes, kept as pixels between frames:
//
//     canvas.draw_layer(marks_, area, [&](Canvas& layer) { draw_marks(layer); });
//     …
//     marks_.invalidate();  // when the marks have changed
//
// Main thread. A layer draws itself again when it was invalidated, and when its size or the scale
// has changed.

#include <memory>

namespace attacca::gui {

/// The pixels of an earlier drawing, for Canvas::draw_layer(). All members [main].
class Layer {
 public:
  Layer();
  ~Layer();
  Layer(Layer&&) noexcept;
  Layer& operator=(Layer&&) noexcept;

  /// The next draw_layer() draws anew.
  void invalidate() noexcept;

  /// What a canvas keeps here.
  struct Pixels;
  [[nodiscard]] std::unique_ptr<Pixels>& pixels() noexcept { return pixels_; }

 private:
  std::unique_ptr<Pixels> pixels_;
};

}  // namespace attacca::gui
