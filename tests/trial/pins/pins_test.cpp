// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/pins/pins.hpp"

#include <string>

#include <doctest/doctest.h>

#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"

namespace attacca::test {
namespace {

using pins::PinnedPlugin;

struct Plugin {
  explicit Plugin(const char* path)
      : module(host::Module::open(path).value()), instance(module->create({}, loop).value()) {}
  host::MainLoop loop;
  std::shared_ptr<host::Module> module;
  std::unique_ptr<host::PluginInstance> instance;
};

PinnedPlugin pinned_gain(const char* path = GAIN_CLAP) {
  Plugin plugin(path);
  return pins::pin(*plugin.instance).value();
}

std::vector<std::string> broken(const PinnedPlugin& pinned) {
  Plugin plugin(GAIN_CLAP);
  return pins::broken_promises(pinned, *plugin.instance);
}

/// Exactly one promise is broken, and the sentence says so.
void expect_broken(const PinnedPlugin& pinned, std::string_view what) {
  const auto found = broken(pinned);
  REQUIRE(found.size() == 1);
  CHECK_MESSAGE(found[0].find(what) != std::string::npos, found[0]);
}

TEST_CASE("a plugin keeps what it was pinned with, in both formats and through a file") {
  for (const char* path : {GAIN_CLAP, GAIN_VST3}) {
    const PinnedPlugin pinned = pinned_gain(path);
    CHECK(pinned.parameters.size() == 2);
    CHECK(pinned.parameters[0].value.has_value());
    const auto read = pins::read_pins(pins::write_pins({pinned}));
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    CHECK(read->front().id == pinned.id);
    CHECK(read->front().state == pinned.state);
    Plugin plugin(path);
    CHECK(pins::broken_promises(read->front(), *plugin.instance).empty());
  }
}

TEST_CASE("what projects would lose is said, one sentence each") {
  PinnedPlugin pinned = pinned_gain();
  pinned.parameters[0].maximum = 6.0;
  expect_broken(pinned, "\"Gain\"");
  pinned = pinned_gain();
  pinned.parameters[1].step_count = 3;
  expect_broken(pinned, "has 1 steps and not 3");
  pinned = pinned_gain();
  pinned.parameters[0].default_value = -3.0;
  expect_broken(pinned, "and not at -3: states without it sound different");
  pinned = pinned_gain();
  pinned.parameters[0].id += 1;
  expect_broken(pinned, "is gone");
  pinned = pinned_gain();
  pinned.parameters[0].value = *pinned.parameters[0].value + 0.01;
  expect_broken(pinned, "migrate old states");
  pinned = pinned_gain();
  pinned.state.resize(pinned.state.size() / 2);
  expect_broken(pinned, "is refused, and so are old projects");
}

TEST_CASE("what is new breaks no promise") {
  PinnedPlugin pinned = pinned_gain();
  pinned.parameters.pop_back();
  CHECK(broken(pinned).empty());
}

TEST_CASE("a lock file with mistakes, or of another kind, is one clear line") {
  const std::string whole = pins::write_pins({pinned_gain()});
  const auto refused = [](const std::string& text) {
    const auto read = pins::read_pins(text);
    REQUIRE_FALSE(read);
    CHECK(read.error().message.find('\n') == std::string::npos);
    return read.error().message;
  };
  for (std::size_t size = 0; size + 2 < whole.size(); size += 7) refused(whole.substr(0, size));
  CHECK(refused("{}").find("no lock file") != std::string::npos);
  CHECK(refused("[1]").find("no lock file") != std::string::npos);
  CHECK(refused(R"({"format":"attacca-pins","version":2,"plugins":[]})").find("later version") !=
        std::string::npos);
  CHECK(refused(R"({"format":"attacca-pins","version":1})").find("damaged") != std::string::npos);
  CHECK(refused(R"({"format":"attacca-pins","version":1,"plugins":[{"format":"CLAP","id":"x",)"
                R"("parameters":[],"state":{"hex":"0"}}]})")
            .find("half a byte") != std::string::npos);
  CHECK(refused(std::string(10'000, '[')).find("damaged") != std::string::npos);
}

}  // namespace
}  // namespace attacca::test
