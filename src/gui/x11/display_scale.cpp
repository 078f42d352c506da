// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "attacca/gui/window.hpp"
#include "gui/x11/connection.hpp"

namespace attacca::gui {

namespace {

constexpr double kDpiOfScale1 = 96;
constexpr std::uint32_t kMostWords = 16384;  ///< of the resources, which are a few lines

/// Digits, and some more behind a point, whatever the host's locale; 0 where there are none.
/// std::from_chars() would bring 24 kB of tables into every plugin.
double leading_number(std::string_view text) {
  double value = 0;
  double unit = 1;
  bool has_point = false;
  for (const char c : text.substr(0, 32)) {
    if (c == '.' && !has_point) {
      has_point = true;
    } else if (c >= '0' && c <= '9') {
      value = value * 10 + (c - '0');
      if (has_point) unit *= 10;
    } else {
      break;
    }
  }
  return value / unit;
}

/// The value of a resource in lines "Xft.dpi:\t144"; 0 where there is none.
double dpi_in(std::string_view resources) {
  constexpr std::string_view kName = "Xft.dpi:";
  while (!resources.empty()) {
    const std::string_view line = resources.substr(0, resources.find('\n'));
    resources.remove_prefix(std::min(line.size() + 1, resources.size()));
    if (line.substr(0, kName.size()) != kName) continue;
    std::string_view number = line.substr(kName.size());
    number.remove_prefix(std::min(number.find_first_not_of(" \t"), number.size()));
    return leading_number(number);
  }
  return 0;
}

}  // namespace

double display_scale() {
  const auto connection = X11Connection::open();
  if (!connection) return 1;
  xcb_connection_t* const xcb = (*connection)->xcb();
  const xcb_screen_t* const screen = xcb_setup_roots_iterator(xcb_get_setup(xcb)).data;
  if (screen == nullptr) return 1;
  const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(
      xcb_get_property_reply(xcb,
                             xcb_get_property(xcb, 0, screen->root, XCB_ATOM_RESOURCE_MANAGER,
                                              XCB_ATOM_STRING, 0, kMostWords),
                             nullptr));
  if (!reply || reply->format != 8) return 1;
  const auto* const text = static_cast<const char*>(xcb_get_property_value(reply.get()));
  const double scale =
      dpi_in({text, static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))}) /
      kDpiOfScale1;
  return scale >= kSmallestScale && scale <= kLargestScale ? scale : 1;
}

}  // namespace attacca::gui
