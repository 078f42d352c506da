// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <filesystem>
#include <string_view>

#include <nlohmann/json.hpp>

#include "files/file.hpp"
#include "host/vst3/utf16.hpp"
#include "trial/validate/vst3/module_info.hpp"
#include "trial/validate/vst3/raw_module.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the structs and results, which every line names
using Json = nlohmann::json;

/// JSON without the commas that JSON5 allows before a closing bracket.
std::string without_last_commas(std::string_view text) {
  std::string kept;
  bool is_in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (letter == '"' && (i == 0 || text[i - 1] != '\\')) is_in_text = !is_in_text;
    if (letter == ',' && !is_in_text) {
      const std::size_t next = text.find_first_not_of(" \t\r\n", i + 1);
      if (next != std::string_view::npos && (text[next] == ']' || text[next] == '}')) continue;
    }
    kept += letter;
  }
  return kept;
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

ModuleInfoClass class_of(const Json& entry) {
  ModuleInfoClass info;
  info.id = text_of(entry, "CID");
  std::transform(info.id.begin(), info.id.end(), info.id.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'f' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  info.category = text_of(entry, "Category");
  info.name = text_of(entry, "Name");
  info.vendor = text_of(entry, "Vendor");
  info.version = text_of(entry, "Version");
  info.sdk_version = text_of(entry, "SDKVersion");
  if (const auto parts = entry.find("Sub Categories"); parts != entry.end()) {
    for (const Json& part : *parts) {
      if (!part.is_string()) continue;
      info.subcategories += (info.subcategories.empty() ? "" : "|") + part.get<std::string>();
    }
  }
  if (const auto flags = entry.find("Class Flags"); flags != entry.end() && flags->is_number()) {
    info.flags = flags->get<std::uint32_t>();
  }
  return info;
}

std::filesystem::path find_module_info(const std::filesystem::path& bundle) {
  for (const char* const place :
       {"Contents/Resources/moduleinfo.json", "Contents/moduleinfo.json"}) {
    std::error_code error;
    if (std::filesystem::is_regular_file(bundle / place, error)) return bundle / place;
  }
  return {};
}

/// A thousand classes have less. What is larger would be read by every host that scans it.
constexpr std::uint64_t kLargestModuleInfo = std::uint64_t{4} << 20U;

void compare(CheckContext& context, const PClassInfo2& live, const ModuleInfoClass& written,
             const std::string& factory_vendor) {
  using host::text_in;
  const auto expect_same = [&](const char* field, std::string_view in_factory,
                               const std::string& in_file) {
    context.expect(in_factory == in_file, written.id + ": " + field + " is \"" + in_file +
                                              "\" in moduleinfo.json and \"" +
                                              std::string(in_factory) + "\" in the factory");
  };
  expect_same("the category", text_in(live.category), written.category);
  expect_same("the name", text_in(live.name), written.name);
  expect_same("the version", text_in(live.version), written.version);
  expect_same("the SDK version", text_in(live.sdkVersion), written.sdk_version);
  expect_same("the list of subcategories", text_in(live.subCategories), written.subcategories);
  const std::string vendor(text_in(live.vendor));
  expect_same("the vendor", vendor.empty() ? factory_vendor : vendor,
              written.vendor.empty() ? factory_vendor : written.vendor);
  context.expect(static_cast<std::uint32_t>(live.classFlags) == written.flags,
                 written.id + ": the class flags are " + std::to_string(written.flags) +
                     " in moduleinfo.json and " +
                     std::to_string(static_cast<std::uint32_t>(live.classFlags)) +
                     " in the factory");
}

void module_info_agrees(CheckContext& context) {
  const auto path = find_module_info(context.subject().path);
  if (path.empty()) context.skip("the bundle has no moduleinfo.json");
  const auto bytes = context.require(files::read_file(path, kLargestModuleInfo), "moduleinfo.json");
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const ModuleInfo written = context.require(read_module_info(text), path.string());
  const RawModule module(context);
  PFactoryInfo factory_info{};
  (void)module.factory()->getFactoryInfo(&factory_info);
  const std::string vendor(host::text_in(factory_info.vendor));
  context.expect(written.vendor == vendor, "the factory's vendor is \"" + written.vendor +
                                               "\" in moduleinfo.json and \"" + vendor +
                                               "\" in the factory");
  const auto factory2 = module.factory().query<IPluginFactory2>();
  context.require(static_cast<bool>(factory2),
                  "there is a moduleinfo.json, but no IPluginFactory2 that could agree with it");
  const std::int32_t count = factory2->countClasses();
  for (std::int32_t i = 0; i < count; ++i) {
    PClassInfo2 live{};
    if (factory2->getClassInfo2(i, &live) != kResultOk) continue;
    const std::string id = to_hex(live.cid).data();
    const auto found = std::find_if(written.classes.begin(), written.classes.end(),
                                    [&id](const ModuleInfoClass& each) { return each.id == id; });
    if (context.expect(found != written.classes.end(),
                       "the factory's class " + id + " is not in moduleinfo.json")) {
      compare(context, live, *found, vendor);
    }
  }
  context.expect(written.classes.size() == static_cast<std::size_t>(std::max(count, 0)),
                 "moduleinfo.json lists " + std::to_string(written.classes.size()) +
                     " classes, the factory " + std::to_string(count));
}

constexpr Check kChecks[] = {
    {"vst3.module-info", "moduleinfo.json says what the factory says",
     "VST3: moduleinfo.json, hosts trust it without loading the binary", module_info_agrees,
     Severity::failure, Formats::vst3},
};

}  // namespace

Result<ModuleInfo> read_module_info(std::string_view text) {
  const Json root = Json::parse(without_last_commas(text), nullptr, false, true);
  if (root.is_discarded() || !root.is_object()) return fail("moduleinfo.json is no JSON object");
  const auto classes = root.find("Classes");
  if (classes == root.end() || !classes->is_array()) {
    return fail("moduleinfo.json has no list \"Classes\"");
  }
  ModuleInfo info;
  if (const auto factory = root.find("Factory Info"); factory != root.end()) {
    info.vendor = text_of(*factory, "Vendor");
  }
  for (const Json& entry : *classes) info.classes.push_back(class_of(entry));
  return info;
}

std::span<const Check> vst3_module_info_checks() {
  return kChecks;
}

}  // namespace attacca::validate
