// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/widget_tree.hpp"

#include <algorithm>
#include <utility>

#include "attacca/gui/contrast.hpp"
#include "widgets/for_each_widget.hpp"
#include "widgets/kept_inside.hpp"

namespace attacca::widgets {

namespace {

using Kind = gui::PointerEvent::Kind;

bool is_within(const Widget* widget, const Widget& root) {
  while (widget != nullptr && widget != &root) widget = widget->parent();
  return widget != nullptr;
}

Widget* deepest_at(Widget& widget, gui::Point place) {
  if (!widget.visible() || !widget.bounds().contains(place)) return nullptr;
  if (widget.viewport().contains(place)) {
    for (std::size_t i = widget.children().size(); i-- > 0;) {
      if (Widget* const found = deepest_at(*widget.children()[i], place)) return found;
    }
  }
  return &widget;
}

bool all_enabled(const Widget* widget) {
  for (; widget != nullptr; widget = widget->parent()) {
    if (!widget->enabled()) return false;
  }
  return true;
}

void collect_stops(Widget& widget, std::vector<Widget*>& stops) {
  if (!widget.visible() || !widget.enabled()) return;
  if (widget.takes_focus()) stops.push_back(&widget);
  for (const auto& child : widget.children()) collect_stops(*child, stops);
}

/// Of what is disabled: every colour half way to what is behind it.
Theme faded(Theme theme) {
  constexpr double kLeft = 0.4;
  for (Color* const color :
       {&theme.outline, &theme.text, &theme.quiet_text, &theme.accent, &theme.on_accent,
        &theme.modulation, &theme.automation, &theme.recording, &theme.good, &theme.loud}) {
    *color = gui::blend(gui::with_alpha(*color, kLeft), theme.panel);
  }
  return theme;
}

}  // namespace

WidgetTree::WidgetTree(std::unique_ptr<Widget> root, const Theme& theme, WidgetWindow* window)
    : window_(window), theme_(theme), faded_(faded(theme)), root_(std::move(root)) {
  root_->join(this);
}

WidgetTree::~WidgetTree() {
  closing();
  popup_.reset();
  ended_.clear();
  root_.reset();
}

EditorContext* WidgetTree::context() const noexcept {
  return window_ != nullptr ? window_->context() : nullptr;
}

double WidgetTree::scale() const noexcept {
  return window_ != nullptr ? window_->scale() : 1;
}

void WidgetTree::invalidate(const gui::Rect& area) {
  if (window_ != nullptr) window_->invalidate(area);
}

void WidgetTree::invalidate_layout() {
  arranged_ = false;
  invalidate({0, 0, size_.width, size_.height});
}

void WidgetTree::set_theme(const Theme& theme) {
  theme_ = theme;
  faded_ = faded(theme);
  invalidate_layout();
}

void WidgetTree::set_clipboard(std::string text) {
  if (window_ != nullptr) window_->set_clipboard(std::move(text));
}

void WidgetTree::ask_clipboard(Widget& asker) {
  asker_ = &asker;
  if (window_ != nullptr) window_->ask_clipboard();
}

// Drawing.

void WidgetTree::arrange(gui::Canvas& canvas, LogicalSize size) {
  size_ = size;
  arranged_scale_ = canvas.scale();
  arranged_ = true;
  root_->place(*root_, {0, 0, size.width, size.height}, canvas);
  arrange_below(canvas, *root_);
  place_popup(canvas);
}

void WidgetTree::arrange_below(gui::Canvas& canvas, Widget& widget) {
  widget.arrange(canvas);
  for (std::size_t i = 0; i < widget.children().size(); ++i) {
    Widget& child = *widget.children()[i];
    if (child.visible()) arrange_below(canvas, child);
  }
}

void WidgetTree::place_popup(gui::Canvas& canvas) {
  if (!popup_) return;
  const LogicalSize wanted = popup_->wanted_size(canvas);
  gui::Rect area{popup_anchor_.x, popup_anchor_.bottom(), std::min(wanted.width, size_.width),
                 std::min(wanted.height, size_.height)};
  const double above = popup_anchor_.y;
  if (area.bottom() > size_.height && above >= area.height) area.y = above - area.height;
  popup_->place(*popup_, kept_inside(area, size_), canvas);
  arrange_below(canvas, *popup_);
}

void WidgetTree::draw(gui::Canvas& canvas, LogicalSize size) {
  const Call call(*this);
  if (!arranged_ || !(size == size_) || canvas.scale() != arranged_scale_) arrange(canvas, size);
  canvas.fill(canvas.visible_area(), theme_.background);
  draw_all(canvas, *root_);
  if (popup_) draw_all(canvas, *popup_);
  draw_bubble(canvas);
}

void WidgetTree::draw_all(gui::Canvas& canvas, Widget& widget) {
  if (!widget.visible() || !widget.bounds().overlaps(canvas.visible_area())) return;
  widget.draw(canvas);
  if (!widget.children().empty()) {
    const bool clips = !(widget.viewport() == widget.bounds());
    if (clips) canvas.save_and_clip(widget.viewport());
    for (std::size_t i = 0; i < widget.children().size(); ++i) {
      draw_all(canvas, *widget.children()[i]);
    }
    if (clips) canvas.restore();
  }
  if (&widget == focused_ && focus_is_visible_) {
    canvas.stroke_rounded(widget.bounds(), theme_.corner + 1, theme_.focus, 2);
  }
}

// Pointer.

Widget* WidgetTree::at(gui::Point place) {
  if (popup_) {
    if (Widget* const found = deepest_at(*popup_, place)) return found;
  }
  return deepest_at(*root_, place);
}

void WidgetTree::hover(Widget* widget) {
  if (widget == hovered_) return;
  Widget* const before = std::exchange(hovered_, widget);
  if (before != nullptr) before->hover_changed(false);
  if (hovered_ == widget && widget != nullptr) widget->hover_changed(true);
}

void WidgetTree::end_press() {
  Widget* const widget = std::exchange(captured_, nullptr);
  if (widget == nullptr) return;
  const Call call(*this);
  widget->closing();
  if (context() != nullptr && !widget->is_removed()) widget->opened();
  widget->invalidate();
  show_bubble({}, {});
}

void WidgetTree::pointer(const gui::PointerEvent& event) {
  const Call call(*this);
  if (event.kind == Kind::leave) {
    if (captured_ == nullptr) hover(nullptr);
    return rest_tool_tip(false);
  }
  // The same button is down again: somebody else has got the release.
  if (event.kind == Kind::press && event.button == captured_by_) end_press();
  if (captured_ != nullptr) {
    Widget* const widget = captured_;
    const bool releases = event.kind == Kind::release;
    if (event.kind == Kind::press || (releases && event.button != captured_by_)) return;
    if (releases) captured_ = nullptr;
    widget->pointer(event);
    if (captured_ == nullptr) hover(at(event.position));
    return;
  }
  Widget* const found = at(event.position);
  hover(found);
  if (found != nullptr && found->is_removed()) return;
  if (window_ != nullptr) {
    const bool works = found != nullptr && all_enabled(found);
    window_->set_cursor(works ? found->cursor() : gui::Cursor::arrow);
  }
  rest_tool_tip(event.kind == Kind::move);
  if (event.kind == Kind::press && popup_ && !is_within(found, *popup_)) return close_popup();
  if (!all_enabled(found)) return;
  for (Widget* widget = found; widget != nullptr; widget = widget->parent()) {
    if (event.kind == Kind::press) {
      captured_ = widget;
      captured_by_ = event.button;
    }
    if (event.kind == Kind::press && widget->takes_focus()) {
      focus(widget, widget->takes_keyboard());
      if (captured_ != widget) return;  // it was ended
      if (widget->takes_keyboard() && window_ != nullptr) window_->take_keyboard(true);
    }
    if (widget->pointer(event)) return;
    // What it did may have ended it; then nobody above it wants the event any more.
    if (event.kind == Kind::press && captured_ != widget) return;
    if (event.kind == Kind::press) captured_ = nullptr;
    if (widget->is_removed()) return;
  }
  if (event.kind == Kind::press) focus(nullptr);
}

// Keys.

void WidgetTree::focus(Widget* widget, bool visibly) {
  const Call call(*this);
  const bool was_visible = std::exchange(focus_is_visible_, visibly && widget != nullptr);
  if (widget == focused_) {
    if (focused_ != nullptr && was_visible != focus_is_visible_) focused_->invalidate();
    return;
  }
  Widget* const before = std::exchange(focused_, widget);
  if (before != nullptr) before->focus_changed(false);
  if (focused_ == widget && widget != nullptr) widget->focus_changed(true);
}

bool WidgetTree::move_focus(bool backwards) {
  std::vector<Widget*> stops;
  collect_stops(popup_ ? *popup_ : *root_, stops);
  if (stops.empty()) return false;
  const auto found = std::find(stops.begin(), stops.end(), focused_);
  std::size_t next = backwards ? stops.size() - 1 : 0;
  if (found != stops.end()) {
    const auto at = static_cast<std::size_t>(found - stops.begin());
    next = (at + (backwards ? stops.size() - 1 : 1)) % stops.size();
  }
  focus(stops[next]);
  for (Widget* above = stops[next]->parent(); above != nullptr; above = above->parent()) {
    above->reveal(*stops[next]);
  }
  return true;
}

void WidgetTree::hidden(const Widget& widget) {
  const Call call(*this);
  if (is_within(popup_owner_, widget)) close_popup();
  if (is_within(before_popup_, widget)) before_popup_ = nullptr;
  if (is_within(focused_, widget)) focus(nullptr);
  if (is_within(hovered_, widget)) hover(nullptr);
  if (is_within(captured_, widget)) end_press();
  if (is_within(asker_, widget)) asker_ = nullptr;
  if (is_within(below_files_, widget)) files_over(nullptr);
}

bool WidgetTree::key(const gui::KeyEvent& event) {
  const Call call(*this);
  rest_tool_tip(false);
  const bool pressed = event.kind == gui::KeyEvent::Kind::press;
  for (Widget* widget = focused_; widget != nullptr; widget = widget->parent()) {
    Widget* const above = widget->parent();
    if (all_enabled(widget) && widget->key(event)) {
      if (focused_ != nullptr && !focus_is_visible_) focus(focused_);
      return true;
    }
    if (widget->is_removed() || focused_ == nullptr || above == nullptr) break;
  }
  if (!pressed) return false;
  if (event.key == gui::Key::tab && !event.control && !event.alt) {
    if (!move_focus(event.shift)) return false;
    if (window_ != nullptr) window_->take_keyboard(true);
    return true;
  }
  if (event.key == gui::Key::escape && (popup_ || focused_ != nullptr)) {
    if (popup_) return close_popup(), true;
    focus(nullptr);
    if (window_ != nullptr) window_->take_keyboard(false);
    return true;
  }
  return false;
}

void WidgetTree::keyboard_changed(bool has_it) {
  const Call call(*this);
  has_keyboard_ = has_it;
  if (!has_it) borrows_keyboard_ = false;
  if (!has_it) focus(nullptr);
}

void WidgetTree::pasted(const std::string& text) {
  const Call call(*this);
  Widget* const asker = std::exchange(asker_, nullptr);
  gui::KeyEvent event;
  event.text = text;
  if (asker != nullptr) asker->key(event);
}

// What lies on top.

void WidgetTree::show_popup(std::unique_ptr<Widget> popup, const gui::Rect& anchor,
                            const Widget* owner) {
  const Call call(*this);
  close_popup();
  if (owner != nullptr && captured_ != owner) end_press();
  captured_ = nullptr;
  before_popup_ = focused_;
  popup_ = std::move(popup);
  popup_->join(this);
  popup_anchor_ = anchor;
  popup_owner_ = owner;
  show_bubble({}, {});
  std::vector<Widget*> stops;
  collect_stops(*popup_, stops);
  if (!stops.empty()) focus(stops.front(), focus_is_visible_ || stops.front()->takes_keyboard());
  if (!stops.empty() && stops.front()->takes_keyboard() && window_ != nullptr && !has_keyboard_) {
    borrows_keyboard_ = true;
    window_->take_keyboard(true);
  }
  invalidate_layout();
  start_frames();
}

void WidgetTree::close_popup() {
  if (!popup_) return;
  std::unique_ptr<Widget> ending = std::move(popup_);
  {
    const Call call(*this);
    popup_owner_ = nullptr;
    for_each_widget(*ending, [](Widget& widget) { widget.closing(); });
    Widget* const back = std::exchange(before_popup_, nullptr);
    const bool had_focus = is_within(focused_, *ending);
    for_each_widget(*ending, [&](Widget& widget) { forget(widget); });
    ending->leave();
    if (had_focus) focus(back, back != nullptr && focus_is_visible_);
  }
  // Soon, and not if another one follows at once: the keyboard is not passed to and fro.
  if (borrows_keyboard_) {
    after([this] {
      if (popup_ || !std::exchange(borrows_keyboard_, false)) return;
      if (window_ != nullptr) window_->take_keyboard(false);
    });
  }
  ended_.push_back(std::move(ending));
  invalidate_layout();
}

}  // namespace attacca::widgets
