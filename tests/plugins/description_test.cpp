// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dlfcn.h>
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "abi/vst3/base/module_exports.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"
#include "host/plugin/module.hpp"
#include "package/plugin_binary.hpp"

// What the bundles say about their plugins without being run is what the plugins say themselves.
namespace {

namespace fs = std::filesystem;
namespace vst3 = attacca::vst3;
using nlohmann::json;

const std::vector<std::string>& names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found{"Attacca Gain"};
    const fs::path editor = fs::path(TEST_BUNDLES) / "Track Info Display.clap";
    if (fs::exists(editor)) found.push_back("Track Info Display");
    return found;
  }();
  return names;
}

fs::path clap_of(const std::string& name) {
  return fs::path(TEST_BUNDLES) / (name + ".clap");
}
fs::path vst3_of(const std::string& name) {
  return fs::path(TEST_BUNDLES) / (name + ".vst3");
}
fs::path vst3_binary_of(const std::string& name) {
  return vst3_of(name) / "Contents" / TEST_ARCHITECTURE "-linux" / (name + ".so");
}

attacca::package::PluginBinary read_binary(const fs::path& path) {
  auto read = attacca::package::read_plugin_binary(path);
  if (!read) FAIL(read.error().message);
  REQUIRE(read->plugins.size() == 1);
  return std::move(*read);
}

/// Whether the record in the binary has the line `key<TAB>value`.
bool has_line(const attacca::package::PluginBinary& binary, std::string_view key,
              std::string_view value) {
  std::string line = "\n";
  line.append(key).append("\t").append(value).append("\n");
  const std::string_view bytes(reinterpret_cast<const char*>(binary.bytes.data()),
                               binary.bytes.size());
  return bytes.find(line) != std::string_view::npos;
}

attacca::host::PluginDescription live_description(const fs::path& bundle) {
  const auto module = attacca::host::Module::open(bundle);
  if (!module) FAIL(module.error().message);
  REQUIRE((*module)->plugins().size() == 1);
  return (*module)->plugins().front();
}

/// A VST3 module, entered and with its factory at hand.
class LoadedFactory {
 public:
  explicit LoadedFactory(const fs::path& binary)
      : handle_(dlopen(binary.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    REQUIRE_MESSAGE(handle_ != nullptr, dlerror());
    const auto enter = find<vst3::ModuleEntryFunction>(vst3::kModuleEntry);
    const auto get = find<vst3::GetPluginFactoryFunction>(vst3::kGetPluginFactory);
    REQUIRE(enter(handle_));
    const auto first = vst3::Ref<vst3::IPluginFactory>::adopt(get());
    factory_ = first.query<vst3::IPluginFactory3>();
    REQUIRE(factory_);
  }
  ~LoadedFactory() {
    factory_.reset();
    find<vst3::ModuleExitFunction>(vst3::kModuleExit)();
    dlclose(handle_);
  }
  LoadedFactory(const LoadedFactory&) = delete;
  LoadedFactory& operator=(const LoadedFactory&) = delete;

  vst3::IPluginFactory3* operator->() const { return factory_.get(); }

 private:
  template <typename Function>
  Function find(const char* name) const {
    return reinterpret_cast<Function>(dlsym(handle_, name));
  }

  void* handle_;
  vst3::Ref<vst3::IPluginFactory3> factory_;
};

/// The shipped texts are ASCII; anything else would be seen as a difference.
std::string narrow(const char16_t* text) {
  std::string result;
  for (; *text != u'\0'; ++text) result.push_back(*text < 0x80 ? static_cast<char>(*text) : '?');
  return result;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

json class_json(const vst3::PClassInfoW& info) {
  return {{"CID", std::string(vst3::to_hex(info.cid).data())},
          {"Category", info.category},
          {"Name", narrow(info.name)},
          {"Vendor", narrow(info.vendor)},
          {"Version", narrow(info.version)},
          {"SDKVersion", narrow(info.sdkVersion)},
          {"Sub Categories", split(info.subCategories, '|')},
          {"Class Flags", static_cast<std::uint32_t>(info.classFlags)},
          {"Cardinality", static_cast<std::int32_t>(info.cardinality)}};
}

/// moduleinfo.json as it would be if the factory had written it.
json module_json(const LoadedFactory& factory, const std::string& name) {
  vst3::PFactoryInfo info{};
  REQUIRE(factory->getFactoryInfo(&info) == vst3::kResultOk);
  using Flags = vst3::PFactoryInfo;
  json classes = json::array();
  for (std::int32_t i = 0; i < factory->countClasses(); ++i) {
    vst3::PClassInfoW class_info{};
    REQUIRE(factory->getClassInfoUnicode(i, &class_info) == vst3::kResultOk);
    classes.push_back(class_json(class_info));
  }
  REQUIRE_FALSE(classes.empty());
  return {
      {"Name", name},
      {"Version", classes[0]["Version"]},
      {"Factory Info",
       {{"Vendor", info.vendor},
        {"URL", info.url},
        {"E-Mail", info.email},
        {"Flags",
         {{"Unicode", vst3::has(info.flags, Flags::kUnicode)},
          {"Classes Discardable", vst3::has(info.flags, Flags::kClassesDiscardable)},
          {"Component Non Discardable", vst3::has(info.flags, Flags::kComponentNonDiscardable)}}}}},
      {"Classes", classes}};
}

TEST_CASE("moduleinfo.json says what the live factory says") {
  for (const std::string& name : names()) {
    CAPTURE(name);
    const LoadedFactory factory(vst3_binary_of(name));
    std::ifstream file(vst3_of(name) / "Contents" / "Resources" / "moduleinfo.json");
    REQUIRE(file);
    const json written = json::parse(file);
    CHECK(written.dump(2) == module_json(factory, name).dump(2));
  }
}

TEST_CASE("the three tables of the live factory agree") {
  for (const std::string& name : names()) {
    CAPTURE(name);
    const LoadedFactory factory(vst3_binary_of(name));
    for (std::int32_t i = 0; i < factory->countClasses(); ++i) {
      vst3::PClassInfo first{};
      vst3::PClassInfo2 second{};
      vst3::PClassInfoW third{};
      REQUIRE(factory->getClassInfo(i, &first) == vst3::kResultOk);
      REQUIRE(factory->getClassInfo2(i, &second) == vst3::kResultOk);
      REQUIRE(factory->getClassInfoUnicode(i, &third) == vst3::kResultOk);
      CHECK(first.cid == third.cid);
      CHECK(second.cid == third.cid);
      CHECK(std::string(first.name) == narrow(third.name));
      CHECK(std::string(second.name) == narrow(third.name));
      CHECK(std::string(second.version) == narrow(third.version));
      CHECK(std::string(second.vendor) == narrow(third.vendor));
      CHECK(std::string(second.subCategories) == third.subCategories);
      CHECK(std::string(second.category) == first.category);
    }
  }
}

TEST_CASE("the metadata in a CLAP binary says what the live descriptor says") {
  for (const std::string& name : names()) {
    CAPTURE(name);
    const auto binary = read_binary(clap_of(name));
    const auto& written = binary.plugins.front();
    const auto live = live_description(clap_of(name));
    CHECK(has_line(binary, "clap_id", live.id));
    CHECK(written.name == live.name);
    CHECK(written.vendor == live.vendor);
    CHECK(written.version == live.version);
    CHECK(written.clap_features == live.features);
  }
}

TEST_CASE("the metadata in a VST3 binary says what the live class says") {
  for (const std::string& name : names()) {
    CAPTURE(name);
    const auto binary = read_binary(vst3_binary_of(name));
    const auto& written = binary.plugins.front();
    const auto live = live_description(vst3_of(name));
    CHECK(written.vst3_class == live.id);
    CHECK(written.name == live.name);
    CHECK(written.vendor == live.vendor);
    CHECK(written.version == live.version);
    CHECK(written.vst3_subcategories == live.features);
  }
}

}  // namespace
