// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/track_info.hpp"

/// One thing that a host says about a track, for people.
struct TrackFact {
  enum class Kind : unsigned char { text, color, switches, code };

  std::string label;
  std::string value;
  Kind kind = Kind::text;
};

/// The place of the track in its list, as "Audio Tracks · 12"; empty where the host does not say.
/// [main]
[[nodiscard]] std::string describe_index(const attacca::TrackInfo& info);

/// All that the host says but the name, the roles and the index, the most useful first. [main]
[[nodiscard]] std::vector<TrackFact> describe_facts(const attacca::TrackInfo& info);

/// "Track", "Return", … in a fixed order. [main]
[[nodiscard]] std::vector<std::string_view> describe_roles(attacca::TrackRoles roles);

/// Everything that the host does not say, as "plugin location, volume, pan, UID". [main]
[[nodiscard]] std::string list_of_absent(const attacca::TrackInfo& info);

/// "IInfoListener", "CLAP track-info", …; empty for nobody. [any]
[[nodiscard]] std::string_view name_of(attacca::TrackInfoSource source);

/// A linear gain factor in decibels: "−6.0 dB", "−∞ dB". [any]
[[nodiscard]] std::string format_volume(double factor);

/// 0 … 1 as "L 40", "centre", "R 100". [any]
[[nodiscard]] std::string format_pan(double pan);

/// "#RRGGBB", or "no colour" for alpha 0. [any]
[[nodiscard]] std::string format_color(attacca::Color color);

/// The line of JSON that a build describes itself with, as "build 3f2a91c+ · sources 9c1f20e4 ·
/// 2026-11-22". What it does not say is left out. [main]
[[nodiscard]] std::string format_build_identity(std::string_view json);
