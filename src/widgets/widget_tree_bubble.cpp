// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The text above all else: of a gesture, and tool tips.

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "attacca/widgets/widget_tree.hpp"
#include "widgets/kept_inside.hpp"

namespace attacca::widgets {

namespace {

constexpr std::chrono::milliseconds kRest{400};  ///< a tool tip is shown after the second of them
constexpr double kBubbleWidth = 260;

}  // namespace

void WidgetTree::draw_bubble(gui::Canvas& canvas) {
  if (bubble_.empty()) return;
  const gui::TextStyle style{
      .size = theme_.caption_size, .color = theme_.text, .max_width = kBubbleWidth, .max_lines = 6};
  const auto for_each_line = [&](auto&& visit) {
    for (std::string_view rest = bubble_; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      visit(line);
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
  };
  LogicalSize text;
  for_each_line([&](std::string_view line) {
    const LogicalSize size = canvas.measure_text(line, style).size;
    text = {std::max(text.width, size.width), text.height + size.height};
  });
  gui::Rect area{bubble_anchor_.center().x - text.width / 2 - 8, bubble_anchor_.bottom() + 4,
                 text.width + 16, text.height + 10};
  if (area.bottom() > size_.height) area.y = bubble_anchor_.y - area.height - 4;
  area = kept_inside(area, size_);
  const gui::Rect old = std::exchange(bubble_area_, area);
  if (!(old == area)) invalidate(area);  // it was shown for what was measured before
  canvas.fill_rounded(area, theme_.corner, theme_.panel);
  canvas.stroke_rounded(area, theme_.corner, theme_.outline, 1);
  double y = area.y + 5;
  for_each_line([&](std::string_view line) {
    y += canvas.draw_text({area.x + 8, y}, line, style).size.height;
  });
}

void WidgetTree::show_bubble(std::string text, const gui::Rect& anchor) {
  bubble_is_tip_ = false;
  if (text == bubble_ && anchor == bubble_anchor_) return;
  invalidate(bubble_area_);
  bubble_ = std::move(text);
  bubble_anchor_ = anchor;
  // Where it will be, and a little more: its text is measured when it is drawn.
  if (!bubble_.empty()) {
    invalidate({anchor.center().x - kBubbleWidth / 2 - 8, anchor.y - 130, kBubbleWidth + 16,
                anchor.height + 260});
  }
}

void WidgetTree::rest_tool_tip(bool restart) {
  if (bubble_is_tip_) show_bubble({}, {});
  EditorContext* const around = context();
  if (around == nullptr) return;
  rests_ = 0;
  if (!restart || hovered_ == nullptr || popup_) {
    return around->event_loop().stop(std::exchange(rest_, 0));
  }
  if (rest_ != 0) return;  // one timer for all moves in a row: to register one costs a call
  rest_ = around->event_loop().start_timer(kRest, [this] {
    const Call call(*this);
    if (++rests_ < 2) return;
    if (EditorContext* const now = context()) now->event_loop().stop(std::exchange(rest_, 0));
    if (hovered_ == nullptr || captured_ != nullptr || popup_) return;
    for (const Widget* widget = hovered_; widget != nullptr; widget = widget->parent()) {
      if (const std::string tip = widget->tool_tip(); !tip.empty()) {
        show_bubble(tip, widget->bounds());
        bubble_is_tip_ = true;
        return;
      }
    }
  });
}

}  // namespace attacca::widgets
