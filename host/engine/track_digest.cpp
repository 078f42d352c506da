// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track_digest.hpp"

#include <string>

#include "text/utf8.hpp"

namespace attacca::host {

std::uint32_t track_digest(const TrackInfo& info, DigestForm form) noexcept {
  std::uint32_t hash = 0x811C9DC5u;
  const auto mix = [&hash](std::uint8_t byte) {
    hash ^= byte;
    hash *= 0x01000193u;
  };
  const bool is_tagged = form == DigestForm::tagged;
  const bool has_color = info.color && (!is_tagged || info.color->alpha != 0);
  if (is_tagged && info.name) mix(1);
  if (info.name) {
    for (const char c : *info.name) mix(static_cast<std::uint8_t>(c));
  }
  mix(0);
  if (is_tagged) mix(has_color ? 1 : 0);
  if (has_color) {
    mix(info.color->red);
    mix(info.color->green);
    mix(info.color->blue);
    mix(info.color->alpha);
  }
  return hash;
}

namespace {

constexpr std::size_t kClapBytes = 255;  // CLAP_NAME_SIZE with its terminator is 256
constexpr std::size_t kString128Units = 127;

/// The names that a plugin can have of `name`, the longest last.
std::vector<std::string_view> carried_names(std::string_view name, PluginFormat format) {
  if (format == PluginFormat::clap) return {text::cut_utf8(name, kClapBytes)};
  // Wherever the plugin's room ends, beyond what every plugin has.
  std::vector<std::string_view> names{text::cut_utf16_units(name, kString128Units)};
  for (std::size_t units = kString128Units + 1; names.back().size() < name.size(); ++units) {
    names.push_back(text::cut_utf16_units(name, units));
  }
  return names;
}

}  // namespace

std::vector<std::uint32_t> carried_digests(const TrackInfo& info, PluginFormat format,
                                           DigestForm form) {
  TrackInfo carried;
  carried.name = info.name;
  carried.color = info.color;
  if (!info.name) return {track_digest(carried, form)};
  std::vector<std::uint32_t> digests;
  const auto add = [&](std::string_view name) {
    for (const std::string_view cut : carried_names(name, format)) {
      carried.name = std::string(cut);
      digests.push_back(track_digest(carried, form));
    }
  };
  add(*info.name);
  const std::string replaced = text::well_formed_utf8(*info.name);
  if (replaced != *info.name) add(replaced);
  return digests;
}

}  // namespace attacca::host
