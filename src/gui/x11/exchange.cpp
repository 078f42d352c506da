// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/exchange.hpp"

#include <chrono>
#include <utility>

#include "gui/x11/event_cast.hpp"

namespace attacca::gui {

namespace {

/// How long who was dropped on may take to fetch what was dropped. It may have a file to read, or
/// its user to ask.
constexpr std::chrono::seconds kPatience{30};

constexpr unsigned kAnyButton = XCB_BUTTON_MASK_1 | XCB_BUTTON_MASK_2 | XCB_BUTTON_MASK_3;

bool is_wheel(xcb_button_t button) {
  return button >= 4 && button <= 7;
}

}  // namespace

X11Exchange::X11Exchange(X11Connection& connection, xcb_window_t window,
                         const WindowOptions& options, WindowClient& client, EventLoop& loop)
    : connection_(connection),
      window_(window),
      client_(client),
      loop_(loop),
      others_(connection, window) {
  if (options.pointer || options.keyboard) {
    sender_ = std::make_unique<X11SelectionSender>(connection, window, others_);
  }
  if (options.keyboard) clipboard_ = std::make_unique<X11Clipboard>(connection, window, *sender_);
  if (options.files) {
    files_ = std::make_unique<X11FileDrop>(connection, window, others_, xdnd());
  }
}

X11Exchange::~X11Exchange() {
  *exists_ = false;
  stop_patience();
}

const X11Xdnd& X11Exchange::xdnd() {
  if (!xdnd_) xdnd_ = std::make_unique<X11Xdnd>(connection_, window_);
  return *xdnd_;
}

void X11Exchange::set_clipboard(std::string text) {
  if (clipboard_) clipboard_->set(std::move(text));
}

void X11Exchange::ask_clipboard() {
  if (clipboard_) clipboard_->ask();
}

// What is dragged out of the window.

void X11Exchange::start_drag(const DragContent& content, const DragCode& code) {
  if (!sender_) return;
  if (!drag_) drag_ = code.make({connection_, window_, *sender_, others_, xdnd()});
  stop_patience();
  drags_with_ = held_;
  // Not from inside the client's own call.
  if (drag_->begin(content)) connection_.wake(window_);
}

std::optional<Cursor> X11Exchange::drag_cursor() const {
  if (!is_dragging()) return std::nullopt;
  return drag_->is_wanted() ? Cursor::move : Cursor::forbidden;
}

void X11Exchange::move_drag(const xcb_motion_notify_event_t& event) {
  drag_->move(event.root_x, event.root_y, event.time);
}

bool X11Exchange::handle_button(const xcb_button_press_event_t& event) {
  const bool is_press = (event.response_type & 0x7Fu) == XCB_BUTTON_PRESS;
  const bool was_dragging = is_dragging();
  if (!is_press && was_dragging && !is_wheel(event.detail) &&
      (drags_with_ == 0 || event.detail == drags_with_)) {
    drag_->release(event.time);
    keep_patience();
  }
  // Of several that are held the first one has begun the press. `state` has those from before.
  if (is_press && !is_wheel(event.detail) && (event.state & kAnyButton) == 0) held_ = event.detail;
  if (!is_press && event.detail == held_) held_ = 0;
  if (was_dragging) return true;
  if (!is_press || !files_ || !files_->handle_press()) return false;
  const std::shared_ptr<bool> exists = exists_;
  client_.files_left();
  return !*exists;
}

void X11Exchange::keep_patience() {
  if (!drag_ || !drag_->awaits_answer()) return stop_patience();
  if (patience_ != 0) return;
  patience_ = loop_.start_timer(kPatience, [this] {
    stop_patience();
    drag_->give_up();
    report_drags();
  });
}

void X11Exchange::stop_patience() {
  if (const auto timer = std::exchange(patience_, 0); timer != 0) loop_.stop(timer);
}

void X11Exchange::give_up_drags() {
  if (drag_) drag_->give_up();
}

void X11Exchange::report_drags() {
  const std::shared_ptr<bool> exists = exists_;
  while (*exists && drag_) {
    const auto taken = drag_->take_result();
    if (!taken) break;
    client_.drag_ended(*taken);
  }
  if (*exists) keep_patience();
}

// What other programs say.

bool X11Exchange::handle(const xcb_generic_event_t& event, double scale) {
  switch (event.response_type & 0x7Fu) {
    case XCB_SELECTION_REQUEST:
      handle_request(as<xcb_selection_request_event_t>(event));
      return true;
    case XCB_SELECTION_CLEAR:
      if (clipboard_) clipboard_->handle_clear(as<xcb_selection_clear_event_t>(event));
      return true;
    case XCB_PROPERTY_NOTIFY:
      handle_property(as<xcb_property_notify_event_t>(event));
      return true;
    case XCB_SELECTION_NOTIFY:
      return handle_selection(as<xcb_selection_notify_event_t>(event), scale);
    case XCB_CLIENT_MESSAGE:
      return handle_message(as<xcb_client_message_event_t>(event), scale);
    default:
      return false;
  }
}

/// Each is answered: who asks may wait for it.
void X11Exchange::handle_request(const xcb_selection_request_event_t& event) {
  if (drag_ && drag_->handle_request(event)) return;
  if (clipboard_ && clipboard_->handle_request(event)) return;
  if (sender_) sender_->answer(event, XCB_ATOM_NONE, nullptr);
}

void X11Exchange::handle_property(const xcb_property_notify_event_t& event) {
  if (sender_ && sender_->handle_property(event)) return;
  if (!clipboard_) return;
  if (const auto text = clipboard_->handle_property(event)) client_.pasted(*text);
}

bool X11Exchange::handle_selection(const xcb_selection_notify_event_t& event, double scale) {
  if (files_) {
    if (const auto files = files_->handle_notify(event)) {
      if (files->paths.empty()) {
        client_.files_left();
      } else {
        client_.files_dropped({files->x / scale, files->y / scale}, files->paths);
      }
      return true;
    }
  }
  if (!clipboard_) return false;
  if (const auto text = clipboard_->handle_notify(event)) client_.pasted(*text);
  return true;
}

bool X11Exchange::handle_message(const xcb_client_message_event_t& event, double scale) {
  if (!drag_ || !drag_->handle(event)) return handle_files(event, scale);
  keep_patience();
  return true;
}

bool X11Exchange::handle_files(const xcb_client_message_event_t& event, double scale) {
  const auto drag = files_ ? files_->handle(event) : std::nullopt;
  if (!drag) return false;
  switch (drag->kind) {
    case X11FileDrop::Drag::Kind::moved: {
      const std::shared_ptr<bool> exists = exists_;
      const bool takes = client_.takes_files_at({drag->x / scale, drag->y / scale});
      if (*exists) files_->answer(takes);
      break;
    }
    case X11FileDrop::Drag::Kind::left:
      client_.files_left();
      break;
    case X11FileDrop::Drag::Kind::dropped:
      break;  // handle_selection() has them
  }
  return true;
}

void X11Exchange::handle_gone(xcb_window_t window) {
  others_.forget(window);
  if (sender_) sender_->handle_gone(window);
  if (drag_) {
    drag_->handle_gone(window);
    keep_patience();
  }
  if (files_ && files_->handle_gone(window)) client_.files_left();
}

}  // namespace attacca::gui
