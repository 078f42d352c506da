// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "report/identity_json.hpp"

namespace attacca {

nlohmann::ordered_json json_of(const package::BuildIdentity* identity) {
  if (identity == nullptr) return nullptr;
  return {{"plugin", identity->plugin},         {"revision", identity->revision},
          {"dirty", identity->dirty},           {"sources", identity->sources},
          {"compiler", identity->compiler},     {"flags", identity->flags},
          {"build_type", identity->build_type}, {"time", identity->time},
          {"framework", identity->framework}};
}

nlohmann::ordered_json json_of(const package::PluginMetadata& plugin) {
  return {{"id", plugin.id},
          {"name", plugin.name},
          {"vendor", plugin.vendor},
          {"url", plugin.url},
          {"email", plugin.email},
          {"version", plugin.version},
          {"description", plugin.description},
          {"clap_features", plugin.clap_features},
          {"vst3_class", plugin.vst3_class},
          {"vst3_subcategories", plugin.vst3_subcategories},
          {"vst3_sdk", plugin.vst3_sdk},
          {"vst3_flags", plugin.vst3_flags}};
}

}  // namespace attacca
