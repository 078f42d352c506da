// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/drag_source.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "attacca/gui/window.hpp"
#include "gui/x11/uri_list.hpp"

namespace attacca::gui {

namespace {

constexpr int kDeepest = 32;  ///< windows in windows

/// The version that a window says it speaks, as far as we do; 0: none.
std::uint32_t version_in(const xcb_get_property_reply_t* aware) {
  if (aware == nullptr || aware->format != 32 || aware->value_len < 1) return 0;
  const auto version = *static_cast<const std::uint32_t*>(xcb_get_property_value(aware));
  return version >= X11Xdnd::kOldest ? std::min(version, X11Xdnd::kVersion) : 0;
}

}  // namespace

X11DragSource::~X11DragSource() {
  if (state_ == State::none) return;
  give_up();
  // A connection that is closed while there is something to be read from it takes with it what the
  // server has not read.
  means_.connection.sync(means_.window);
}

bool X11DragSource::begin(const DragContent& content) {
  give_up();
  std::string list = uri_list_of(content.files);
  types_.clear();
  if (!list.empty()) types_.push_back(atom(X11Xdnd::uri_list));
  if (!content.text.empty()) {
    types_.insert(types_.end(), {atom(X11Xdnd::utf8), atom(X11Xdnd::plain)});
  }
  files_ = list.empty() ? nullptr : std::make_shared<const std::string>(std::move(list));
  text_ = content.text.empty() ? nullptr : std::make_shared<const std::string>(content.text);
  if (types_.empty()) {
    results_.push_back(false);
  } else {
    state_ = State::dragging;
    xcb_set_selection_owner(means_.connection.xcb(), means_.window, atom(X11Xdnd::selection),
                            XCB_CURRENT_TIME);
    means_.connection.flush(means_.window);
  }
  return !results_.empty();
}

/// The innermost window there that speaks XDND: an editor in its host's window comes before that.
X11DragSource::Target X11DragSource::target_at(const Place& place) const {
  xcb_connection_t* const xcb = means_.connection.xcb();
  const xcb_window_t root = means_.xdnd.root();
  const auto ask_below = [&](xcb_window_t window) {
    return xcb_translate_coordinates(xcb, root, window, place.x, place.y);
  };
  Target found;
  auto asked = ask_below(root);
  for (int depth = 0; depth < kDeepest; ++depth) {
    const std::unique_ptr<xcb_translate_coordinates_reply_t, FreeWithC> below(
        xcb_translate_coordinates_reply(xcb, asked, nullptr));
    if (!below || below->child == XCB_WINDOW_NONE) return found;
    // What it speaks and what is below it are asked for together: one wait.
    const auto aware =
        xcb_get_property(xcb, 0, below->child, atom(X11Xdnd::aware), XCB_ATOM_ATOM, 0, 1);
    asked = ask_below(below->child);
    const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(
        xcb_get_property_reply(xcb, aware, nullptr));
    if (const std::uint32_t version = version_in(reply.get())) found = {below->child, version};
  }
  xcb_discard_reply(xcb, asked.sequence);
  return found;
}

void X11DragSource::enter(const Target& target) {
  target_ = target;
  if (target_.window == XCB_WINDOW_NONE) return;
  means_.others.begin(target_.window, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
  std::array<std::uint32_t, 4> data{target_.version << 24u};
  std::copy(types_.begin(), types_.end(), data.begin() + 1);  // three at most
  send(X11Xdnd::enter, data);
}

void X11DragSource::leave_target() {
  if (target_.window != XCB_WINDOW_NONE) {
    means_.others.end(target_.window, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
  }
  target_ = {};
  is_wanted_ = waits_ = false;
  next_.reset();
}

void X11DragSource::move(std::int16_t x, std::int16_t y, xcb_timestamp_t time) {
  if (state_ != State::dragging) return;
  const Place place{x, y, time};
  const Target below = target_at(place);
  if (below.window != target_.window) {
    if (target_.window != XCB_WINDOW_NONE) send(X11Xdnd::leave, {});
    leave_target();
    enter(below);
  }
  if (target_.window == XCB_WINDOW_NONE) return;
  if (waits_) {
    next_ = place;
  } else {
    send_position(place);
  }
}

void X11DragSource::send_position(const Place& place) {
  waits_ = true;
  next_.reset();
  send(X11Xdnd::position, {0,
                           std::uint32_t{static_cast<std::uint16_t>(place.x)} << 16u |
                               static_cast<std::uint16_t>(place.y),
                           place.time, atom(X11Xdnd::action_copy)});
}

void X11DragSource::release(xcb_timestamp_t time) {
  if (state_ != State::dragging) return;
  released_at_ = time;
  if (target_.window == XCB_WINDOW_NONE) return end(false);
  state_ = State::released;
  if (!waits_) let_go();  // else what it says about the last place holds
}

void X11DragSource::let_go() {
  if (!is_wanted_) {
    send(X11Xdnd::leave, {});
    return end(false);
  }
  state_ = State::dropped;
  send(X11Xdnd::drop, {0, released_at_, 0, 0});
}

void X11DragSource::give_up() {
  if (state_ == State::none) return;
  // After a drop the protocol has nothing to say any more.
  if (target_.window != XCB_WINDOW_NONE && state_ != State::dropped) send(X11Xdnd::leave, {});
  end(false);
}

void X11DragSource::handle_gone(xcb_window_t window) {
  if (window != target_.window || window == XCB_WINDOW_NONE) return;
  leave_target();
  if (awaits_answer()) end(false);
}

void X11DragSource::end(bool taken) {
  leave_target();
  state_ = State::none;
  results_.push_back(taken);
}

std::optional<bool> X11DragSource::take_result() {
  if (results_.empty()) return std::nullopt;
  const bool taken = results_.front();
  results_.pop_front();
  return taken;
}

bool X11DragSource::handle(const xcb_client_message_event_t& event) {
  if (event.format != 32 ||
      (event.type != atom(X11Xdnd::status) && event.type != atom(X11Xdnd::finished))) {
    return false;
  }
  const auto& data = event.data.data32;
  // Of one that was left.
  if (target_.window == XCB_WINDOW_NONE || data[0] != target_.window) return true;
  const bool accepts = (data[1] & X11Xdnd::kAccepts) != 0;
  if (event.type == atom(X11Xdnd::finished)) {
    // Before version 5 nobody says whether it was.
    if (state_ == State::dropped) end(target_.version < X11Xdnd::kVersion || accepts);
    return true;
  }
  if (state_ == State::dropped) return true;
  is_wanted_ = accepts;
  waits_ = false;
  if (next_) {
    send_position(*next_);
  } else if (state_ == State::released) {
    let_go();
  }
  return true;
}

bool X11DragSource::handle_request(const xcb_selection_request_event_t& event) {
  if (event.selection != atom(X11Xdnd::selection)) return false;
  if (event.target == atom(X11Xdnd::targets)) {
    std::vector<xcb_atom_t> offered = types_;
    offered.push_back(atom(X11Xdnd::targets));
    means_.sender.answer_atoms(event, offered);
    return true;
  }
  const bool is_text = event.target == atom(X11Xdnd::utf8) || event.target == atom(X11Xdnd::plain);
  means_.sender.answer(event, event.target,
                       is_text                                   ? text_
                       : event.target == atom(X11Xdnd::uri_list) ? files_
                                                                 : nullptr);
  return true;
}

void X11DragSource::send(X11Xdnd::Name name, const std::array<std::uint32_t, 4>& data) {
  means_.xdnd.send(name, target_.window, data);
}

const DragCode& drag_code() noexcept {
  static constexpr DragCode kCode{
      [](const X11DragMeans& means) -> std::unique_ptr<X11OutgoingDrag> {
        return std::make_unique<X11DragSource>(means);
      }};
  return kCode;
}

}  // namespace attacca::gui
