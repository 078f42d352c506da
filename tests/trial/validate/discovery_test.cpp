// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/discovery.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

namespace attacca::validate {

TEST_CASE("what is no plugin file is an error, not a finding") {
  CHECK_FALSE(discover("/nowhere/there.clap", {}, {}).has_value());
  CHECK_FALSE(discover("/bin/ls", {}, {}).has_value());
}

TEST_CASE("a file whose plugin cannot be made is a finding, and its plugins are known") {
  const auto discovery = discover(TEST_ROGUE, {}, {});
  REQUIRE(discovery.has_value());
  CHECK(discovery->loading.verdict == Verdict::failed);
  REQUIRE(discovery->subjects.size() == 1);
  CHECK(discovery->subjects[0].plugin.id == "org.attacca.test.rogue");
  CHECK(discovery->subjects[0].plugin.name == "Rogue");
  CHECK(discovery->subjects[0].plugin.features == std::vector<std::string>{"utility"});
}

TEST_CASE("a file that crashes while it is looked into is a finding with its plugins") {
  setenv("ROGUE", "crash", 1);
  const auto discovery = discover(TEST_ROGUE, {}, {});
  unsetenv("ROGUE");
  REQUIRE(discovery.has_value());
  CHECK(discovery->loading.verdict == Verdict::crashed);
  CHECK(discovery->subjects.size() == 1);
}

TEST_CASE("a plugin's description survives the way through a note") {
  host::PluginDescription plugin;
  plugin.id = "a \"b\" \n c";
  plugin.name = "名前";
  plugin.features = {"x", "y"};
  const auto back = plugin_of(note_of(plugin));
  REQUIRE(back.has_value());
  CHECK(back->id == plugin.id);
  CHECK(back->name == plugin.name);
  CHECK(back->features == plugin.features);
  CHECK_FALSE(plugin_of("loaded in 3 ms").has_value());
}

}  // namespace attacca::validate
