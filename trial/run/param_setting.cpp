// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/param_setting.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace attacca::trial {
namespace {

constexpr std::string_view kNormalized = "normalized:";

std::string in_quotes(std::string_view text) {
  return "\"" + text::printable(text) + "\"";
}

bool is_same_in_any_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::optional<host::ParameterId> id_in(std::string_view text) {
  const bool is_hex = text.starts_with("0x") || text.starts_with("0X");
  if (is_hex) text.remove_prefix(2);
  host::ParameterId id = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, id, is_hex ? 16 : 10);
  if (text.empty() || error != std::errc{} || rest != end) return std::nullopt;
  return id;
}

/// Nothing when the text is no finite number.
std::optional<double> value_in(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string number_text(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

std::string range_of(const host::ParameterInfo& info) {
  return number_text(info.minimum) + " to " + number_text(info.maximum) +
         (info.unit.empty() ? "" : " " + text::printable(info.unit));
}

/// How the plugin itself writes a value, which it mostly reads as well; empty: it does not say.
std::string example_of(host::PluginInstance& instance, const host::ParameterInfo& info) {
  const auto text = instance.value_to_text(info.id, info.default_value);
  if (!text || text->empty() || value_in(*text)) return {};
  return ", or a text as the plugin writes it, such as " + in_quotes(*text);
}

Result<double> plain_value(host::PluginInstance& instance, const host::ParameterInfo& info,
                           std::string_view text) {
  if (text.starts_with(kNormalized)) {
    const auto value = value_in(text.substr(kNormalized.size()));
    if (value && *value >= 0.0 && *value <= 1.0) return instance.plain_value(info.id, *value);
    return fail(in_quotes(text) + " is no value for " + in_quotes(info.name) +
                ": expected 0 to 1 after normalized:");
  }
  if (const auto value = value_in(text)) {
    const double low = std::min(info.minimum, info.maximum);
    const double high = std::max(info.minimum, info.maximum);
    if (*value >= low && *value <= high) return *value;
    return fail(in_quotes(text) + " is outside the range of " + in_quotes(info.name) +
                ": expected " + range_of(info) + example_of(instance, info));
  }
  if (auto value = instance.text_to_value(info.id, std::string(text)); value) return *value;
  return fail(in_quotes(text) + " is no value for " + in_quotes(info.name) + ": expected " +
              range_of(info) + ", normalized:0 to normalized:1, or a text that the plugin knows");
}

}  // namespace

const host::ParameterInfo* find_param(const host::PluginInstance& instance, std::string_view name) {
  if (const auto id = id_in(name)) {
    if (const auto* info = instance.find_parameter(*id)) return info;
  }
  if (const auto* info = instance.find_parameter(name)) return info;
  const host::ParameterInfo* found = nullptr;
  for (const host::ParameterInfo& info : instance.parameters()) {
    if (!info.module.empty() && info.module + "/" + info.name == name) return &info;
    if (!is_same_in_any_case(info.name, name)) continue;
    if (found != nullptr) return nullptr;  // more than one: which?
    found = &info;
  }
  return found;
}

Result<ParamSetting> resolve_param(host::PluginInstance& instance, std::string_view name,
                                   std::string_view value) {
  const host::ParameterInfo* const info = find_param(instance, name);
  if (info == nullptr) {
    std::vector<std::string> names;
    for (const host::ParameterInfo& each : instance.parameters()) {
      if (!each.is_read_only && !each.is_hidden) names.push_back(each.name);
    }
    const std::string has =
        names.empty()
            ? "; it has none that can be set"
            : "; the nearest are " + text::list_of(text::near_names(name, names), names.size());
    return fail(instance.description().name + " has no parameter " + in_quotes(name) + has);
  }
  if (info->is_read_only) {
    return fail("the parameter " + in_quotes(info->name) + " of " + instance.description().name +
                " cannot be set: only the plugin itself does");
  }
  const auto plain = plain_value(instance, *info, value);
  if (!plain) return tl::unexpected(plain.error());
  return ParamSetting{info->id, *plain};
}

Result<ParamSetting> resolve_assignment(host::PluginInstance& instance,
                                        std::string_view assignment) {
  const std::size_t first = assignment.find('=');
  if (first == std::string_view::npos) {
    return fail(in_quotes(assignment) + " sets no parameter: expected NAME=VALUE");
  }
  for (std::size_t at = first; at != std::string_view::npos; at = assignment.find('=', at + 1)) {
    if (find_param(instance, assignment.substr(0, at)) != nullptr) {
      return resolve_param(instance, assignment.substr(0, at), assignment.substr(at + 1));
    }
  }
  return resolve_param(instance, assignment.substr(0, first), assignment.substr(first + 1));
}

}  // namespace attacca::trial
