// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xcb/xcb.h>

#include "attacca/gui/drag_content.hpp"
#include "gui/x11/outgoing_drag.hpp"

namespace attacca::gui {

/// The sending side of drag and drop, as the XDND protocol, version 5, has it: the window below the
/// pointer is told what is above it and says whether it wants that; once it was dropped there, it
/// asks for it as a selection, and says when it has it. [main]
class X11DragSource final : public X11OutgoingDrag {
 public:
  /// Borrows both. Asks the server for names, and waits for it.
  X11DragSource(X11Connection& connection, xcb_window_t window, X11SelectionSender& sender);

  bool begin(const DragContent& content) override;
  [[nodiscard]] bool is_dragging() const noexcept override { return is_dragging_; }
  [[nodiscard]] bool is_wanted() const noexcept override { return is_wanted_; }
  void move(std::int16_t x, std::int16_t y, xcb_timestamp_t time) override;
  void release(xcb_timestamp_t time) override;
  bool handle(const xcb_client_message_event_t& event) override;
  bool handle_request(const xcb_selection_request_event_t& event) override;
  [[nodiscard]] std::optional<bool> take_result() override;

 private:
  enum Name : std::size_t {
    aware,
    enter,
    position,
    status,
    leave,
    drop,
    finished,
    selection,
    action_copy,
    uri_list,
    utf8,
    plain,
    targets,
    count
  };
  struct Place {
    std::int16_t x;
    std::int16_t y;
    xcb_timestamp_t time;
  };
  [[nodiscard]] xcb_atom_t atom(Name name) const { return atoms_[name]; }
  [[nodiscard]] std::optional<std::uint32_t> version_of(xcb_window_t window) const;
  void find_target(const Place& place);
  void send(Name name, const std::array<std::uint32_t, 4>& data);
  void send_position(const Place& place);
  void let_go();
  void cancel();
  void end(bool taken);

  X11Connection& connection_;
  xcb_window_t window_;
  X11SelectionSender& sender_;
  std::array<xcb_atom_t, count> atoms_{};
  std::vector<xcb_atom_t> types_;
  std::shared_ptr<const std::string> files_;
  std::shared_ptr<const std::string> text_;
  bool is_dragging_ = false;
  bool is_released_ = false;  ///< where an answer is still to come
  bool is_dropped_ = false;
  bool is_wanted_ = false;
  bool waits_ = false;         ///< for an answer to the last place
  std::optional<Place> next_;  ///< to be said when it is there
  xcb_window_t target_ = XCB_WINDOW_NONE;
  std::uint32_t version_ = 0;
  xcb_timestamp_t released_at_ = XCB_CURRENT_TIME;
  std::optional<bool> result_;
};

}  // namespace attacca::gui
