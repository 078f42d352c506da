// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "track_info_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

using attacca::Color;
using attacca::PluginLocation;
using attacca::TrackInfo;
using attacca::TrackInfoSource;
using attacca::TrackRole;

namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr std::string_view kDot = " · ";

constexpr std::array<std::pair<TrackRole, std::string_view>, 7> kRoleNames{{
    {TrackRole::track, "Track"},
    {TrackRole::instrument, "Instrument"},
    {TrackRole::bus, "Bus"},
    {TrackRole::return_track, "Return"},
    {TrackRole::input, "Input"},
    {TrackRole::output, "Output"},
    {TrackRole::master, "Master"},
}};

std::string_view describe(PluginLocation location) {
  switch (location) {
    case PluginLocation::pre_fader:
      return "before the fader";
    case PluginLocation::post_fader:
      return "after the fader";
    case PluginLocation::panner:
      return "in the panner";
  }
  return "";
}

std::optional<std::string> index_text(const TrackInfo& info) {
  if (!info.index && !info.index_namespace) return std::nullopt;
  std::string text = info.index ? std::to_string(*info.index) : "";
  if (info.index_namespace && !info.index_namespace->empty()) {
    text += (text.empty() ? "" : std::string(kDot)) + std::string(info.index_namespace->view());
  }
  return text;
}

std::optional<std::string> channels_text(const TrackInfo& info) {
  if (!info.audio_channel_count && !info.audio_port_type) return std::nullopt;
  std::string text = info.audio_channel_count ? std::to_string(*info.audio_channel_count) : "";
  if (info.audio_port_type && !info.audio_port_type->empty()) {
    text += (text.empty() ? "" : std::string(kDot)) + std::string(info.audio_port_type->view());
  }
  return text;
}

TrackFact toggle(std::string label, const std::optional<bool>& state) {
  TrackFact fact{std::move(label), std::nullopt, TrackFact::Kind::toggle, state.value_or(false)};
  if (state) fact.value = *state ? "on" : "off";
  return fact;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

/// The first eight digits of a hash say enough to people; the algorithm before the colon does not.
std::string shorten(const std::string& hash) {
  constexpr std::size_t kDigits = 8;
  const std::size_t colon = hash.find(':');
  return hash.substr(colon == std::string::npos ? 0 : colon + 1, kDigits);
}

}  // namespace

std::vector<TrackFact> describe_facts(const TrackInfo& info) {
  std::vector<TrackFact> facts;
  const auto add = [&](const char* label, std::optional<std::string> value,
                       TrackFact::Kind kind = TrackFact::Kind::text) {
    facts.push_back({label, std::move(value), kind});
  };
  const auto text_of = [](const auto& fixed_text) -> std::optional<std::string> {
    if (!fixed_text) return std::nullopt;
    return fixed_text->empty() ? "empty" : std::string(fixed_text->view());
  };
  add("Colour", info.color ? std::optional(format_color(*info.color)) : std::nullopt,
      TrackFact::Kind::color);
  add("Index", index_text(info));
  add("Channels", channels_text(info));
  add("Plugin sits",
      info.location ? std::optional(std::string(describe(*info.location))) : std::nullopt);
  add("Volume", info.volume ? std::optional(format_volume(*info.volume)) : std::nullopt);
  add("Pan", info.pan ? std::optional(format_pan(*info.pan)) : std::nullopt);
  facts.push_back(toggle("Mute", info.mute));
  facts.push_back(toggle("Solo", info.solo));
  add("UID", text_of(info.uid), TrackFact::Kind::code);
  add("Runtime ID",
      info.runtime_id ? std::optional(std::to_string(*info.runtime_id)) : std::nullopt,
      TrackFact::Kind::code);
  return facts;
}

std::vector<std::string_view> describe_roles(attacca::TrackRoles roles) {
  std::vector<std::string_view> names;
  for (const auto& [role, name] : kRoleNames) {
    if (roles.has(role)) names.push_back(name);
  }
  return names;
}

std::string list_of_untold(const TrackInfo& info) {
  std::string list;
  const auto add = [&](const std::string& label) {
    if (!list.empty()) list += ", ";
    list += label;
  };
  if (!info.name) add("name");
  if (!info.roles) add("roles");
  for (const TrackFact& fact : describe_facts(info)) {
    if (!fact.value) add(fact.kind == TrackFact::Kind::code ? fact.label : lower(fact.label));
  }
  return list;
}

std::string_view name_of(TrackInfoSource source) {
  switch (source) {
    case TrackInfoSource::none:
      break;
    case TrackInfoSource::info_listener:
      return "IInfoListener";
    case TrackInfoSource::context_info:
      return "IContextInfoHandler";
    case TrackInfoSource::track_info:
      return "CLAP track-info";
    case TrackInfoSource::project_location:
      return "CLAP project-location";
  }
  return "";
}

std::string format_volume(double factor) {
  if (!(factor > 0)) return std::string(kMinus) + "∞ dB";
  if (!std::isfinite(factor)) return "∞ dB";
  const long tenths = std::lround(200 * std::log10(factor));
  const std::string_view sign = tenths < 0 ? kMinus : tenths > 0 ? "+" : "";
  char digits[32];
  std::snprintf(digits, sizeof digits, "%ld.%ld dB", std::labs(tenths) / 10,
                std::labs(tenths) % 10);
  return std::string(sign) + digits;
}

std::string format_pan(double pan) {
  if (!(pan >= 0 && pan <= 1)) return "out of range";
  const long percent = std::lround((pan - 0.5) * 200);
  if (percent == 0) return "centre";
  return (percent < 0 ? "L " : "R ") + std::to_string(std::labs(percent));
}

std::string format_color(Color color) {
  if (color.alpha == 0) return "no colour";
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", unsigned{color.red}, unsigned{color.green},
                unsigned{color.blue});
  return text;
}

std::string format_build_identity(std::string_view json) {
  const auto identity = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
  if (!identity.is_object()) return "build unknown";
  const auto field = [&](const char* key) -> std::string {
    const auto found = identity.find(key);
    return found != identity.end() && found->is_string() ? found->get<std::string>() : "";
  };
  const std::string revision = field("revision");
  const auto dirty = identity.find("dirty");
  const bool changed = dirty != identity.end() && dirty->is_boolean() && dirty->get<bool>();
  std::string text = "build " + (revision.empty() ? "unknown" : shorten(revision));
  if (changed) text += "+";
  const std::string sources = field("sources");
  if (!sources.empty()) text += std::string(kDot) + "sources " + shorten(sources);
  const std::string time = field("time");
  constexpr std::size_t kDateLength = 10;  // of an ISO 8601 time
  if (!time.empty()) text += std::string(kDot) + time.substr(0, kDateLength);
  return text;
}
