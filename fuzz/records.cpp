// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: the text of a record in a binary: a build identity, or plugin descriptions, from which a
// bundle's moduleinfo.json and Info.plist are made.

#include "package/records.hpp"

#include <algorithm>
#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include "base/unicode.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "package/module_info.hpp"

namespace attacca::fuzz {
namespace {

using package::PluginMetadata;

void check_identity(std::string_view json) {
  const auto identity = package::parse_build_identity(json);
  if (!identity) return;
  require(!identity->plugin.empty() && !identity->sources.empty(), "an identity identifies");
  require(is_utf8(identity->plugin) && is_utf8(identity->compiler), "its texts are UTF-8");
}

/// Characters that XML 1.0 allows: section 2.2, "Char".
bool is_xml_text(std::string_view text) {
  const auto is_forbidden = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
  };
  return is_utf8(text) && std::none_of(text.begin(), text.end(), is_forbidden) &&
         text.find("\xEF\xBF\xBE") == std::string_view::npos &&
         text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

void check_property_list(const PluginMetadata& plugin) {
  const std::string text =
      package::info_plist({plugin.name, plugin.name, plugin.id, plugin.version});
  require(is_xml_text(text), "a property list holds what XML may hold");
  // Ten entries, whatever the texts in them look like.
  const auto count = [&text](std::string_view tag) {
    std::size_t found = 0;
    for (std::size_t at = text.find(tag); at != std::string::npos; at = text.find(tag, at + 1)) {
      ++found;
    }
    return found;
  };
  require(count("<key>") == 10 && count("<string>") == 10 && count("</string>") == 10,
          "a text cannot add to a property list");
}

void check_module_info(const std::vector<PluginMetadata>& plugins) {
  const std::string text = package::module_info_json(plugins.front().name, plugins);
  const auto has_class = [](const PluginMetadata& plugin) { return !plugin.vst3_class.empty(); };
  const auto classes = std::count_if(plugins.begin(), plugins.end(), has_class);
  require(text.empty() == (classes == 0), "there is a moduleinfo where there are classes");
  if (text.empty()) return;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  require(json.is_object(), "a moduleinfo is JSON");
  require(json.at("Classes").size() == static_cast<std::size_t>(classes), "each class is listed");
  std::size_t at = 0;
  for (const PluginMetadata& plugin : plugins) {
    if (!has_class(plugin)) continue;
    const auto& entry = json.at("Classes").at(at++);
    require(entry.at("CID") == plugin.vst3_class, "under its id");
    require(entry.at("Class Flags") == plugin.vst3_flags, "with its flags");
    const std::string name = entry.at("Name");
    require(is_utf8(plugin.name) ? name == plugin.name : is_utf8(name), "under its name");
  }
}

void check(std::string_view text) {
  check_identity(text);
  const std::vector<PluginMetadata> plugins = package::parse_plugin_metadata(text);
  for (const PluginMetadata& plugin : plugins) {
    require(plugin.vst3_class.empty() || plugin.vst3_class.size() == 32, "class ids have a form");
    check_property_list(plugin);
  }
  if (plugins.empty()) return;
  check_module_info(plugins);
  // The same out of a file that is nothing else.
  const std::string file = "ATTACCA-PLUGIN-METADATA/1\n" + std::string(text) + '\0';
  const bool fits = text.find('\0') == std::string_view::npos && text.size() < (1u << 18);
  const auto found = package::find_plugin_metadata(std::as_bytes(std::span(file)), nullptr);
  require(!fits || found.size() == plugins.size(), "a record is found in its file");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(attacca::fuzz::as_text(data, size));
  return 0;
}
