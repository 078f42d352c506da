// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/keyboard.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>

namespace attacca::gui {

namespace {

constexpr std::uint32_t kKeys = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE;
constexpr std::uint16_t kNumLock = XCB_MOD_MASK_2;  // as every layout of X11 has them
constexpr std::uint16_t kAltGr = XCB_MOD_MASK_5;

bool types_on_keypad(std::uint32_t keysym) {
  return keysym >= 0xFFAA && keysym <= 0xFFB9;
}

/// The first character of UTF-8 that we made ourselves.
char32_t first_of(const std::string& utf8) {
  if (utf8.empty()) return 0;
  const auto at = [&](std::size_t i) {
    return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0u;
  };
  if (at(0) < 0x80) return at(0);
  if (at(0) < 0xE0) return (at(0) & 0x1Fu) << 6u | (at(1) & 0x3Fu);
  if (at(0) < 0xF0) return (at(0) & 0x0Fu) << 12u | (at(1) & 0x3Fu) << 6u | (at(2) & 0x3Fu);
  return (at(0) & 0x07u) << 18u | (at(1) & 0x3Fu) << 12u | (at(2) & 0x3Fu) << 6u | (at(3) & 0x3Fu);
}

}  // namespace

X11Keyboard::X11Keyboard(X11Connection& connection, xcb_window_t window, xcb_window_t parent,
                         std::uint32_t other_events)
    : connection_(connection), window_(window), parent_(parent), other_events_(other_events) {
  read_mapping();
  select_keys(false);
  grab_tab();
}

X11Keyboard::~X11Keyboard() {
  if (asked_) xcb_discard_reply(connection_.xcb(), asked_->sequence);
}

void X11Keyboard::read_mapping() {
  xcb_connection_t* const xcb = connection_.xcb();
  const xcb_setup_t* const setup = xcb_get_setup(xcb);
  if (setup == nullptr) return;
  first_code_ = setup->min_keycode;
  const auto count = static_cast<std::uint8_t>(setup->max_keycode - setup->min_keycode + 1);
  const std::unique_ptr<xcb_get_keyboard_mapping_reply_t, FreeWithC> reply(
      xcb_get_keyboard_mapping_reply(xcb, xcb_get_keyboard_mapping(xcb, first_code_, count),
                                     nullptr));
  if (!reply) return;
  columns_ = reply->keysyms_per_keycode;
  const xcb_keysym_t* const keysyms = xcb_get_keyboard_mapping_keysyms(reply.get());
  keysyms_.assign(keysyms, keysyms + xcb_get_keyboard_mapping_keysyms_length(reply.get()));
}

void X11Keyboard::select_keys(bool all) {
  const std::uint32_t mask = other_events_ | XCB_EVENT_MASK_FOCUS_CHANGE | (all ? kKeys : 0);
  xcb_change_window_attributes(connection_.xcb(), window_, XCB_CW_EVENT_MASK, &mask);
}

void X11Keyboard::grab_tab() {
  for (std::size_t i = 0; columns_ > 0 && i < keysyms_.size() / columns_; ++i) {
    const auto code = static_cast<xcb_keycode_t>(first_code_ + i);
    if (key_of(keysym(code, 0)) != Key::tab) continue;
    for (const std::uint16_t shift : {std::uint16_t{0}, std::uint16_t{XCB_MOD_MASK_SHIFT}}) {
      for (const unsigned locks : {0u, unsigned{XCB_MOD_MASK_LOCK}, unsigned{kNumLock},
                                   unsigned{XCB_MOD_MASK_LOCK} | kNumLock}) {
        xcb_grab_key(connection_.xcb(), 1, window_, static_cast<std::uint16_t>(shift | locks), code,
                     XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC);
      }
    }
  }
}

void X11Keyboard::take(bool take) {
  xcb_connection_t* const xcb = connection_.xcb();
  if (take == wanted_) return;
  wanted_ = take;
  if (take) {
    if (asked_) xcb_discard_reply(xcb, asked_->sequence);
    asked_ = xcb_get_input_focus(xcb);
  }
  const xcb_window_t to = take ? window_ : before_ != XCB_WINDOW_NONE ? before_ : parent_;
  xcb_set_input_focus(xcb, XCB_INPUT_FOCUS_PARENT, to, XCB_CURRENT_TIME);
  connection_.flush(window_);
}

std::optional<bool> X11Keyboard::handle_focus(const xcb_focus_in_event_t& event) {
  // Grabs give the focus back by themselves; the pointer above us does not mean the window.
  if (event.mode == XCB_NOTIFY_MODE_GRAB || event.mode == XCB_NOTIFY_MODE_UNGRAB ||
      event.detail > XCB_NOTIFY_DETAIL_NONLINEAR_VIRTUAL) {
    return std::nullopt;
  }
  const bool has_it = (event.response_type & 0x7Fu) == XCB_FOCUS_IN;
  if (has_it == has_it_) return std::nullopt;
  has_it_ = wanted_ = has_it;
  if (has_it && asked_) {
    // It was asked for before the focus was, so the answer is here.
    const std::unique_ptr<xcb_get_input_focus_reply_t, FreeWithC> reply(
        xcb_get_input_focus_reply(connection_.xcb(), *asked_, nullptr));
    asked_.reset();
    before_ = reply && reply->focus > XCB_INPUT_FOCUS_POINTER_ROOT ? reply->focus : parent_;
  }
  select_keys(has_it);
  return has_it;
}

std::uint32_t X11Keyboard::keysym(xcb_keycode_t code, unsigned column) const {
  if (code < first_code_ || column >= columns_) return 0;
  const std::size_t at = static_cast<std::size_t>(code - first_code_) * columns_ + column;
  return at < keysyms_.size() ? keysyms_[at] : 0;
}

/// The columns of the core protocol's table, as the extension XKB fills them: two levels of group
/// 1, two of group 2, then two more levels of each.
std::uint32_t X11Keyboard::keysym(const xcb_key_press_event_t& event) const {
  const unsigned group = event.state >> 13u & 1u;
  const unsigned third = (event.state & kAltGr) != 0 ? 4u : 0u;
  unsigned base = third + 2 * group;
  if (keysym(event.detail, base) == 0) base = third;
  if (keysym(event.detail, base) == 0) base = 0;
  const std::uint32_t low = keysym(event.detail, base);
  const std::uint32_t high = keysym(event.detail, base + 1);
  bool upper = (event.state & XCB_MOD_MASK_SHIFT) != 0;
  // Caps Lock is another Shift for keys that have a letter twice. On others, as those with digits
  // above accented letters, it makes a capital of what they type.
  const bool locked = (event.state & XCB_MOD_MASK_LOCK) != 0;
  const bool has_both = low != high && capital_of(low) == high;
  if (locked && has_both) upper = !upper;
  if ((event.state & kNumLock) != 0 && types_on_keypad(high)) upper = !upper;
  const std::uint32_t symbol = upper && high != 0 ? high : low;
  return locked && !has_both ? capital_of(symbol) : symbol;
}

std::optional<KeyEvent> X11Keyboard::translate(const xcb_key_press_event_t& event) {
  KeyEvent result;
  const bool pressed = (event.response_type & 0x7Fu) == XCB_KEY_PRESS;
  result.kind = pressed ? KeyEvent::Kind::press : KeyEvent::Kind::release;
  result.shift = (event.state & XCB_MOD_MASK_SHIFT) != 0;
  result.control = (event.state & XCB_MOD_MASK_CONTROL) != 0;
  result.alt = (event.state & XCB_MOD_MASK_1) != 0;
  const std::uint32_t symbol = keysym(event);
  result.key = key_of(symbol);
  result.letter = first_of(text_.plain(keysym(event.detail, 0)));
  if (!pressed || result.key != Key::other || result.control || result.alt) return result;
  auto text = text_.press(symbol);
  if (!text) return std::nullopt;
  result.text = std::move(*text);
  return result;
}

bool X11Keyboard::has_passed_on(const xcb_key_press_event_t& event) const {
  constexpr unsigned kSent = 0x80;  // by a client
  if ((event.response_type & kSent) == 0 || event.time == XCB_CURRENT_TIME) return false;
  const PassedOn key{event.response_type & 0x7Fu, event.detail, event.time};
  return std::find(passed_on_.begin(), passed_on_.end(), key) != passed_on_.end();
}

void X11Keyboard::pass_on(const xcb_key_press_event_t& event) {
  passed_on_[next_passed_on_++ % passed_on_.size()] = {event.response_type & 0x7Fu, event.detail,
                                                       event.time};
  xcb_key_press_event_t copy = event;
  copy.event = parent_;
  copy.child = window_;
  const bool pressed = (event.response_type & 0x7Fu) == XCB_KEY_PRESS;
  xcb_send_event(connection_.xcb(), 1, parent_,
                 pressed ? XCB_EVENT_MASK_KEY_PRESS : XCB_EVENT_MASK_KEY_RELEASE,
                 reinterpret_cast<const char*>(&copy));
}

}  // namespace attacca::gui
