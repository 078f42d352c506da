// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "tests/gui/x11/test_connection.hpp"

namespace attacca::gui {

/// Another program, which copies and pastes.
class X11OtherProgram : public X11TestConnection {
 public:
  X11OtherProgram() : window_(create_window(0, 0, 1, 1, XCB_EVENT_MASK_PROPERTY_CHANGE)) { sync(); }

  // Copying.

  /// It has copied `text`, and answers whoever asks within answer() or send_in_pieces().
  void own_clipboard(std::string text) {
    text_ = std::move(text);
    is_asked_ = false;
    sent_ = 0;
    xcb_set_selection_owner(xcb_, window_, atom("CLIPBOARD"), XCB_CURRENT_TIME);
    sync();
  }
  /// How many have been answered.
  int answer() {
    int answered = 0;
    while (const auto event = take(xcb_poll_for_event(xcb_))) {
      if ((event->response_type & 0x7Fu) != XCB_SELECTION_REQUEST) continue;
      const auto& asked = reinterpret_cast<const xcb_selection_request_event_t&>(*event);
      put(asked, text_);
      notify(asked, asked.property);
      ++answered;
    }
    sync();
    return answered;
  }
  /// The same piece by piece (ICCCM, INCR), of which it says before how long they are; true when
  /// the last one has been taken away. Again and again.
  bool send_in_pieces(std::size_t piece, std::uint32_t announced) {
    bool is_done = false;
    while (const auto event = take(xcb_poll_for_event(xcb_))) {
      const auto type = event->response_type & 0x7Fu;
      if (type == XCB_SELECTION_REQUEST) {
        asked_ = reinterpret_cast<const xcb_selection_request_event_t&>(*event);
        is_asked_ = true;
        sent_ = 0;
        const std::uint32_t mask = XCB_EVENT_MASK_PROPERTY_CHANGE;
        xcb_change_window_attributes(xcb_, asked_.requestor, XCB_CW_EVENT_MASK, &mask);
        xcb_change_property(xcb_, XCB_PROP_MODE_REPLACE, asked_.requestor, asked_.property,
                            atom("INCR"), 32, 1, &announced);
        notify(asked_, asked_.property);
      }
      if (type != XCB_PROPERTY_NOTIFY) continue;
      const auto& changed = reinterpret_cast<const xcb_property_notify_event_t&>(*event);
      if (changed.state != XCB_PROPERTY_DELETE || changed.atom != asked_.property) continue;
      const std::size_t length = std::min(text_.size() - sent_, piece);
      put(asked_, std::string_view(text_).substr(sent_, length));
      sent_ += length;
      is_done = is_done || length == 0;
    }
    sync();
    return is_done;
  }
  /// Whether send_in_pieces() has said that it sends some, and how much of it it has put there.
  [[nodiscard]] bool is_asked() const { return is_asked_; }
  [[nodiscard]] std::size_t sent() const { return sent_; }

  // Pasting.

  /// Until `window` owns the clipboard: what another connection sends may come to the server first.
  void await_clipboard_of(xcb_window_t window) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < until) {
      const auto owner = take(xcb_get_selection_owner_reply(
          xcb_, xcb_get_selection_owner(xcb_, atom("CLIPBOARD")), nullptr));
      if (owner && owner->owner == window) return;
    }
    FAIL("the editor does not own the clipboard");
  }
  /// Asks for a selection as UTF-8 in a property of this name.
  void ask(const char* selection, const std::string& property) {
    xcb_convert_selection(xcb_, window_, atom(selection), atom("UTF8_STRING"), atom(property),
                          XCB_CURRENT_TIME);
    sync();
  }
  /// The same straight from `owner`, whoever owns the selection; its answer is read by refused().
  void ask_window(xcb_window_t owner, const char* selection) {
    xcb_selection_request_event_t request{};
    request.response_type = XCB_SELECTION_REQUEST;
    request.owner = owner;
    request.requestor = window_;
    request.selection = atom(selection);
    request.target = atom("UTF8_STRING");
    request.property = atom("ASKED");
    xcb_send_event(xcb_, 0, owner, XCB_EVENT_MASK_NO_EVENT,
                   reinterpret_cast<const char*>(&request));
    sync();
  }
  /// Nullopt: there is no answer yet.
  std::optional<bool> refused() {
    while (const auto event = take(xcb_poll_for_event(xcb_))) {
      if ((event->response_type & 0x7Fu) != XCB_SELECTION_NOTIFY) continue;
      return reinterpret_cast<const xcb_selection_notify_event_t&>(*event).property == 0;
    }
    return std::nullopt;
  }
  enum class Taken : std::uint8_t { nothing, begin, piece, end };
  /// Takes what is in the property now: INCR, a piece, or the last one, of no length.
  Taken take_piece(const std::string& property, std::string& text) {
    const auto reply = take(xcb_get_property_reply(
        xcb_,
        xcb_get_property(xcb_, 1, window_, atom(property), XCB_GET_PROPERTY_TYPE_ANY, 0, 1u << 20u),
        nullptr));
    if (!reply || reply->type == 0) return Taken::nothing;
    if (reply->type == atom("INCR")) return Taken::begin;
    text.append(static_cast<const char*>(xcb_get_property_value(reply.get())),
                static_cast<std::size_t>(xcb_get_property_value_length(reply.get())));
    return reply->value_len == 0 ? Taken::end : Taken::piece;
  }

 private:
  xcb_window_t window_;
  std::string text_;
  xcb_selection_request_event_t asked_{};
  bool is_asked_ = false;
  std::size_t sent_ = 0;
};

}  // namespace attacca::gui
