// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Text that is read:
//
//     column(heading("Filter"), label("Twelve decibels an octave"), caption("since 1.2"))
//
// Main thread. UTF-8; any script. What does not fit ends in "…".

#include <cstdint>
#include <memory>
#include <string>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Text that is read. All members [main].
class Label final : public Widget {
 public:
  enum class Kind : std::uint8_t { text, caption, heading };
  Label(std::string text, Kind kind) : text_(std::move(text)), kind_(kind) {}
  /// All is arranged again for it, unless the label is sized() both ways, which is for what changes
  /// all the time.
  void set_text(std::string text);
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  void set_align(gui::TextAlign align);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;

 private:
  [[nodiscard]] gui::TextStyle style() const;
  std::string text_;
  Kind kind_;
  gui::TextAlign align_ = gui::TextAlign::start;
};

/// Text, a quiet and small one, a large one; UTF-8. [main]
[[nodiscard]] std::unique_ptr<Label> label(std::string text);
[[nodiscard]] std::unique_ptr<Label> caption(std::string text);
[[nodiscard]] std::unique_ptr<Label> heading(std::string text);

/// Draws one line in the middle of `area`'s height; what does not fit ends in "…". For widgets of
/// one's own. [main]
void draw_line(gui::Canvas& canvas, const gui::Rect& area, std::string_view utf8,
               gui::TextStyle style);

}  // namespace attacca::widgets
