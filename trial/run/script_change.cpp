// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/script_change.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace attacca::trial {
namespace {

constexpr std::array<std::string_view, 12> kFields = {"name",   "color", "colour",   "role",
                                                      "index",  "uid",   "channels", "location",
                                                      "volume", "pan",   "mute",     "solo"};

template <typename Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc{} || end != last) return std::nullopt;
  return number;
}

template <typename Number>
std::optional<Number> take_in_range(ScriptLine& line, Number minimum, Number maximum,
                                    std::string_view expected) {
  const ScriptWord word = line.take();
  const auto number = number_in<Number>(word.text);
  if (number && *number >= minimum && *number <= maximum) return number;
  line.mistake(word.column, "found " + shown(word) + "; expected " + std::string(expected));
  return std::nullopt;
}

std::optional<bool> take_switch(ScriptLine& line) {
  const ScriptWord word = line.take();
  if (word.text == "on") return true;
  if (word.text == "off") return false;
  line.mistake(word.column, "found " + shown(word) + "; expected on or off");
  return std::nullopt;
}

std::optional<host::PluginLocation> take_location(ScriptLine& line) {
  const ScriptWord word = line.take();
  if (word.text == "pre") return host::PluginLocation::pre_fader;
  if (word.text == "post") return host::PluginLocation::post_fader;
  if (word.text == "panner") return host::PluginLocation::panner;
  line.mistake(word.column, "found " + shown(word) + "; expected pre, post or panner");
  return std::nullopt;
}

std::optional<host::TrackRoles> take_roles(ScriptLine& line) {
  const ScriptWord word = line.take();
  const auto roles = host::parse_track_roles(word.text);
  if (roles) return *roles;
  line.mistake(word.column, "found " + shown(word) +
                                "; expected track, instrument, bus, return, input, output or "
                                "master, several joined by +");
  return std::nullopt;
}

}  // namespace

bool is_script_field(std::string_view word) noexcept {
  return std::find(kFields.begin(), kFields.end(), word) != kFields.end();
}

std::optional<double> take_number(ScriptLine& line, double minimum, double maximum,
                                  std::string_view expected) {
  return take_in_range<double>(line, minimum, maximum, expected);
}

std::optional<std::uint32_t> take_count(ScriptLine& line, std::uint32_t minimum,
                                        std::uint32_t maximum, std::string_view expected) {
  return take_in_range<std::uint32_t>(line, minimum, maximum, expected);
}

host::Color color_of_hue(double hue) noexcept {
  const auto part = [hue](double shift) {
    const double k = std::fmod(shift + hue * 6.0, 6.0);
    const double value = 1.0 - std::clamp(std::min(k, 4.0 - k), 0.0, 1.0);
    return static_cast<std::uint8_t>(std::lround(255.0 * value));
  };
  return {part(5.0), part(3.0), part(1.0), 255};
}

bool ScriptChange::read(ScriptLine& line) {
  do {
    const ScriptWord field = line.take();
    if (!is_script_field(field.text)) {
      return line.mistake(field.column,
                          "found " + shown(field) + "; expected " + std::string(kScriptFields));
    }
    if (std::find(seen_.begin(), seen_.end(), field.text) != seen_.end()) {
      return line.mistake(field.column, "\"" + std::string(field.text) +
                                            "\" is set twice; expected each field once on a line");
    }
    seen_.push_back(field.text);
    if (!read_field(line, field)) return false;
  } while (!line.is_at_end());
  return true;
}

bool ScriptChange::read_color(ScriptLine& line) {
  const ScriptWord word = line.take();
  is_rainbow_ = word.text == "rainbow";
  if (is_rainbow_) return true;
  const auto color = host::parse_color(word.text);
  if (!color) {
    return line.mistake(word.column,
                        "found " + shown(word) + "; expected a colour such as #ff8800, or rainbow");
  }
  fixed_.color = *color;
  return true;
}

bool ScriptChange::read_field(ScriptLine& line, const ScriptWord& field) {
  constexpr std::uint32_t kMost = 2'147'483'647;
  const std::string_view name = field.text;
  if (name == "color" || name == "colour") return read_color(line);
  if (name == "name") {
    name_ = line.take_text("a name");
  } else if (name == "uid") {
    uid_ = line.take_text("a uid");
  } else if (name == "role") {
    fixed_.role = take_roles(line);
  } else if (name == "index") {
    fixed_.index = take_count(line, 1, kMost, "a track number from 1");
  } else if (name == "channels") {
    fixed_.channel_count = take_count(line, 1, 64, "a number of channels from 1 to 64");
  } else if (name == "location") {
    fixed_.location = take_location(line);
  } else if (name == "volume") {
    fixed_.volume = take_number(line, 0.0, 16.0, "a gain factor from 0 to 16");
  } else if (name == "pan") {
    fixed_.pan = take_number(line, 0.0, 1.0, "a position from 0 (left) to 1 (right)");
  } else if (name == "mute") {
    fixed_.mute = take_switch(line);
  } else {
    fixed_.solo = take_switch(line);
  }
  return !line.has_mistake();
}

host::TrackInfo ScriptChange::at(std::size_t n, std::size_t count) const {
  host::TrackInfo info = fixed_;
  if (name_) info.name = name_->at(n);
  if (uid_) info.uid = uid_->at(n);
  if (is_rainbow_)
    info.color = color_of_hue(static_cast<double>(n - 1) / static_cast<double>(count));
  return info;
}

}  // namespace attacca::trial
