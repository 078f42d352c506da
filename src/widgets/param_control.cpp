// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/param_control.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>

#include "attacca/widgets/menu.hpp"
#include "attacca/widgets/text_field.hpp"
#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

namespace {

using Kind = gui::PointerEvent::Kind;
using Button = gui::PointerEvent::Button;

constexpr double kDragLength = 200;  ///< logical pixels for the whole range
constexpr double kFine = 0.1;
constexpr double kContinuousStep = 0.01;
constexpr double kPage = 10;                      ///< steps
constexpr std::chrono::milliseconds kQuiet{400};  ///< ends a gesture of wheel and keys

bool is_fine(const gui::PointerEvent& event) {
  return event.shift || event.control;
}

bool begins_a_value(const std::string& text) {
  return text.size() == 1 && (text.find_first_of("0123456789+-.,") == 0);
}

bool is_scrolled_over(const Widget& widget) {
  for (const Widget* above = widget.parent(); above != nullptr; above = above->parent()) {
    if (above->scrolls()) return true;
  }
  return false;
}

}  // namespace

ParamControl::~ParamControl() {
  end_gesture();
}

void ParamControl::set_caption(std::string text) {
  caption_ = std::move(text);
  invalidate_layout();
}

std::string ParamControl::caption() const {
  return caption_.empty() ? std::string(param_.name()) : caption_;
}

std::string ParamControl::value_text() const {
  return param_.format(param_.normalized());
}

std::optional<double> ParamControl::middle() const {
  const double low = param_.to_plain(0);
  const double high = param_.to_plain(1);
  if (param_.step_count() == 1 || !(low < 0 && high > 0)) return std::nullopt;
  if (std::abs(low + high) > 1e-6 * (high - low)) return std::nullopt;
  return param_.to_normalized(0);
}

double ParamControl::widest_value(gui::Canvas& canvas, std::uint32_t steps) const {
  const gui::TextStyle style{.size = theme().text_size};
  if (widest_.text_size == style.size && widest_.scale == canvas.scale()) return widest_.width;
  widest_ = {style.size, canvas.scale(), 0};
  for (std::uint32_t i = 0; i <= steps && steps > 0; ++i) {
    const std::string text = param_.format(static_cast<double>(i) / steps);
    widest_.width = std::max(widest_.width, canvas.measure_text(text, style).size.width);
  }
  return widest_.width;
}

// Gestures.

bool ParamControl::begin_gesture() {
  EditorContext* const around = context();
  if (around == nullptr || param_.flags().read_only) return false;
  around->event_loop().stop(std::exchange(quiet_, 0));
  if (!gesture_) gesture_.emplace(*around, param_);
  return true;
}

void ParamControl::end_gesture() noexcept {
  if (EditorContext* const around = context()) around->event_loop().stop(std::exchange(quiet_, 0));
  quiet_ = 0;
  gesture_.reset();
}

void ParamControl::end_soon() {
  EditorContext* const around = context();
  if (around == nullptr || dragged_) return;
  around->event_loop().stop(std::exchange(quiet_, 0));
  quiet_ = around->event_loop().start_timer(kQuiet, [this] { end_gesture(); });
  if (quiet_ == 0) end_gesture();
}

void ParamControl::closing() noexcept {
  end_gesture();
  dragged_ = false;
}

void ParamControl::set_value(double normalized) {
  EditorContext* const around = context();
  if (around == nullptr || param_.flags().read_only) return;
  double value = std::clamp(normalized, 0.0, 1.0);
  if (const std::uint32_t steps = param_.step_count(); steps > 0) {
    value = std::round(value * steps) / steps;
  }
  if (value == param_.normalized()) return;
  if (gesture_) {
    gesture_->set_normalized(value);
  } else {
    ParamGesture(*around, param_).set_normalized(value);
  }
  invalidate();
}

void ParamControl::nudge(double steps, bool fine) {
  if (!begin_gesture()) return;
  const std::uint32_t count = param_.step_count();
  const double step = count > 0 ? 1.0 / count : kContinuousStep * (fine ? kFine : 1);
  wanted_ = std::clamp(param_.normalized() + steps * step, 0.0, 1.0);
  set_value(wanted_);
  end_soon();
}

void ParamControl::reset_to_default() {
  if (!begin_gesture()) return;
  wanted_ = param_.default_normalized();
  set_value(wanted_);
  if (!dragged_) end_gesture();
}

double ParamControl::drag_distance(double right, double down) const {
  return (right - down) / kDragLength;
}

void ParamControl::drag_to(const gui::PointerEvent& event) {
  const double right = event.position.x - last_.x;
  const double down = event.position.y - last_.y;
  last_ = event.position;
  wanted_ =
      std::clamp(wanted_ + drag_distance(right, down) * (is_fine(event) ? kFine : 1), 0.0, 1.0);
  set_value(wanted_);
  show_bubble_now();
}

void ParamControl::show_bubble_now() {
  if (shows_bubble() && dragged_) tree()->show_bubble(value_text(), bounds());
}

bool ParamControl::pointer(const gui::PointerEvent& event) {
  if (param_.flags().read_only) return false;
  switch (event.kind) {
    case Kind::press:
      if (event.button == Button::right) {
        open_menu(event.position);
        return true;
      }
      if (event.button != Button::left) return false;
      if (event.clicks >= 2) {
        reset_to_default();
        return true;
      }
      dragged_ = begin_gesture();
      last_ = event.position;
      wanted_ = param_.normalized();
      pressed(event.position);
      show_bubble_now();
      invalidate();
      return true;
    case Kind::move:
      if (dragged_) drag_to(event);
      return dragged_;
    case Kind::release:
      if (!dragged_ || event.button != Button::left) return true;
      dragged_ = false;
      end_gesture();
      if (shows_bubble()) tree()->show_bubble({}, {});
      invalidate();
      return true;
    case Kind::scroll: {
      if (!has_focus() && is_scrolled_over(*this)) return false;
      const double notches = event.scroll_y != 0 ? event.scroll_y : event.scroll_x;
      nudge(notches, is_fine(event));
      return notches != 0;
    }
    case Kind::leave:
      return false;
  }
  return false;
}

bool ParamControl::key(const gui::KeyEvent& event) {
  using gui::Key;
  if (event.kind != gui::KeyEvent::Kind::press || param_.flags().read_only) return false;
  const bool fine = event.shift || event.control;
  switch (event.key) {
    case Key::up:
    case Key::right:
      nudge(1, fine);
      return true;
    case Key::down:
    case Key::left:
      nudge(-1, fine);
      return true;
    case Key::page_up:
      nudge(kPage, false);
      return true;
    case Key::page_down:
      nudge(-kPage, false);
      return true;
    case Key::home:
      set_value(0);
      return true;
    case Key::end:
      set_value(1);
      return true;
    case Key::del:
    case Key::backspace:
      reset_to_default();
      return true;
    case Key::enter:
      open_entry();
      return true;
    case Key::menu:
      open_menu(bounds().center());
      return true;
    case Key::f10:
      if (!event.shift) return false;
      open_menu(bounds().center());
      return true;
    default:
      break;
  }
  if (!begins_a_value(event.text)) return false;
  open_entry(event.text);
  return true;
}

// Typing and menus.

void ParamControl::open_entry(const std::string& first) {
  if (tree() == nullptr || param_.flags().read_only) return;
  if (dragged_) tree()->end_press();
  auto field = std::make_unique<TextField>();
  field->set_text(first.empty() ? value_text() : first);
  if (first.empty()) field->select_all();
  field->on_commit([this, entry = field.get()](const std::string& text) {
    const auto value = param_.parse(text);
    if (!value) {
      entry->set_faulty(true);
      return;
    }
    end_gesture();
    set_value(*value);
    tree()->close_popup();
  });
  field->set_fixed_size(std::max(entry_area().width, 88.0), std::nullopt);
  gui::Rect anchor = entry_area();
  anchor.height = 0;
  tree()->show_popup(std::move(field), anchor, this);
}

void ParamControl::open_menu(gui::Point place) {
  EditorContext* const around = context();
  if (around == nullptr) return;
  end_gesture();
  // A host's menu takes the pointer, and the release of the press that opens it.
  tree()->end_press();
  const double scale = tree()->scale();
  if (around->show_host_menu(&param_, static_cast<std::int32_t>(std::lround(place.x * scale)),
                             static_cast<std::int32_t>(std::lround(place.y * scale)))) {
    return;
  }
  // The host may have closed the editor meanwhile, or changed what it shows.
  if (context() != around || is_removed()) return;
  std::vector<MenuItem> items;
  items.push_back({.label = "Set to " + param_.format(param_.default_normalized()),
                   .chosen = [this] { reset_to_default(); }});
  items.push_back({.label = "Type a value…", .chosen = [this] { open_entry(); }});
  const HostMenu host = around->host_menu(&param_);
  if (!host.items().empty()) items.push_back({.kind = MenuItem::Kind::separator});
  for (const HostMenuItem& item : host.items()) {
    switch (item.kind) {
      case HostMenuItem::Kind::entry:
      case HostMenuItem::Kind::check:
        items.push_back({.label = item.label,
                         .enabled = item.enabled,
                         .checked = item.checked,
                         .chosen = [this, action = item.action] {
                           if (EditorContext* const now = context()) {
                             now->choose_from_host_menu(&param_, action);
                           }
                         }});
        break;
      case HostMenuItem::Kind::separator:
        items.push_back({.kind = MenuItem::Kind::separator});
        break;
      case HostMenuItem::Kind::title:
      case HostMenuItem::Kind::begin_submenu:  // its entries follow, below its name
        items.push_back({.kind = MenuItem::Kind::title, .label = item.label});
        break;
      case HostMenuItem::Kind::end_submenu:
        break;
    }
  }
  tree()->show_popup(std::make_unique<PopupMenu>(std::move(items)), {place.x, place.y, 0, 0}, this);
}

// What is shown.

std::string ParamControl::tool_tip() const {
  std::string text = Widget::tool_tip();
  if (text.empty()) text = caption() + ": " + value_text();
  if (context() == nullptr) return text;
  const ParamIndication indication = context()->indication(param_);
  if (!indication.is_mapped) return text;
  const std::string& by = indication.mapping_description.empty() ? indication.mapping_label
                                                                 : indication.mapping_description;
  return by.empty() ? text : text + "\n" + by;
}

void ParamControl::param_changed(const Param& param) {
  if (&param != &param_) return;
  invalidate();
  show_bubble_now();
}

void ParamControl::indication_changed(const Param& param) {
  if (&param == &param_) invalidate();
}

void ParamControl::frame() {
  const double offset = param_.modulation_offset();
  if (std::exchange(shown_modulation_, offset) != offset) invalidate();
}

std::optional<Color> ParamControl::automation_color() const {
  if (context() == nullptr) return std::nullopt;
  const ParamIndication indication = context()->indication(param_);
  switch (indication.automation) {
    case Automation::none:
      return std::nullopt;
    case Automation::recording:
      return theme().recording;
    case Automation::overridden:
      return theme().loud;
    case Automation::present:
    case Automation::playing:
      break;
  }
  return indication.automation_color.value_or(theme().automation);
}

void ParamControl::draw_indication(gui::Canvas& canvas, const gui::Rect& area) const {
  gui::Point place{area.right() - 5, area.y + 5};
  if (const auto color = automation_color()) {
    const bool plays = context()->indication(param_).automation != Automation::present;
    if (plays) {
      canvas.fill_circle(place, 3, *color);
    } else {
      canvas.stroke_rounded({place.x - 3, place.y - 3, 6, 6}, 3, *color, 1.5);
    }
    place.x -= 9;
  }
  if (context() == nullptr) return;
  const ParamIndication indication = context()->indication(param_);
  if (!indication.is_mapped) return;
  canvas.fill_rounded({place.x - 3, place.y - 3, 6, 6}, 1,
                      indication.mapping_color.value_or(theme().focus));
}

}  // namespace attacca::widgets
