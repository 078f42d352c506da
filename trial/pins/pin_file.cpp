// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <charconv>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "text/utf8.hpp"
#include "trial/pins/pins.hpp"

namespace attacca::pins {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "attacca-pins";
constexpr int kVersion = 1;

Json json_of(const std::vector<std::byte>& state) {
  const std::string text(reinterpret_cast<const char*>(state.data()), state.size());
  if (text::find_malformed_utf8(text) == std::string::npos) return {{"text", text}};
  std::string hex;
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const std::byte byte : state) {
    hex += kDigits[std::to_integer<unsigned>(byte) >> 4];
    hex += kDigits[std::to_integer<unsigned>(byte) & 15U];
  }
  return {{"hex", hex}};
}

Json json_of(const PinnedParameter& parameter) {
  Json json = {{"id", parameter.id},
               {"name", parameter.name},
               {"minimum", parameter.minimum},
               {"maximum", parameter.maximum},
               {"default", parameter.default_value},
               {"steps", parameter.step_count}};
  if (parameter.value) json["value"] = *parameter.value;
  return json;
}

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto* const begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

/// Throws what reads like the end of "the lock file …".
std::vector<std::byte> bytes_of_hex(const std::string& hex) {
  std::vector<std::byte> bytes;
  if (hex.size() % 2 != 0) throw std::invalid_argument("has a state with half a byte");
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned value = 0;
    const char* const end = hex.data() + i + 2;
    if (std::from_chars(hex.data() + i, end, value, 16).ptr != end) {
      throw std::invalid_argument("has a state that is no hex digits");
    }
    bytes.push_back(static_cast<std::byte>(value));
  }
  return bytes;
}

PinnedParameter parameter_of(const Json& json) {
  PinnedParameter parameter;
  parameter.id = json.at("id").get<host::ParameterId>();
  parameter.name = json.at("name").get<std::string>();
  parameter.minimum = json.at("minimum").get<double>();
  parameter.maximum = json.at("maximum").get<double>();
  parameter.default_value = json.at("default").get<double>();
  parameter.step_count = json.at("steps").get<std::int32_t>();
  if (json.contains("value")) parameter.value = json.at("value").get<double>();
  return parameter;
}

PinnedPlugin plugin_of(const Json& json) {
  PinnedPlugin plugin;
  plugin.format = json.at("format").get<std::string>();
  plugin.id = json.at("id").get<std::string>();
  for (const Json& parameter : json.at("parameters")) {
    plugin.parameters.push_back(parameter_of(parameter));
  }
  if (json.contains("state")) {
    const Json& state = json.at("state");
    plugin.state = state.contains("hex") ? bytes_of_hex(state.at("hex").get<std::string>())
                                         : bytes_of(state.at("text").get<std::string>());
  }
  return plugin;
}

}  // namespace

std::string write_pins(const std::vector<PinnedPlugin>& plugins) {
  Json json = {{"format", kFormat}, {"version", kVersion}, {"plugins", Json::array()}};
  for (const PinnedPlugin& plugin : plugins) {
    Json entry = {{"format", plugin.format}, {"id", plugin.id}, {"parameters", Json::array()}};
    for (const PinnedParameter& parameter : plugin.parameters) {
      entry["parameters"].push_back(json_of(parameter));
    }
    if (!plugin.state.empty()) entry["state"] = json_of(plugin.state);
    json["plugins"].push_back(std::move(entry));
  }
  return json.dump(2) + "\n";
}

Result<std::vector<PinnedPlugin>> read_pins(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    if (!json.is_object() || json.value("format", "") != kFormat) {
      return fail("it is no lock file of `attacca pin`");
    }
    if (json.at("version").get<int>() != kVersion) {
      return fail("it is of a later version; use the attacca that wrote it, or pin again");
    }
    std::vector<PinnedPlugin> plugins;
    for (const Json& plugin : json.at("plugins")) plugins.push_back(plugin_of(plugin));
    return plugins;
  } catch (const std::exception& error) {
    return fail(std::string("it is damaged: ") + error.what() +
                "; take it from your version control");
  }
}

}  // namespace attacca::pins
