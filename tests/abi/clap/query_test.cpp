// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/query.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/factory/preset_discovery.hpp"
#include "abi/clap/plugin_factory.hpp"

namespace attacca::clap {
namespace {

/// Something that is asked for tables: knows one id and notes what it was asked.
struct Answerer {
  std::string known_id;
  const void* table = nullptr;
  std::vector<std::string> asked;

  const void* answer(const char* id) {
    asked.emplace_back(id);
    return known_id == id ? table : nullptr;
  }
};

const void* answer_plugin(const Host* host, const char* id) {
  return static_cast<Answerer*>(host->host_data)->answer(id);
}

const void* answer_host(const Plugin* plugin, const char* id) {
  return static_cast<Answerer*>(plugin->plugin_data)->answer(id);
}

Host host_of(Answerer& answerer) {
  Host host{};
  host.host_data = &answerer;
  host.get_extension = answer_plugin;
  return host;
}

Plugin plugin_of(Answerer& answerer) {
  Plugin plugin{};
  plugin.plugin_data = &answerer;
  plugin.get_extension = answer_host;
  return plugin;
}

template <typename T, typename Owner>
concept Askable = requires(const Owner* owner) { query<T>(owner); };

// A table of one side cannot be asked of the other.
static_assert(Askable<HostParams, Host> && Askable<PluginParams, Plugin>);
static_assert(!Askable<HostParams, Plugin> && !Askable<PluginParams, Host>);
static_assert(!Askable<PluginFactory, Plugin>);

TEST_CASE("query asks a host for the current id and stops there when it is answered") {
  const HostTrackInfo table{};
  Answerer answerer{kExtTrackInfo, &table, {}};
  const Host host = host_of(answerer);
  CHECK(query<HostTrackInfo>(&host) == &table);
  CHECK(answerer.asked == std::vector<std::string>{kExtTrackInfo});
}

TEST_CASE("query falls back to the older id of a host that knows no other") {
  const HostTrackInfo table{};
  Answerer answerer{kExtTrackInfoCompat, &table, {}};
  const Host host = host_of(answerer);
  CHECK(query<HostTrackInfo>(&host) == &table);
  CHECK(answerer.asked == std::vector<std::string>{kExtTrackInfo, kExtTrackInfoCompat});
}

TEST_CASE("query falls back to the older id of a plugin that knows no other") {
  const PluginTrackInfo table{};
  Answerer answerer{kExtTrackInfoCompat, &table, {}};
  const Plugin plugin = plugin_of(answerer);
  CHECK(query<PluginTrackInfo>(&plugin) == &table);
  CHECK(answerer.asked == std::vector<std::string>{kExtTrackInfo, kExtTrackInfoCompat});
}

TEST_CASE("query is null when nothing is known, after asking for every id once") {
  Answerer answerer;
  const Host host = host_of(answerer);
  const Plugin plugin = plugin_of(answerer);
  CHECK(query<HostTrackInfo>(&host) == nullptr);
  CHECK(query<PluginParams>(&plugin) == nullptr);
  CHECK(answerer.asked == std::vector<std::string>{kExtTrackInfo, kExtTrackInfoCompat, kExtParams});
}

TEST_CASE("query is null without a host or plugin, or without their get_extension") {
  const Host host{};
  const Plugin plugin{};
  CHECK(query<HostParams>(nullptr) == nullptr);
  CHECK(query<HostParams>(&host) == nullptr);
  CHECK(query<PluginParams>(nullptr) == nullptr);
  CHECK(query<PluginParams>(&plugin) == nullptr);
}

// An entry has no room for private data, so this one stands outside.
Answerer* answering_entry = nullptr;

const void* answer_factory(const char* id) {
  return answering_entry->answer(id);
}

TEST_CASE("query_factory finds factories by their current and older ids") {
  const PresetDiscoveryFactory table{};
  Answerer answerer{kPresetDiscoveryFactoryIdCompat, &table, {}};
  answering_entry = &answerer;
  PluginEntry entry{};
  CHECK(query_factory<PluginFactory>(nullptr) == nullptr);
  CHECK(query_factory<PluginFactory>(&entry) == nullptr);
  entry.get_factory = answer_factory;
  CHECK(query_factory<PluginFactory>(&entry) == nullptr);
  CHECK(query_factory<PresetDiscoveryFactory>(&entry) == &table);
  CHECK(answerer.asked == std::vector<std::string>{kPluginFactoryId, kPresetDiscoveryFactoryId,
                                                   kPresetDiscoveryFactoryIdCompat});
  answering_entry = nullptr;
}

TEST_CASE("is_id_of wants the whole id, current or older") {
  CHECK(is_id_of<PluginTrackInfo>("clap.track-info/1"));
  CHECK(is_id_of<PluginTrackInfo>("clap.track-info.draft/1"));
  CHECK_FALSE(is_id_of<PluginTrackInfo>("clap.track-info/10"));
  CHECK_FALSE(is_id_of<PluginTrackInfo>("clap.track-info/"));
  CHECK_FALSE(is_id_of<PluginTrackInfo>(""));
  CHECK_FALSE(is_id_of<PluginTrackInfo>(nullptr));
  CHECK(is_id_of<PluginFactory>(kPluginFactoryId));
}

}  // namespace
}  // namespace attacca::clap
