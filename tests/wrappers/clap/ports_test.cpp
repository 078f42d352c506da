// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include <doctest/doctest.h>

#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

clap::AudioPortInfo port(const LoadedPlugin& plugin, std::uint32_t index, bool is_input) {
  clap::AudioPortInfo info = {};
  REQUIRE(plugin.extension<clap::PluginAudioPorts>().get(plugin.table(), index, is_input, &info));
  return info;
}

TEST_CASE("the first layout's ports are what a host finds") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& ports = plugin.extension<clap::PluginAudioPorts>();
  CHECK(ports.count(plugin.table(), true) == 1);
  CHECK(ports.count(plugin.table(), false) == 1);
  const clap::AudioPortInfo input = port(plugin, 0, true);
  CHECK(input.flags == clap::AudioPortFlags::is_main);
  CHECK(input.channel_count == 2);
  CHECK(std::string(input.port_type) == clap::kPortStereo);
  const clap::AudioPortInfo output = port(plugin, 0, false);
  // Which may share their memory, each named by the other's id.
  CHECK(input.in_place_pair == output.id);
  CHECK(output.in_place_pair == input.id);
}

TEST_CASE("ports that do not exist and nowhere to write are refused") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& ports = plugin.extension<clap::PluginAudioPorts>();
  clap::AudioPortInfo info = {};
  CHECK_FALSE(ports.get(plugin.table(), 1, true, &info));
  CHECK_FALSE(ports.get(plugin.table(), UINT32_MAX, false, &info));
  CHECK_FALSE(ports.get(plugin.table(), 0, true, nullptr));
}

TEST_CASE("every layout is a configuration with the right counts") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& configs = plugin.extension<clap::PluginAudioPortsConfig>();
  REQUIRE(configs.count(plugin.table()) == 4);
  clap::AudioPortsConfig config = {};
  REQUIRE(configs.get(plugin.table(), 1, &config));
  CHECK(std::string(config.name) == "1 in, 2 out");
  CHECK(std::string(config.main_input_port_type) == clap::kPortMono);
  CHECK(std::string(config.main_output_port_type) == clap::kPortStereo);
  REQUIRE(configs.get(plugin.table(), 3, &config));
  CHECK(std::string(config.name) == "Quad");
  CHECK_FALSE(config.has_main_input);
  CHECK(config.has_main_output);
  CHECK(config.main_output_channel_count == 4);
  CHECK(config.main_output_port_type == nullptr);
  CHECK(config.input_port_count == 1);
  CHECK_FALSE(configs.get(plugin.table(), 4, &config));
  CHECK_FALSE(configs.get(plugin.table(), 0, nullptr));
}

TEST_CASE("selecting a configuration changes the ports, unless active or unknown") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  const auto& configs = plugin.extension<clap::PluginAudioPortsConfig>();
  const auto& ports = plugin.extension<clap::PluginAudioPorts>();
  CHECK_FALSE(configs.select(plugin.table(), 4));
  CHECK_FALSE(configs.select(plugin.table(), clap::kInvalidId));
  REQUIRE(configs.select(plugin.table(), 1));
  CHECK(port(plugin, 0, true).channel_count == 1);
  CHECK(port(plugin, 0, true).in_place_pair == clap::kInvalidId);  // other channel counts
  REQUIRE(configs.select(plugin.table(), 2));
  CHECK(ports.count(plugin.table(), true) == 2);
  const clap::AudioPortInfo keyed = port(plugin, 1, true);
  REQUIRE(plugin.activate());
  CHECK_FALSE(configs.select(plugin.table(), 0));
  plugin->deactivate(plugin.table());
  // The same sidechain keeps its id where it comes first.
  REQUIRE(configs.select(plugin.table(), 3));
  const clap::AudioPortInfo quad = port(plugin, 0, true);
  CHECK(std::string(keyed.name) == "Sidechain");
  CHECK(std::string(quad.name) == "Sidechain");
  CHECK(quad.id == keyed.id);
  CHECK(quad.id != 0);
  CHECK_FALSE(clap::has(quad.flags, clap::AudioPortFlags::is_main));
}

TEST_CASE("a mono to stereo layout processes through") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  REQUIRE(plugin.extension<clap::PluginAudioPortsConfig>().select(plugin.table(), 1));
  REQUIRE(plugin.activate());
  StereoBlock block(16, 0.5f);
  block.in_buffer().channel_count = 1;
  plugin.process(block);
  CHECK(block.output(0, 3) == 0.5f);
  CHECK(block.output(1, 3) == 0.0f);
}

}  // namespace
}  // namespace attacca::clap_test
