// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/records.hpp"

#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "package/plugin_binary.hpp"

using namespace attacca::package;
using namespace attacca::package::test;

TEST_CASE("both records are found in a binary without loading it") {
  const auto binary = read_plugin_binary(ATTACCA_FAKE_PLUGIN);
  REQUIRE(binary);
  REQUIRE(binary->identity);
  CHECK(binary->identity->plugin == "fake_gain");
  CHECK(binary->identity->dirty);
  CHECK(binary->identity->sources == "sha256:" + std::string(64, '0'));
  CHECK(binary->identity->flags == "-O2 -DNAME=\"x\"");
  CHECK(binary->identity->time == "2026-01-02T03:04:05Z");
  REQUIRE(binary->plugins.size() == 1);
  const PluginMetadata& plugin = binary->plugins[0];
  CHECK(plugin.id == "org.attacca.fake-gain");
  CHECK(plugin.name == "Fake Gain");
  CHECK(plugin.clap_features == std::vector<std::string>{"audio-effect", "utility"});
  CHECK(plugin.vst3_subcategories == std::vector<std::string>{"Fx", "Tools"});
  CHECK(plugin.vst3_flags == 2);
}

TEST_CASE("a third-party binary has no records") {
  const auto binary = read_plugin_binary(ATTACCA_PLAIN_LIBRARY);
  REQUIRE(binary);
  CHECK_FALSE(binary->identity.has_value());
  CHECK(binary->plugins.empty());
}

TEST_CASE("the first line alone is no record: the tools themselves contain it") {
  const Bytes decoy = bytes_of(std::string_view(
      "ATTACCA-BUILD-IDENTITY/1\n\0 ATTACCA-BUILD-IDENTITY/1\nnot json\0 ATTACCA-BUILD-IDENTITY/1\n"
      "{\"plugin\":\"real\",\"sources\":\"sha256:1\"}\0",
      127));
  const auto identity = find_build_identity(decoy, nullptr);
  REQUIRE(identity);
  CHECK(identity->plugin == "real");
}

TEST_CASE("a record that never ends is no record") {
  const Bytes endless = bytes_of("ATTACCA-BUILD-IDENTITY/1\n{\"plugin\":\"x\",\"sources\":\"y\"}");
  CHECK_FALSE(find_build_identity(endless, nullptr).has_value());
}

TEST_CASE("damaged identity records are refused whole") {
  CHECK_FALSE(parse_build_identity("").has_value());
  CHECK_FALSE(parse_build_identity("[]").has_value());
  CHECK_FALSE(parse_build_identity("{}").has_value());
  CHECK_FALSE(parse_build_identity("{\"plugin\":3,\"sources\":4}").has_value());
  CHECK_FALSE(parse_build_identity("{\"plugin\":\"x\"").has_value());
  CHECK(parse_build_identity("{\"plugin\":\"x\",\"sources\":\"y\",\"dirty\":\"no\"}").has_value());
}

TEST_CASE("several plugins in one binary are distinguished") {
  const auto plugins = parse_plugin_metadata(
      "plugin\tone\nname\tOne\nclap_feature\ta\nplugin\ttwo\nname\tTwo\nfuture_key\tx\n");
  REQUIRE(plugins.size() == 2);
  CHECK(plugins[0].clap_features.size() == 1);
  CHECK(plugins[1].name == "Two");
}

TEST_CASE("damaged plugin descriptions are refused whole") {
  CHECK(parse_plugin_metadata("").empty());
  CHECK(parse_plugin_metadata("name\tbefore the plugin\n").empty());
  CHECK(parse_plugin_metadata("plugin\tx\nno tab here\n").empty());
  CHECK(parse_plugin_metadata("plugin\tx\nvst3_flags\tmany\n").empty());
  CHECK(parse_plugin_metadata("plugin\tx\nvst3_flags\t99999999999999\n").empty());
  CHECK(parse_plugin_metadata("plugin\tx\nvst3_class\tnot a class\n").empty());
}
