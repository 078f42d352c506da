// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/track_info.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace attacca::host {

namespace {

constexpr std::array<std::pair<TrackRole, std::string_view>, 7> kRoles = {{
    {TrackRole::track, "track"},
    {TrackRole::instrument, "instrument"},
    {TrackRole::bus, "bus"},
    {TrackRole::return_, "return"},
    {TrackRole::input, "input"},
    {TrackRole::output, "output"},
    {TrackRole::master, "master"},
}};

bool parse_hex(std::string_view digits, std::uint8_t& byte) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
  return error == std::errc{} && end == digits.data() + digits.size();
}

}  // namespace

Result<Color> parse_color(std::string_view text) {
  const std::string_view digits = text.starts_with('#') ? text.substr(1) : std::string_view{};
  Color color;
  const bool long_enough = digits.size() == 6 || digits.size() == 8;
  if (long_enough && parse_hex(digits.substr(0, 2), color.red) &&
      parse_hex(digits.substr(2, 2), color.green) && parse_hex(digits.substr(4, 2), color.blue) &&
      (digits.size() == 6 || parse_hex(digits.substr(6, 2), color.alpha))) {
    return color;
  }
  return fail("\"" + std::string(text) + "\" is not a colour; write #rrggbb, such as #ff8800");
}

std::string_view name_of(TrackRole role) noexcept {
  for (const auto& [known, name] : kRoles) {
    if (known == role) return name;
  }
  return "track";
}

Result<TrackRole> parse_track_role(std::string_view text) {
  std::string known;
  for (const auto& [role, name] : kRoles) {
    if (name == text) return role;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  return fail("\"" + std::string(text) + "\" is not a track role; known are " + known);
}

Result<TrackRoles> parse_track_roles(std::string_view text) {
  TrackRoles roles;
  for (;;) {
    const std::size_t end = text.find_first_of("+,");
    const auto role = parse_track_role(text.substr(0, end));
    if (!role) return tl::unexpected(role.error());
    roles |= *role;
    if (end == std::string_view::npos) return roles;
    text.remove_prefix(end + 1);
  }
}

TrackInfo difference(const TrackInfo& before, const TrackInfo& now) {
  TrackInfo changed;
  const auto take = [&](auto field) {
    if (before.*field != now.*field) changed.*field = now.*field;
  };
  take(&TrackInfo::name);
  take(&TrackInfo::color);
  take(&TrackInfo::index);
  take(&TrackInfo::uid);
  take(&TrackInfo::role);
  take(&TrackInfo::channel_count);
  take(&TrackInfo::location);
  take(&TrackInfo::volume);
  take(&TrackInfo::pan);
  take(&TrackInfo::mute);
  take(&TrackInfo::solo);
  take(&TrackInfo::image_png);
  return changed;
}

}  // namespace attacca::host
