// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a plugin with presets, in its binary and in files, tells hosts that look for them.

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/factory/preset_discovery.hpp"
#include "abi/clap/query.hpp"
#include "attacca/detail/embedded_presets.hpp"
#include "attacca/detail/plugin_entry.hpp"
#include "loaded_plugin.hpp"
#include "presets/preset_files.hpp"
#include "tests/support/temporary_folder.hpp"

namespace attacca::clap_test {
namespace {

using Kind = clap::PresetDiscoveryLocationKind;

constexpr std::array kPresets = {Preset{"quiet", "Quiet", "", "", {}, "{}"}};
const detail::EmbeddedPresets kEmbedded[] = {{"org.attacca.test.full", kPresets}};
std::span<const detail::EmbeddedPresets> embedded = kEmbedded;

/// A host that looks for presets.
struct Indexer {
  Indexer() {
    table.clap_version = clap::kVersion;
    table.name = "Test";
    table.indexer_data = this;
    table.declare_filetype = [](const clap::PresetDiscoveryIndexer* self,
                                const clap::PresetDiscoveryFiletype*) {
      return of(self).takes_filetypes;
    };
    table.declare_location = [](const clap::PresetDiscoveryIndexer* self,
                                const clap::PresetDiscoveryLocation* location) {
      if (location->kind == Kind::file) {
        of(self).folders.emplace_back(location->location);
        return of(self).takes_folders;
      }
      of(self).has_own = true;
      return true;
    };
  }
  static Indexer& of(const clap::PresetDiscoveryIndexer* self) {
    return *static_cast<Indexer*>(self->indexer_data);
  }
  bool takes_filetypes = true;
  bool takes_folders = true;
  bool has_own = false;
  std::vector<std::string> folders;
  clap::PresetDiscoveryIndexer table = {};
};

/// What it is told of one place.
struct Receiver {
  Receiver() {
    table.receiver_data = this;
    table.on_error = [](const clap::PresetDiscoveryMetadataReceiver* self, std::int32_t,
                        const char* text) { of(self).error = text; };
    table.begin_preset = [](const clap::PresetDiscoveryMetadataReceiver* self, const char* name,
                            const char*) {
      of(self).names.emplace_back(name);
      return true;
    };
  }
  static Receiver& of(const clap::PresetDiscoveryMetadataReceiver* self) {
    return *static_cast<Receiver*>(self->receiver_data);
  }
  std::string error;
  std::vector<std::string> names;
  clap::PresetDiscoveryMetadataReceiver table = {};
};

struct Provider {
  explicit Provider(const Indexer& indexer) {
    const auto* const factory = clap::query_factory<clap::PresetDiscoveryFactory>(&clap_entry);
    REQUIRE(factory != nullptr);
    table = factory->create(factory, &indexer.table, factory->get_descriptor(factory, 0)->id);
    REQUIRE(table != nullptr);
  }
  ~Provider() { table->destroy(table); }
  Provider(const Provider&) = delete;
  Provider& operator=(const Provider&) = delete;
  [[nodiscard]] Receiver look(Kind kind, const char* location) const {
    Receiver receiver;
    receiver.table.receiver_data = &receiver;
    (void)table->get_metadata(table, kind, location, &receiver.table);
    return receiver;
  }
  const clap::PresetDiscoveryProvider* table = nullptr;
};

/// A home with one preset of the user's.
struct Home {
  Home() {
    setenv("HOME", folder.path().c_str(), 1);
    preset = core::preset_file_code()
                 ->write("Warm", "state", detail::exported_plugins().front())
                 .value();
  }
  test::TemporaryFolder folder;
  std::string preset;
};

TEST_CASE("a host that takes no files keeps the presets in the binary") {
  const Home home;
  for (const bool takes_folders : {true, false}) {
    for (const bool takes_filetypes : {true, false}) {
      Indexer indexer;
      indexer.takes_filetypes = takes_filetypes;
      indexer.takes_folders = takes_folders;
      const Provider provider(indexer);
      CHECK(provider.table->init(provider.table));
      CHECK(indexer.has_own);
      CHECK(indexer.folders.size() == (takes_filetypes ? 1 : 0));
      CHECK(provider.look(Kind::plugin, nullptr).names == std::vector<std::string>{"Quiet"});
    }
  }
  Indexer indexer;
  indexer.table.declare_filetype = nullptr;
  const Provider provider(indexer);
  CHECK(provider.table->init(provider.table));
  CHECK(indexer.has_own);
}

TEST_CASE("without presets in the binary, a host that takes no files is told that there are none") {
  const Home home;
  embedded = {};
  Indexer indexer;
  indexer.takes_filetypes = false;
  const Provider provider(indexer);
  CHECK_FALSE(provider.table->init(provider.table));
  CHECK_FALSE(indexer.has_own);
  embedded = kEmbedded;
}

TEST_CASE("names in files are UTF-8, and what was cut off is an error") {
  const Home home;
  const Indexer indexer;
  const Provider provider(indexer);
  CHECK(provider.look(Kind::file, home.preset.c_str()).names == std::vector<std::string>{"Warm"});
  namespace fs = std::filesystem;
  const fs::path odd = fs::path(home.preset).parent_path() / "W\xE4.r.m.vstpreset";
  fs::rename(home.preset, odd);
  CHECK(provider.look(Kind::file, odd.c_str()).names ==
        std::vector<std::string>{"W\xEF\xBF\xBD.r.m"});
  fs::resize_file(odd, fs::file_size(odd) - 1);
  const Receiver cut = provider.look(Kind::file, odd.c_str());
  CHECK(cut.names.empty());
  CHECK(cut.error.find("cut off") != std::string::npos);
}

}  // namespace
}  // namespace attacca::clap_test

std::span<const attacca::detail::EmbeddedPresets> attacca::detail::embedded_presets() noexcept {
  return attacca::clap_test::embedded;
}
