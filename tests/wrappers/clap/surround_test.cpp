// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/ext/surround.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

using Place = clap::SurroundChannel;

constexpr const char* kSurround = "org.attacca.test.surround";

clap::AudioPortInfo output_of(const LoadedPlugin& plugin, std::uint32_t index = 0) {
  clap::AudioPortInfo info = {};
  REQUIRE(plugin.extension<clap::PluginAudioPorts>().get(plugin.table(), index, false, &info));
  return info;
}

std::vector<Place> map_of(const LoadedPlugin& plugin, std::uint32_t index = 0) {
  std::vector<Place> map(32);
  map.resize(plugin.extension<clap::PluginSurround>().get_channel_map(
      plugin.table(), false, index, map.data(), static_cast<std::uint32_t>(map.size())));
  return map;
}

TEST_CASE("main ports have the author's names, and surround ports a map") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized, kSurround);
  const clap::AudioPortInfo output = output_of(plugin);
  CHECK(std::string(output.name) == "Room");
  CHECK(std::string(output.port_type) == clap::kPortSurround);
  CHECK(output.channel_count == 6);
  CHECK(map_of(plugin) ==
        std::vector<Place>{Place::fl, Place::fr, Place::fc, Place::lfe, Place::bl, Place::br});
  const auto& surround = plugin.extension<clap::PluginSurround>();
  CHECK(surround.is_channel_mask_supported(plugin.table(), 0x3f));
  CHECK(surround.is_channel_mask_supported(plugin.table(), 0xc063f));  // 7.1.2
  CHECK_FALSE(surround.is_channel_mask_supported(plugin.table(), 0xff));
  CHECK_FALSE(surround.is_channel_mask_supported(plugin.table(), 0));
  Place too_small[5];
  CHECK(surround.get_channel_map(plugin.table(), false, 0, too_small, 5) == 0);
  CHECK(surround.get_channel_map(plugin.table(), false, 7, too_small, 5) == 0);
  CHECK(surround.get_channel_map(plugin.table(), false, 0, nullptr, 64) == 0);
}

TEST_CASE("extensions for surround are there for plugins that have such ports alone") {
  FakeHost host;
  const LoadedPlugin plain(host, Start::initialized);
  CHECK(clap::query<clap::PluginSurround>(plain.table()) == nullptr);
  CHECK(clap::query<clap::PluginAmbisonic>(plain.table()) == nullptr);
  CHECK(clap::query<clap::PluginConfigurableAudioPorts>(plain.table()) != nullptr);
}

TEST_CASE("every configuration tells its ports without being selected") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized, kSurround);
  const auto& infos = plugin.extension<clap::PluginAudioPortsConfigInfo>();
  const auto& configs = plugin.extension<clap::PluginAudioPortsConfig>();
  CHECK(infos.current_config(plugin.table()) == 0);
  clap::AudioPortInfo info = {};
  REQUIRE(infos.get(plugin.table(), 3, 1, false, &info));
  CHECK(std::string(info.name) == "Heights");
  CHECK(std::string(info.port_type) == clap::kPortSurround);
  REQUIRE(infos.get(plugin.table(), 2, 0, false, &info));
  CHECK(std::string(info.port_type) == clap::kPortAmbisonic);
  CHECK_FALSE(infos.get(plugin.table(), 2, 1, false, &info));
  CHECK_FALSE(infos.get(plugin.table(), 5, 0, false, &info));
  CHECK_FALSE(infos.get(plugin.table(), clap::kInvalidId, 0, false, &info));
  REQUIRE(configs.select(plugin.table(), 2));
  CHECK(infos.current_config(plugin.table()) == 2);
  clap::AmbisonicConfig ambix = {};
  REQUIRE(plugin.extension<clap::PluginAmbisonic>().get_config(plugin.table(), false, 0, &ambix));
  CHECK(ambix.ordering == clap::AmbisonicOrdering::acn);
  CHECK(ambix.normalization == clap::AmbisonicNormalization::sn3d);
  CHECK_FALSE(
      plugin.extension<clap::PluginAmbisonic>().get_config(plugin.table(), true, 0, &ambix));
}

TEST_CASE("requests for ports find the layout that grants them all") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized, kSurround);
  const auto& ports = plugin.extension<clap::PluginConfigurableAudioPorts>();
  const auto apply = [&](const clap::AudioPortConfigurationRequest& request) {
    const bool can = ports.can_apply_configuration(plugin.table(), &request, 1);
    CHECK(ports.apply_configuration(plugin.table(), &request, 1) == can);
    return can;
  };
  const auto& infos = plugin.extension<clap::PluginAudioPortsConfigInfo>();
  SUBCASE("by the map") {
    const Place quad[] = {Place::fl, Place::fr, Place::bl, Place::br};
    CHECK(apply({false, 0, 4, clap::kPortSurround, quad}));
    CHECK(infos.current_config(plugin.table()) == 3);
    const Place other[] = {Place::fl, Place::fr, Place::sl, Place::sr};
    CHECK_FALSE(apply({false, 0, 4, clap::kPortSurround, other}));
    CHECK(infos.current_config(plugin.table()) == 3);
  }
  SUBCASE("by kind of ambisonics") {
    const clap::AmbisonicConfig fuma = {clap::AmbisonicOrdering::fuma,
                                        clap::AmbisonicNormalization::maxn};
    CHECK_FALSE(apply({false, 0, 4, clap::kPortAmbisonic, &fuma}));
    CHECK(apply({false, 0, 4, clap::kPortAmbisonic, nullptr}));
    CHECK(infos.current_config(plugin.table()) == 2);
  }
  SUBCASE("by number alone, the present layout first") {
    REQUIRE(plugin.extension<clap::PluginAudioPortsConfig>().select(plugin.table(), 4));
    CHECK(apply({false, 0, 6, nullptr, nullptr}));
    CHECK(infos.current_config(plugin.table()) == 4);
  }
  SUBCASE("not while active") {
    REQUIRE(plugin.activate());
    CHECK_FALSE(apply({false, 0, 4, clap::kPortSurround, nullptr}));
  }
  SUBCASE("none that does not exist") {
    CHECK_FALSE(apply({false, 0, 5, nullptr, nullptr}));
    CHECK_FALSE(apply({false, 1, 1, nullptr, nullptr}));
    CHECK_FALSE(apply({true, 0, 1, clap::kPortStereo, nullptr}));
    CHECK_FALSE(ports.can_apply_configuration(plugin.table(), nullptr, 1));
  }
}

}  // namespace
}  // namespace attacca::clap_test
