// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/page/page_access.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace parlando {
namespace {

std::optional<unsigned> number_in(std::string_view text, unsigned most) {
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || rest != end || value > most) return std::nullopt;
  return value;
}

/// The first byte of "a.b.c.d", or nothing where it is no IPv4 address.
std::optional<unsigned> first_of_address(std::string_view text) {
  std::array<std::optional<unsigned>, 4> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t dot = text.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return std::nullopt;
    parts[i] = number_in(text.substr(0, dot), 255);
    if (!parts[i]) return std::nullopt;
    text.remove_prefix(i == 3 ? text.size() : dot + 1);
  }
  return parts[0];
}

bool is_same_in_any_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

bool PageAccess::allows_host(std::string_view host) const {
  const std::size_t colon = host.rfind(':');
  // Without a port it is that of HTTP.
  const auto given =
      colon == std::string_view::npos ? 80u : number_in(host.substr(colon + 1), 65'535);
  if (given != port) return false;
  const std::string_view name = host.substr(0, colon);
  if (is_same_in_any_case(name, "localhost")) return true;
  if (const auto first = first_of_address(name)) return !is_loopback || *first == 127;
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& known) { return is_same_in_any_case(name, known); });
}

bool PageAccess::allows_origin(std::string_view origin, std::string_view host) const {
  constexpr std::string_view kScheme = "http://";
  return allows_host(host) && origin.starts_with(kScheme) &&
         is_same_in_any_case(origin.substr(kScheme.size()), host);
}

bool PageAccess::is_key(std::string_view given) const noexcept {
  std::size_t differences = given.size() ^ key.size();
  for (std::size_t i = 0; i < given.size() && !key.empty(); ++i) {
    differences |= static_cast<std::size_t>(given[i] != key[i % key.size()]);
  }
  return differences == 0;
}

}  // namespace parlando
