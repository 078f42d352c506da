// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "abi/clap/plugin_features.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

std::string text_or_null(const char* text) {
  return text == nullptr ? "(null)" : "\"" + std::string(text) + "\"";
}

bool is_same_text(const char* a, const char* b) {
  return std::string_view(a == nullptr ? "" : a) == std::string_view(b == nullptr ? "" : b);
}

/// The descriptor of the subject in a file's factory; the check ends without one.
const clap::PluginDescriptor& descriptor_in(CheckContext& context, const ClapFile& file,
                                            const std::string& when = {}) {
  const clap::PluginFactory* const factory = file.factory();
  context.require(factory != nullptr && is_complete(*factory), "no complete plugin factory");
  const std::uint32_t count = factory->get_plugin_count(factory);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto* const descriptor = factory->get_plugin_descriptor(factory, i);
    if (descriptor != nullptr && is_same_text(descriptor->id, context.subject().plugin.id.c_str()))
      return *descriptor;
  }
  context.require(false, "the factory does not list " + context.subject().plugin.id + when);
  return *factory->get_plugin_descriptor(factory, 0);
}

/// Makes, initialises and destroys an instance with a host that has nothing.
void try_instance(CheckContext& context, const ClapFile& file, const std::string& when) {
  ClapHostScript script;
  script.has_extensions = false;
  ClapScriptedHost host(script, context.conduct());
  const clap::PluginFactory* const factory = file.factory();
  context.require(factory != nullptr, "no plugin factory " + when);
  const auto* const plugin =
      factory->create_plugin(factory, host.table(), context.subject().plugin.id.c_str());
  context.require(plugin != nullptr, "no instance " + when);
  host.set_phase(ClapPhase::initialising);
  context.expect(plugin->init(plugin), "init returned false " + when);
  plugin->destroy(plugin);
}

void init_is_counted(CheckContext& context) {
  auto file = context.require(ClapFile::load(context.subject().path), "the file cannot be loaded");
  // Until CLAP 1.1, init was to be called once.
  const clap::Version& version = file->entry().clap_version;
  if (version.major == 1 && version.minor < 2) {
    context.skip("the file was built with CLAP " + std::to_string(version.major) + "." +
                 std::to_string(version.minor) + ", which allowed one init only");
  }
  context.require(file->init(), "clap_entry.init returned false");
  for (int i = 0; i < 2; ++i) {
    context.require(file->init(), "a further clap_entry.init returned false");
  }
  context.step("one of three inits is taken back");
  file->deinit();
  file->deinit();
  (void)descriptor_in(context, *file, " after three inits and two deinits");
  try_instance(context, *file, "after three inits and two deinits");
  context.step("all inits are undone, and one is made again");
  file->deinit();
  context.require(file->init(), "clap_entry.init returned false after the last deinit");
  try_instance(context, *file, "after deinit and init");
}

void unknown_factories_are_null(CheckContext& context) {
  const auto file = ClapFile::open(context);
  const std::string id = clap::kPluginFactoryId;
  for (const std::string& wrong :
       {std::string("org.attacca.no-such-factory"), std::string(), id + "/2", id + " ",
        id.substr(0, id.size() - 1), std::string("clap.plugin-factory.draft/1")}) {
    context.expect(file->entry().get_factory(wrong.c_str()) == nullptr,
                   "get_factory(\"" + wrong + "\") is not null");
  }
}

void factory_keeps_its_place(CheckContext& context) {
  const auto file = ClapFile::open(context);
  const auto* const first = file->factory();
  const auto& descriptor = descriptor_in(context, *file);
  try_instance(context, *file, "at first");
  context.expect(file->factory() == first, "get_factory answers another table the second time");
  context.expect(&descriptor_in(context, *file) == &descriptor,
                 "get_plugin_descriptor answers another address the second time; hosts keep it");
}

void wrong_indices_are_null(CheckContext& context) {
  const auto file = ClapFile::open(context);
  const auto* const factory = file->factory();
  context.require(factory != nullptr, "no plugin factory");
  const std::uint32_t count = factory->get_plugin_count(factory);
  for (const std::uint32_t index : {count, count + 1, 0x7fffffffu, 0xffffffffu}) {
    context.expect(factory->get_plugin_descriptor(factory, index) == nullptr,
                   "get_plugin_descriptor(" + std::to_string(index) + ") is not null, of " +
                       std::to_string(count) + " plugins");
  }
}

void wrong_ids_are_null(CheckContext& context) {
  const auto file = ClapFile::open(context);
  const auto* const factory = file->factory();
  context.require(factory != nullptr, "no plugin factory");
  ClapScriptedHost host({}, context.conduct());
  const std::string& id = context.subject().plugin.id;
  std::string upper = id;
  for (char& letter : upper) {
    letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  for (const std::string& wrong :
       {std::string(), std::string("org.attacca.no-such-plugin"), id + "x", id + " ", " " + id,
        id.substr(0, id.size() - 1), upper}) {
    if (wrong == id) continue;
    const auto* const plugin = factory->create_plugin(factory, host.table(), wrong.c_str());
    context.expect(plugin == nullptr, "create_plugin(\"" + wrong + "\") made an instance");
    if (plugin != nullptr) plugin->destroy(plugin);
  }
}

void versions_are_compatible(CheckContext& context) {
  const auto file = ClapFile::open(context);
  const auto check = [&context](const clap::Version& version, const std::string& whose) {
    context.expect(clap::is_compatible(version),
                   whose + " says CLAP " + std::to_string(version.major) + "." +
                       std::to_string(version.minor) + "." + std::to_string(version.revision) +
                       ", which is older than 1.0.0");
  };
  check(file->entry().clap_version, "clap_entry");
  check(descriptor_in(context, *file).clap_version, "the descriptor");
}

void descriptors_agree(CheckContext& context) {
  ClapSession session(context);
  const auto file = ClapFile::open(context);
  const clap::PluginDescriptor& listed = descriptor_in(context, *file);
  const clap::PluginDescriptor* const own = session.plugin()->desc;
  context.require(own != nullptr, "plugin.desc is null");
  const auto compare = [&context](const char* what, const char* a, const char* b) {
    context.expect(is_same_text(a, b), std::string(what) + " is " + text_or_null(a) +
                                           " in the factory and " + text_or_null(b) +
                                           " in the instance");
  };
  compare("id", listed.id, own->id);
  compare("name", listed.name, own->name);
  compare("vendor", listed.vendor, own->vendor);
  compare("version", listed.version, own->version);
  compare("url", listed.url, own->url);
  compare("description", listed.description, own->description);
}

void has_a_main_feature(CheckContext& context) {
  constexpr std::array<std::string_view, 5> kMain = {
      clap::kFeatureInstrument, clap::kFeatureAudioEffect, clap::kFeatureNoteEffect,
      clap::kFeatureNoteDetector, clap::kFeatureAnalyzer};
  std::string all;
  for (const std::string& feature : context.subject().plugin.features) {
    if (std::find(kMain.begin(), kMain.end(), feature) != kMain.end()) return;
    all += (all.empty() ? "" : ", ") + feature;
  }
  context.fail("none of the features (" + all +
               ") is instrument, audio-effect, note-effect, note-detector or analyzer; hosts file "
               "a plugin by it");
}

void texts_are_good(CheckContext& context) {
  const auto file = ClapFile::open(context);
  const clap::PluginDescriptor& plugin = descriptor_in(context, *file);
  const auto check = [&context](const char* what, const char* text, bool is_url) {
    if (text == nullptr) return;
    const std::string_view view = text;
    context.expect(is_utf8(view), std::string(what) + " is not UTF-8");
    const bool has_controls = std::any_of(view.begin(), view.end(), [](char letter) {
      return static_cast<unsigned char>(letter) < 0x20 && letter != '\n' && letter != '\t';
    });
    context.expect(!has_controls, std::string(what) + " holds control characters");
    if (is_url && !view.empty()) {
      context.expect(view.find("://") != std::string_view::npos || view.starts_with("mailto:"),
                     std::string(what) + " \"" + text + "\" has no scheme such as https://");
    }
  };
  check("id", plugin.id, false);
  check("name", plugin.name, false);
  check("vendor", plugin.vendor, false);
  check("version", plugin.version, false);
  check("description", plugin.description, false);
  check("url", plugin.url, true);
  check("manual_url", plugin.manual_url, true);
  check("support_url", plugin.support_url, true);
}

/// A folder of our own for as long as it lives.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    // TMPDIR may name a folder that is not there.
    std::error_code error;
    for (const std::filesystem::path& parent :
         {std::filesystem::temp_directory_path(error), std::filesystem::path("/tmp"),
          std::filesystem::path("/var/tmp")}) {
      if (parent.empty()) continue;
      std::random_device chance;
      for (int i = 0; i < 16 && path_.empty(); ++i) {
        const auto name = parent / ("attacca-" + std::to_string(chance()));
        if (std::filesystem::create_directory(name, error)) path_ = name;
      }
      if (path_.empty()) continue;
      std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
      return;
    }
  }
  ~TemporaryFolder() { remove(); }
  void remove() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
    path_.clear();
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

void two_copies_live_together(CheckContext& context) {
  TemporaryFolder folder;
  const auto copy = folder.path() / context.subject().path.filename();
  std::error_code error;
  if (folder.path().empty() || !std::filesystem::copy_file(context.subject().path, copy, error)) {
    context.skip("no room for a copy of the file");
  }
  ClapSession session(context);
  session.open();
  {
    context.step("using a second copy of the file beside the first");
    auto second = context.require(ClapFile::load(copy), "a second copy cannot be loaded");
    folder.remove();  // now: a plugin that crashes must not leave it behind
    context.require(second->init(), "clap_entry.init of a second copy returned false");
    try_instance(context, *second, "of a second copy");
  }
  context.step("using the first copy after the second was unloaded");
  session.open_processing();
}

constexpr std::array kChecks = {
    Check{"clap-entry.counted-init",
          "the file works until each init was taken back by a deinit, and again after a new init",
          "CLAP 1.2: entry.h, init and deinit may be called several times in one process",
          init_is_counted},
    Check{"clap-entry.unknown-factories", "get_factory answers null for ids that it does not know",
          "CLAP: entry.h, get_factory", unknown_factories_are_null},
    Check{"clap-entry.lasting-factory", "factory and descriptors stay where they are until deinit",
          "CLAP: entry.h and plugin-factory.h, the plugin owns what it points to",
          factory_keeps_its_place},
    Check{"clap-entry.wrong-indices", "there is no descriptor beyond the last plugin",
          "CLAP: plugin-factory.h, get_plugin_descriptor", wrong_indices_are_null},
    Check{"clap-entry.exact-ids", "instances are made for exact plugin ids only",
          "CLAP: plugin-factory.h, create_plugin; clap-validator: ids with extra characters",
          wrong_ids_are_null},
    Check{"clap-entry.version", "file and descriptor are of CLAP 1.0.0 or later",
          "CLAP: version.h, earlier versions are incompatible", versions_are_compatible},
    Check{"clap-entry.same-descriptor", "factory and instance describe the plugin alike",
          "CLAP: plugin.h, desc; clap-validator: descriptor consistency", descriptors_agree},
    Check{"clap-entry.main-feature", "one of the five main categories is among the features",
          "CLAP: plugin-features.h, plugin category", has_a_main_feature, Severity::warning},
    Check{"clap-entry.texts", "texts of the descriptor are UTF-8 in one piece, and URLs are URLs",
          "CLAP: plugin.h, clap_plugin_descriptor", texts_are_good, Severity::warning},
    Check{"clap-entry.two-copies", "two copies of the file work side by side in one process",
          "CLAP: entry.h, search paths; users have old copies in other folders",
          two_copies_live_together},
};

}  // namespace

std::span<const Check> clap_entry_checks() {
  return kChecks;
}

}  // namespace attacca::validate
