// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "attacca/gui/key_event.hpp"

namespace attacca::gui {

/// X11's numbers for what is on a key (keysymdef.h of the X protocol). [any]
[[nodiscard]] Key key_of(std::uint32_t keysym) noexcept;

/// The capital letter of a small one; anything else as it is. [main]
[[nodiscard]] std::uint32_t capital_of(std::uint32_t keysym);

/// Puts dead keys and the letters behind them together, as the user's locale has it, with
/// libxkbcommon, which is loaded when it is there: without it, dead keys type nothing, and letters
/// beyond Latin-1 only where the server names them by Unicode. [main]
class KeyText {
 public:
  KeyText() = default;
  ~KeyText();
  KeyText(const KeyText&) = delete;
  KeyText& operator=(const KeyText&) = delete;

  /// The text of one key alone, UTF-8; empty where it has none.
  [[nodiscard]] std::string plain(std::uint32_t keysym) const;

  /// A key was pressed. What is typed by now; nullopt while more is to come, or where it came to
  /// nothing. The first press reads the locale's table.
  std::optional<std::string> press(std::uint32_t keysym);

 private:
  void read_table();

  bool has_looked_ = false;
  void* context_ = nullptr;  ///< xkb_context
  void* table_ = nullptr;    ///< xkb_compose_table
  void* state_ = nullptr;    ///< xkb_compose_state
};

}  // namespace attacca::gui
