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
      return "pre-fader";
    case PluginLocation::post_fader:
      return "post-fader";
    case PluginLocation::panner:
      return "panner";
  }
  return "";
}

/// What is there of a number and a word for it: "2 · stereo", "2", "stereo".
template <typename Number, typename Text>
std::vector<std::string> parts(const std::optional<Number>& number, const Text& word) {
  std::vector<std::string> found;
  if (number) found.push_back(std::to_string(*number));
  if (word && !word->empty()) found.emplace_back(word->view());
  return found;
}

std::string join(const std::vector<std::string>& texts, std::string_view separator) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += separator;
    all += text;
  }
  return all;
}

std::string describe_switches(const TrackInfo& info) {
  std::vector<std::string> switches;
  if (info.mute) switches.emplace_back(*info.mute ? "mute on" : "mute off");
  if (info.solo) switches.emplace_back(*info.solo ? "solo on" : "solo off");
  return join(switches, ", ");
}

/// The first eight digits of a hash say enough to people; the algorithm before the colon does not.
std::string shorten(const std::string& hash) {
  constexpr std::size_t kDigits = 8;
  const std::size_t colon = hash.find(':');
  return hash.substr(colon == std::string::npos ? 0 : colon + 1, kDigits);
}

}  // namespace

std::string describe_index(const TrackInfo& info) {
  const bool named = info.index_namespace && !info.index_namespace->empty();
  if (info.index && !named) return "No. " + std::to_string(*info.index);
  auto words = parts(info.index, info.index_namespace);
  std::reverse(words.begin(), words.end());
  return join(words, kDot);
}

std::vector<TrackFact> describe_facts(const TrackInfo& info) {
  using Kind = TrackFact::Kind;
  std::vector<TrackFact> facts;
  if (info.color) facts.push_back({"Colour", format_color(*info.color), Kind::color});
  if (info.audio_channel_count || info.audio_port_type) {
    const auto channels = parts(info.audio_channel_count, info.audio_port_type);
    facts.push_back({"Channels", channels.empty() ? "untyped" : join(channels, kDot)});
  }
  if (info.location) facts.push_back({"Plugin sits", std::string(describe(*info.location))});
  if (info.volume) facts.push_back({"Volume", format_volume(*info.volume)});
  if (info.pan) facts.push_back({"Pan", format_pan(*info.pan)});
  if (info.mute || info.solo) {
    const char* label = !info.solo ? "Mute" : !info.mute ? "Solo" : "Mute, solo";
    facts.push_back({label, describe_switches(info), Kind::switches});
  }
  if (info.uid) {
    facts.push_back(
        {"UID", info.uid->empty() ? "empty" : std::string(info.uid->view()), Kind::code});
  }
  if (info.runtime_id) {
    facts.push_back({"Runtime ID", std::to_string(*info.runtime_id), Kind::code});
  }
  return facts;
}

std::vector<std::string_view> describe_roles(attacca::TrackRoles roles) {
  std::vector<std::string_view> names;
  for (const auto& [role, name] : kRoleNames) {
    if (roles.has(role)) names.push_back(name);
  }
  return names;
}

std::string list_of_absent(const TrackInfo& info) {
  std::vector<std::string> absent;
  const auto check = [&](bool is_present, const char* label) {
    if (!is_present) absent.emplace_back(label);
  };
  check(info.name.has_value(), "name");
  check(info.color.has_value(), "colour");
  check(info.roles.has_value(), "roles");
  check(info.index || info.index_namespace, "index");
  check(info.audio_channel_count || info.audio_port_type, "channels");
  check(info.location.has_value(), "plugin location");
  check(info.volume.has_value(), "volume");
  check(info.pan.has_value(), "pan");
  check(info.mute.has_value(), "mute");
  check(info.solo.has_value(), "solo");
  check(info.uid.has_value(), "UID");
  check(info.runtime_id.has_value(), "runtime ID");
  return join(absent, ", ");
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
