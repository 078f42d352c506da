// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xcb/xcb.h>

#include "attacca/gui/drag_content.hpp"
#include "gui/x11/outgoing_drag.hpp"
#include "gui/x11/xdnd.hpp"

namespace attacca::gui {

/// The sending side of drag and drop, as the XDND protocol, version 5, has it: the window below the
/// pointer is told what is above it and says whether it wants that; once it was dropped there, it
/// asks for it as a selection, and says when it has it. [main]
class X11DragSource final : public X11OutgoingDrag {
 public:
  explicit X11DragSource(const X11DragMeans& means) : means_(means) {}
  /// The window below is told that it is over, and the server has that when this returns.
  ~X11DragSource() override;
  X11DragSource(const X11DragSource&) = delete;
  X11DragSource& operator=(const X11DragSource&) = delete;

  bool begin(const DragContent& content) override;
  [[nodiscard]] bool is_dragging() const noexcept override { return state_ == State::dragging; }
  [[nodiscard]] bool awaits_answer() const noexcept override {
    return state_ == State::released || state_ == State::dropped;
  }
  [[nodiscard]] bool is_wanted() const noexcept override { return is_wanted_; }
  void move(std::int16_t x, std::int16_t y, xcb_timestamp_t time) override;
  void release(xcb_timestamp_t time) override;
  void give_up() override;
  void handle_gone(xcb_window_t window) override;
  bool handle(const xcb_client_message_event_t& event) override;
  bool handle_request(const xcb_selection_request_event_t& event) override;
  [[nodiscard]] std::optional<bool> take_result() override;

 private:
  enum class State : std::uint8_t {
    none,
    dragging,
    released,  ///< the answer about the last place is still to come
    dropped,   ///< the other window has it to fetch
  };
  struct Place {
    std::int16_t x;
    std::int16_t y;
    xcb_timestamp_t time;
  };
  struct Target {
    xcb_window_t window = XCB_WINDOW_NONE;
    std::uint32_t version = 0;
  };
  [[nodiscard]] xcb_atom_t atom(X11Xdnd::Name name) const { return means_.xdnd.atom(name); }
  [[nodiscard]] Target target_at(const Place& place) const;
  void enter(const Target& target);
  void send(X11Xdnd::Name name, const std::array<std::uint32_t, 4>& data);
  void send_position(const Place& place);
  void let_go();
  void leave_target();
  void end(bool taken);

  X11DragMeans means_;
  std::vector<xcb_atom_t> types_;
  std::shared_ptr<const std::string> files_;
  std::shared_ptr<const std::string> text_;
  State state_ = State::none;
  bool is_wanted_ = false;
  bool waits_ = false;         ///< for an answer to the last place
  std::optional<Place> next_;  ///< to be said when it is there
  Target target_;
  xcb_timestamp_t released_at_ = XCB_CURRENT_TIME;
  std::deque<bool> results_;
};

}  // namespace attacca::gui
