// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The host's menu for a parameter or for the plugin: automation, mapping, whatever it offers. An
// editor has the host show it, or shows the entries in a menu of its own:
//
//     if (!context.show_host_menu(&gain_, x, y)) show(context.host_menu(&gain_));
//     …
//     context.choose_from_host_menu(&gain_, item.action);
//
// Main thread. A plugin adds entries of its own with Plugin::fill_host_menu().

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attacca {

/// One line of a menu. UTF-8.
struct HostMenuItem {
  enum class Kind : std::uint8_t { entry, check, separator, begin_submenu, end_submenu, title };

  Kind kind = Kind::entry;
  std::string label;
  bool enabled = true;
  bool checked = false;      ///< of a check
  std::uint32_t action = 0;  ///< of an entry and a check: what to choose
};

/// The lines of a menu, from the top. All members [main].
class HostMenu {
 public:
  HostMenu& entry(std::string_view label, std::uint32_t action, bool enabled = true) {
    return add({HostMenuItem::Kind::entry, std::string(label), enabled, false, action});
  }
  HostMenu& check(std::string_view label, std::uint32_t action, bool checked, bool enabled = true) {
    return add({HostMenuItem::Kind::check, std::string(label), enabled, checked, action});
  }
  HostMenu& separator() { return add({HostMenuItem::Kind::separator, {}}); }
  HostMenu& title(std::string_view label) {
    return add({HostMenuItem::Kind::title, std::string(label)});
  }
  /// What comes until end_submenu() is behind this line.
  HostMenu& begin_submenu(std::string_view label, bool enabled = true) {
    return add({HostMenuItem::Kind::begin_submenu, std::string(label), enabled});
  }
  HostMenu& end_submenu() { return add({HostMenuItem::Kind::end_submenu, {}}); }
  HostMenu& add(HostMenuItem item);

  [[nodiscard]] const std::vector<HostMenuItem>& items() const noexcept { return items_; }

 private:
  std::vector<HostMenuItem> items_;
};

}  // namespace attacca
