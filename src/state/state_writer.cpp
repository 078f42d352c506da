// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <stdexcept>

#include "base/limits.hpp"
#include "state/json_writer.hpp"
#include "state/state.hpp"

namespace attacca::core {

namespace {

/// The number with the fewest digits behind the point that `param` turns into exactly `normalized`.
bool find_short_plain(const Param& param, double normalized, double& plain) noexcept {
  const double exact = param.to_plain(normalized);
  constexpr double kLargestExact = 9007199254740992.0;  // 2^53
  double power = 1.0;
  for (int decimals = 0; decimals <= 17; ++decimals, power *= 10.0) {
    const double scaled = exact * power;
    if (!(std::fabs(scaled) < kLargestExact)) break;
    const double candidate = std::round(scaled) / power;
    if (param.to_normalized(candidate) == normalized) {
      plain = candidate;
      return true;
    }
  }
  plain = exact;
  return param.to_normalized(exact) == normalized;
}

/// A plain value that says the same after being saved and loaded any number of times.
double stable_plain(const Param& param, double normalized) noexcept {
  double plain = param.to_plain(normalized);
  // Where no plain value hits `normalized`, its neighbour that rounding leads to has one.
  for (int attempt = 0; attempt < 8; ++attempt) {
    if (find_short_plain(param, normalized, plain)) return plain;
    normalized = param.to_normalized(plain);
  }
  return plain;
}

}  // namespace

std::string write_state(const PluginInfo& plugin, const ParamSet& params, const FieldStore* fields,
                        StateContext context, std::string_view from_preset) {
  rapidjson::StringBuffer text;
  JsonWriter json(text);
  json.SetIndent(' ', 2);
  json.SetFormatOptions(rapidjson::kFormatSingleLineArray);
  json.StartObject();
  put_text(json, "format");
  put_text(json, "attacca-state");
  put_text(json, "version");
  json.Int(kStateVersion);
  put_text(json, "plugin");
  put_text(json, plugin.id);
  if (plugin.state_version != 1) {
    put_text(json, "state_version");
    json.Uint(plugin.state_version);
  }
  if (!from_preset.empty()) {
    put_text(json, "from_preset");
    put_text(json, from_preset);
  }
  put_text(json, "params");
  json.StartObject();
  for (const Param* param : params.all()) {
    if (param->flags().read_only) continue;
    put_text(json, param->id());
    const double normalized = param->normalized();
    if (const std::string_view id = param->value_id(normalized); !id.empty()) {
      put_text(json, id);
    } else if (param->step_count() == 1) {
      json.Bool(normalized >= 0.5);
    } else {
      json.Double(stable_plain(*param, normalized) + 0.0);  // no "-0.0"
    }
  }
  json.EndObject();
  if (fields != nullptr) {
    put_text(json, "fields");
    json.StartObject();
    fields->write(json, context);
    json.EndObject();
  }
  json.EndObject();
  if (text.GetSize() > kMostStateBytes) throw std::length_error("its state is beyond 16 MiB");
  return {text.GetString(), text.GetSize()};
}

}  // namespace attacca::core
