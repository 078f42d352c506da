// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track_digest.hpp"

#include <string>

#include "host/base/utf8.hpp"

namespace attacca::host {

std::uint32_t track_digest(const TrackInfo& info) noexcept {
  std::uint32_t hash = 0x811C9DC5u;
  const auto mix = [&hash](std::uint8_t byte) {
    hash ^= byte;
    hash *= 0x01000193u;
  };
  if (info.name) {
    for (const char c : *info.name) mix(static_cast<std::uint8_t>(c));
  }
  mix(0);
  if (info.color) {
    mix(info.color->red);
    mix(info.color->green);
    mix(info.color->blue);
    mix(info.color->alpha);
  }
  return hash;
}

std::vector<std::uint32_t> carried_digests(const TrackInfo& info, PluginFormat format) {
  constexpr std::size_t kClapBytes = 255;  // CLAP_NAME_SIZE with its terminator is 256
  constexpr std::size_t kString128Units = 127;
  TrackInfo carried;
  carried.name = info.name;
  carried.color = info.color;
  if (!info.name) return {track_digest(carried)};
  const std::string_view name = *info.name;
  std::vector<std::uint32_t> digests;
  const auto add = [&](std::string_view cut) {
    carried.name = std::string(cut);
    digests.push_back(track_digest(carried));
  };
  if (format == PluginFormat::clap) {
    add(cut_utf8(name, kClapBytes));
  } else {
    // Wherever the plugin's room ends, beyond what every plugin has.
    std::string_view cut;
    for (std::size_t units = kString128Units; cut.size() < name.size(); ++units) {
      cut = cut_utf16_units(name, units);
      add(cut);
    }
    if (name.empty()) add(name);
  }
  return digests;
}

}  // namespace attacca::host
