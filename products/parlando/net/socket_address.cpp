// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/socket_address.hpp"

#include <charconv>
#include <optional>

namespace parlando {
namespace {

/// A decimal number without sign or superfluous zeros, taken off the front of `text`.
std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t most) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || value > most || (length > 1 && text.front() == '0')) return {};
  text.remove_prefix(length);
  return value;
}

std::optional<std::uint32_t> take_ip(std::string_view& text) {
  std::uint32_t ip = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!text.starts_with('.')) return {};
      text.remove_prefix(1);
    }
    const auto number = take_number(text, 255);
    if (!number) return {};
    ip = ip << 8U | *number;
  }
  return ip;
}

}  // namespace

attacca::Result<SocketAddress> parse_socket_address(std::string_view text,
                                                    std::uint16_t default_port) {
  std::string_view rest = text;
  const auto wrong = [text] {
    return attacca::fail("\"" + std::string(text) +
                         "\" is no address: write four numbers and a port, as 127.0.0.1:30000");
  };
  const auto ip = take_ip(rest);
  if (!ip) return wrong();
  if (rest.empty()) return SocketAddress{*ip, default_port};
  if (!rest.starts_with(':')) return wrong();
  rest.remove_prefix(1);
  const auto port = take_number(rest, 65535);
  if (!port || !rest.empty()) return wrong();
  return SocketAddress{*ip, static_cast<std::uint16_t>(*port)};
}

std::string to_string(const SocketAddress& address) {
  std::string text;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    text += std::to_string(address.ip >> shift & 255U) + (shift > 0 ? "." : ":");
  }
  return text + std::to_string(address.port);
}

}  // namespace parlando
