// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/layout_choice.hpp"

#include <memory>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"
#include "standalone/player.hpp"

namespace attacca::standalone {
namespace {

struct Rig {
  explicit Rig(const char* path)
      : module(*host::Module::open(path)), plugin(*module->create({}, loop)) {}
  /// Channels that a device has with this layout; the error where there is none.
  std::pair<std::uint32_t, std::uint32_t> with(const std::string& layout) {
    REQUIRE(choose_layout(*plugin, layout));
    const Player player(*plugin, {});
    return {player.inputs(), player.outputs()};
  }
  host::MainLoop loop;
  std::shared_ptr<host::Module> module;
  std::unique_ptr<host::PluginInstance> plugin;
};

using Channels = std::pair<std::uint32_t, std::uint32_t>;

TEST_CASE("a layout is chosen by its name or its number, and the device has its channels") {
  Rig rig(TEST_GAIN);
  CHECK(rig.with("") == Channels{2, 2});
  CHECK(rig.with("Mono") == Channels{1, 1});
  CHECK(rig.with("stereo") == Channels{2, 2});
  CHECK(rig.with("2") == Channels{1, 1});
  CHECK(rig.with("1") == Channels{2, 2});
}

TEST_CASE("speakers and ambisonics are layouts like others") {
  Rig rig(TEST_SURROUND);
  const auto layouts = rig.plugin->layouts();
  REQUIRE(layouts.size() > 2);
  for (const host::ListedLayout& layout : layouts) {
    CAPTURE(layout.name);
    CHECK(rig.with(layout.name) == Channels{layout.main_inputs, layout.main_outputs});
  }
}

TEST_CASE("a layout that is not there is an error that names those that are, and changes nothing") {
  Rig rig(TEST_GAIN);
  REQUIRE(choose_layout(*rig.plugin, "Mono"));
  for (const char* wrong : {"Quad", "0", "3", "-1", "1 ", "99999999999999999999"}) {
    const auto chosen = choose_layout(*rig.plugin, wrong);
    REQUIRE_FALSE(chosen);
    CHECK(chosen.error().message.find(std::string("no layout \"") + wrong) != std::string::npos);
    CHECK(chosen.error().message.find("\n  1  Stereo\n  2  Mono") != std::string::npos);
  }
  CHECK(Player(*rig.plugin, {}).inputs() == 1);
}

TEST_CASE("a layout is not changed while the plugin plays") {
  Rig rig(TEST_GAIN);
  REQUIRE(rig.plugin->activate(48000.0, 64));
  CHECK_FALSE(choose_layout(*rig.plugin, "Mono"));
  rig.plugin->deactivate();
  CHECK(choose_layout(*rig.plugin, "Mono"));
}

}  // namespace
}  // namespace attacca::standalone
