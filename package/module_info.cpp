// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/module_info.hpp"

#include <nlohmann/json.hpp>

#include "text/markup.hpp"

namespace attacca::package {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int32_t kManyInstances = 0x7FFFFFFF;

Json class_entry(const PluginMetadata& plugin) {
  Json entry;
  entry["CID"] = plugin.vst3_class;
  entry["Category"] = "Audio Module Class";
  entry["Name"] = plugin.name;
  entry["Vendor"] = plugin.vendor;
  entry["Version"] = plugin.version;
  entry["SDKVersion"] = plugin.vst3_sdk;
  entry["Sub Categories"] = plugin.vst3_subcategories;
  entry["Class Flags"] = plugin.vst3_flags;
  entry["Cardinality"] = kManyInstances;
  return entry;
}

}  // namespace

std::string module_info_json(std::string_view name, const std::vector<PluginMetadata>& plugins) {
  Json classes = Json::array();
  const PluginMetadata* first = nullptr;
  for (const PluginMetadata& plugin : plugins) {
    if (plugin.vst3_class.empty()) continue;
    if (first == nullptr) first = &plugin;
    classes.push_back(class_entry(plugin));
  }
  if (first == nullptr) return {};
  Json root;
  root["Name"] = name;
  root["Version"] = first->version;
  root["Factory Info"] = {
      {"Vendor", first->vendor},
      {"URL", first->url},
      {"E-Mail", first->email},
      {"Flags",
       {{"Unicode", true}, {"Classes Discardable", false}, {"Component Non Discardable", false}}}};
  root["Classes"] = std::move(classes);
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string info_plist(const BundleProperties& properties) {
  const std::pair<std::string_view, std::string_view> entries[] = {
      {"CFBundleDevelopmentRegion", "en"},
      {"CFBundleDisplayName", properties.name},
      {"CFBundleExecutable", properties.executable},
      {"CFBundleIdentifier", properties.identifier},
      {"CFBundleInfoDictionaryVersion", "6.0"},
      {"CFBundleName", properties.name},
      {"CFBundlePackageType", "BNDL"},
      {"CFBundleShortVersionString", properties.version},
      {"CFBundleSignature", "????"},
      {"CFBundleVersion", properties.version},
  };
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
      "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
      "<plist version=\"1.0\">\n<dict>\n";
  for (const auto& [key, value] : entries) {
    text += "  <key>" + std::string(key) + "</key>\n  <string>" + text::escaped_for_markup(value) +
            "</string>\n";
  }
  return text + "</dict>\n</plist>\n";
}

}  // namespace attacca::package
