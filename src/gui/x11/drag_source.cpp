// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/drag_source.hpp"

#include <algorithm>
#include <utility>

#include "attacca/gui/window.hpp"
#include "gui/x11/uri_list.hpp"
#include "gui/x11/xdnd.hpp"

namespace attacca::gui {

namespace {

constexpr int kDeepest = 64;  ///< windows in windows

}  // namespace

X11DragSource::X11DragSource(X11Connection& connection, xcb_window_t window,
                             X11SelectionSender& sender)
    : connection_(connection), window_(window), sender_(sender) {
  constexpr std::array<const char*, count> kNames{
      "XdndAware",      "XdndEnter",     "XdndPosition", "XdndStatus",
      "XdndLeave",      "XdndDrop",      "XdndFinished", "XdndSelection",
      "XdndActionCopy", "text/uri-list", "UTF8_STRING",  "text/plain;charset=utf-8",
      "TARGETS"};
  for (std::size_t i = 0; i < count; ++i) atoms_[i] = connection_.atom(kNames[i]);
}

bool X11DragSource::begin(const DragContent& content) {
  cancel();
  result_.reset();
  std::string list = uri_list_of(content.files);
  types_.clear();
  if (!list.empty()) types_.push_back(atom(uri_list));
  if (!content.text.empty()) types_.insert(types_.end(), {atom(utf8), atom(plain)});
  if (types_.empty()) return false;
  files_ = list.empty() ? nullptr : std::make_shared<const std::string>(std::move(list));
  text_ = content.text.empty() ? nullptr : std::make_shared<const std::string>(content.text);
  is_dragging_ = true;
  is_released_ = is_dropped_ = false;
  xcb_set_selection_owner(connection_.xcb(), window_, atom(selection), XCB_CURRENT_TIME);
  connection_.flush(window_);
  return true;
}

std::optional<std::uint32_t> X11DragSource::version_of(xcb_window_t window) const {
  xcb_connection_t* const xcb = connection_.xcb();
  const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(xcb_get_property_reply(
      xcb, xcb_get_property(xcb, 0, window, atom(aware), XCB_ATOM_ATOM, 0, 1), nullptr));
  if (!reply || reply->format != 32 || reply->value_len < 1) return std::nullopt;
  const auto version = *static_cast<const std::uint32_t*>(xcb_get_property_value(reply.get()));
  return version >= kXdndOldest ? std::optional(std::min(version, kXdndVersion)) : std::nullopt;
}

/// The innermost window there that speaks XDND: an editor in its host's window comes before that.
void X11DragSource::find_target(const Place& place) {
  xcb_connection_t* const xcb = connection_.xcb();
  const std::unique_ptr<xcb_get_geometry_reply_t, FreeWithC> geometry(
      xcb_get_geometry_reply(xcb, xcb_get_geometry(xcb, window_), nullptr));
  if (!geometry) return;
  xcb_window_t found = XCB_WINDOW_NONE;
  std::uint32_t version = 0;
  xcb_window_t at = geometry->root;
  for (int depth = 0; depth < kDeepest && at != XCB_WINDOW_NONE; ++depth) {
    const std::unique_ptr<xcb_translate_coordinates_reply_t, FreeWithC> below(
        xcb_translate_coordinates_reply(
            xcb, xcb_translate_coordinates(xcb, geometry->root, at, place.x, place.y), nullptr));
    at = below ? below->child : xcb_window_t{XCB_WINDOW_NONE};
    if (at == XCB_WINDOW_NONE) break;
    if (const auto speaks = version_of(at)) {
      found = at;
      version = *speaks;
    }
  }
  if (found == target_) return;
  if (target_ != XCB_WINDOW_NONE) send(leave, {});
  target_ = found;
  version_ = version;
  is_wanted_ = waits_ = false;
  if (target_ == XCB_WINDOW_NONE) return;
  std::array<std::uint32_t, 4> data{version_ << 24u};
  std::copy(types_.begin(), types_.end(), data.begin() + 1);  // three at most
  send(enter, data);
}

void X11DragSource::move(std::int16_t x, std::int16_t y, xcb_timestamp_t time) {
  if (!is_dragging_) return;
  const Place place{x, y, time};
  find_target(place);
  if (target_ == XCB_WINDOW_NONE) return;
  if (waits_) {
    next_ = place;
  } else {
    send_position(place);
  }
}

void X11DragSource::send_position(const Place& place) {
  waits_ = true;
  next_.reset();
  send(position, {0,
                  std::uint32_t{static_cast<std::uint16_t>(place.x)} << 16u |
                      static_cast<std::uint16_t>(place.y),
                  place.time, atom(action_copy)});
}

void X11DragSource::release(xcb_timestamp_t time) {
  if (!is_dragging_) return;
  is_dragging_ = false;
  released_at_ = time;
  if (target_ == XCB_WINDOW_NONE) return end(false);
  if (waits_) {
    is_released_ = true;  // what it says about the last place holds
  } else {
    let_go();
  }
}

void X11DragSource::let_go() {
  is_released_ = false;
  if (!is_wanted_) {
    send(leave, {});
    return end(false);
  }
  is_dropped_ = true;
  send(drop, {0, released_at_, 0, 0});
}

void X11DragSource::cancel() {
  if (!is_dragging_ && !is_released_ && !is_dropped_) return;
  if (target_ != XCB_WINDOW_NONE && !is_dropped_) send(leave, {});
  end(false);
}

void X11DragSource::end(bool taken) {
  is_dragging_ = is_released_ = is_dropped_ = is_wanted_ = waits_ = false;
  next_.reset();
  target_ = XCB_WINDOW_NONE;
  result_ = taken;
}

std::optional<bool> X11DragSource::take_result() {
  return std::exchange(result_, std::nullopt);
}

bool X11DragSource::handle(const xcb_client_message_event_t& event) {
  if (event.format != 32 || (event.type != atom(status) && event.type != atom(finished))) {
    return false;
  }
  const auto& data = event.data.data32;
  if (target_ == XCB_WINDOW_NONE || data[0] != target_) return true;  // of one that was left
  if (event.type == atom(finished)) {
    // Before version 5 nobody says whether it was.
    if (is_dropped_) end(version_ < kXdndVersion || (data[1] & kXdndAccepts) != 0);
    return true;
  }
  if (is_dropped_) return true;
  is_wanted_ = (data[1] & kXdndAccepts) != 0;
  waits_ = false;
  if (next_) {
    send_position(*next_);
  } else if (is_released_) {
    let_go();
  }
  return true;
}

bool X11DragSource::handle_request(const xcb_selection_request_event_t& event) {
  if (event.selection != atom(selection)) return false;
  if (event.target == atom(targets)) {
    std::vector<xcb_atom_t> offered = types_;
    offered.push_back(atom(targets));
    sender_.answer_atoms(event, offered);
    return true;
  }
  const bool is_text = event.target == atom(utf8) || event.target == atom(plain);
  sender_.answer(event, event.target,
                 is_text                          ? text_
                 : event.target == atom(uri_list) ? files_
                                                  : nullptr);
  return true;
}

void X11DragSource::send(Name name, const std::array<std::uint32_t, 4>& data) {
  xcb_client_message_event_t message{};
  message.response_type = XCB_CLIENT_MESSAGE;
  message.format = 32;
  message.window = target_;
  message.type = atom(name);
  message.data.data32[0] = window_;
  std::copy(data.begin(), data.end(), &message.data.data32[1]);
  xcb_send_event(connection_.xcb(), 0, target_, XCB_EVENT_MASK_NO_EVENT,
                 reinterpret_cast<const char*>(&message));
  connection_.flush(window_);
}

const DragCode& drag_code() noexcept {
  static constexpr DragCode kCode{
      [](X11Connection& connection, xcb_window_t window,
         X11SelectionSender& sender) -> std::unique_ptr<X11OutgoingDrag> {
        return std::make_unique<X11DragSource>(connection, window, sender);
      }};
  return kCode;
}

}  // namespace attacca::gui
