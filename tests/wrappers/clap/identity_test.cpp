// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/state_context.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/plugin_features.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

std::vector<std::string> features_of(const clap::PluginDescriptor& descriptor) {
  std::vector<std::string> features;
  for (const char* const* word = descriptor.features; *word != nullptr; ++word) {
    features.emplace_back(*word);
  }
  return features;
}

/// Whether a table of pointers has no null in it.
template <typename T>
bool all_filled(const T* table) {
  static_assert(sizeof(T) % sizeof(void*) == 0);
  const auto* words = reinterpret_cast<void* const*>(table);
  for (std::size_t i = 0; i < sizeof(T) / sizeof(void*); ++i) {
    if (words[i] == nullptr) return false;
  }
  return true;
}

TEST_CASE("the entry survives being set up and torn down in any number and order") {
  CHECK(clap_entry.clap_version.major >= 1);
  clap_entry.deinit();
  CHECK(clap_entry.init("/a/path.clap"));
  CHECK(clap_entry.init(nullptr));
  clap_entry.deinit();
  clap_entry.deinit();
  CHECK(clap_entry.get_factory(clap::kPluginFactoryId) != nullptr);
}

TEST_CASE("only the plugin factory's exact id gives a factory") {
  CHECK(clap_entry.get_factory("clap.plugin-factory") != nullptr);
  CHECK(clap_entry.get_factory("clap.plugin-factory2") == nullptr);
  CHECK(clap_entry.get_factory("clap.plugin-factor") == nullptr);
  CHECK(clap_entry.get_factory("") == nullptr);
  CHECK(clap_entry.get_factory(nullptr) == nullptr);
}

TEST_CASE("descriptors repeat what the plugins say about themselves") {
  REQUIRE(factory().get_plugin_count(&factory()) == 7);
  const clap::PluginDescriptor* full = factory().get_plugin_descriptor(&factory(), 0);
  REQUIRE(full != nullptr);
  CHECK(std::string(full->id) == "org.attacca.test.full");
  CHECK(std::string(full->name) == "Full Test");
  CHECK(std::string(full->vendor) == "Attacca");
  CHECK(std::string(full->version) == "1.2.3");
  CHECK(std::string(full->description) == "Everything once");
  CHECK(std::string(full->url) == "https://example.org/full");
  CHECK(std::string(full->manual_url).empty());
  CHECK(std::string(full->support_url).empty());
  CHECK(factory().get_plugin_descriptor(&factory(), 7) == nullptr);
  CHECK(factory().get_plugin_descriptor(&factory(), UINT32_MAX) == nullptr);
}

TEST_CASE("every plugin has a category, and no feature is listed twice") {
  for (std::uint32_t i = 0; i < 3; ++i) {
    const auto features = features_of(*factory().get_plugin_descriptor(&factory(), i));
    const std::set<std::string> unique(features.begin(), features.end());
    CHECK(unique.size() == features.size());
    CHECK(unique.count(clap::kFeatureAudioEffect) == 1);
  }
  // Dynamics has no word of its own here and would be a second "compressor".
  CHECK(features_of(*factory().get_plugin_descriptor(&factory(), 0)) ==
        std::vector<std::string>{"audio-effect", "compressor", "mixing"});
}

TEST_CASE("only a plugin's exact id creates it") {
  FakeHost host;
  const auto create = [&host](const char* id) {
    return factory().create_plugin(&factory(), host.table(), id);
  };
  CHECK(create("org.attacca.test.full2") == nullptr);
  CHECK(create("org.attacca.test.ful") == nullptr);
  CHECK(create("ORG.ATTACCA.TEST.FULL") == nullptr);
  CHECK(create("") == nullptr);
  CHECK(create(nullptr) == nullptr);
  CHECK(factory().create_plugin(&factory(), nullptr, "org.attacca.test.full") == nullptr);
}

TEST_CASE("a host from before CLAP 1.0 gets no plugin") {
  FakeHost host;
  clap::Host old = *host.table();
  old.clap_version = {0, 26, 0};
  CHECK(factory().create_plugin(&factory(), &old, "org.attacca.test.full") == nullptr);
}

TEST_CASE("the plugin carries its factory's descriptor, and every callback") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::created);
  CHECK(plugin->desc == factory().get_plugin_descriptor(&factory(), 0));
  CHECK(all_filled(plugin.table()));
}

template <typename T>
void check_served(const LoadedPlugin& plugin) {
  CAPTURE(T::kId);
  const void* table = plugin->get_extension(plugin.table(), T::kId);
  REQUIRE(table != nullptr);
  CHECK(all_filled(static_cast<const T*>(table)));
  for (const char* old_id : T::kCompatIds) {
    CHECK(plugin->get_extension(plugin.table(), old_id) == table);
  }
  const std::string longer = std::string(T::kId) + "x";
  CHECK(plugin->get_extension(plugin.table(), longer.c_str()) == nullptr);
  const std::string shorter(T::kId, std::string_view(T::kId).size() - 1);
  CHECK(plugin->get_extension(plugin.table(), shorter.c_str()) == nullptr);
}

TEST_CASE("each extension is found by its exact id and its old ones, with every callback") {
  FakeHost host;
  for (const Start start : {Start::created, Start::initialized, Start::active}) {
    const LoadedPlugin plugin(host, start);
    check_served<clap::PluginAudioPorts>(plugin);
    check_served<clap::PluginAudioPortsConfig>(plugin);
    check_served<clap::PluginGui>(plugin);
    check_served<clap::PluginLatency>(plugin);
    check_served<clap::PluginParams>(plugin);
    check_served<clap::PluginPosixFdSupport>(plugin);
    check_served<clap::PluginProjectLocation>(plugin);
    check_served<clap::PluginRender>(plugin);
    check_served<clap::PluginState>(plugin);
    check_served<clap::PluginStateContext>(plugin);
    check_served<clap::PluginTail>(plugin);
    check_served<clap::PluginTimerSupport>(plugin);
    check_served<clap::PluginTrackInfo>(plugin);
  }
}

TEST_CASE("track info answers to its stable and its draft id") {
  FakeHost host;
  const LoadedPlugin plugin(host);
  CHECK(plugin->get_extension(plugin.table(), "clap.track-info/1") != nullptr);
  CHECK(plugin->get_extension(plugin.table(), "clap.track-info/1") ==
        plugin->get_extension(plugin.table(), "clap.track-info.draft/1"));
}

TEST_CASE("unknown extensions and no id at all give null") {
  FakeHost host;
  const LoadedPlugin plugin(host);
  CHECK(plugin->get_extension(plugin.table(), nullptr) == nullptr);
  CHECK(plugin->get_extension(plugin.table(), "") == nullptr);
  CHECK(plugin->get_extension(plugin.table(), "clap.track-info/2") == nullptr);
  CHECK(plugin->get_extension(plugin.table(), clap::kExtNotePorts) == nullptr);
}

}  // namespace
}  // namespace attacca::clap_test
