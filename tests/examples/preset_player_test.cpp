// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What the example promises of presets, states of its first version and other formats, through a
// host's eyes.

#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"
#include "host/vst3/saved_state.hpp"

namespace attacca::test {
namespace {

using host::PluginInstance;

struct Loaded {
  explicit Loaded(const char* path)
      : module(host::Module::open(path).value()), instance(module->create({}, loop).value()) {}

  [[nodiscard]] const host::ParameterInfo& parameter(std::string_view name) const {
    const host::ParameterInfo* const found = instance->find_parameter(name);
    REQUIRE(found != nullptr);
    return *found;
  }
  void set(std::string_view name, double normalized) {
    const host::ParameterId id = parameter(name).id;
    REQUIRE(instance->set_parameter(id, instance->plain_value(id, normalized)));
    instance->pump();
  }
  [[nodiscard]] double value(std::string_view name) {
    return instance->normalized_value(parameter(name).id).value();
  }
  [[nodiscard]] std::string state() {
    const auto bytes = instance->save_state().value();
    const auto text = host::unpack_state(bytes).component;
    return {reinterpret_cast<const char*>(text.data()), text.size()};
  }
  [[nodiscard]] bool load(const std::string& state) {
    const bool loaded = instance->load_state(std::as_bytes(std::span(state))).has_value();
    instance->pump();
    return loaded;
  }
  void load_preset(std::string_view name) {
    for (const host::PresetInfo& preset : instance->presets()) {
      if (preset.name != name) continue;
      REQUIRE(instance->load_preset(preset));
      instance->pump();
      return;
    }
    FAIL("no such preset");
  }

  host::MainLoop loop;
  std::shared_ptr<host::Module> module;
  std::unique_ptr<PluginInstance> instance;
};

constexpr const char* kBoth[] = {PRESET_PLAYER_CLAP, PRESET_PLAYER_VST3};

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.is_open());
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("each format lists the presets in the order of the build, and loads them whole") {
  for (const char* path : kBoth) {
    Loaded plugin(path);
    std::string names;
    for (const auto& preset : plugin.instance->presets()) names += preset.name + ",";
    CHECK(names.ends_with("Half Time,Stutter,Tresillo,"));
    plugin.load_preset("Half Time");
    CHECK(plugin.value("Depth") == doctest::Approx(0.7));
    CHECK(plugin.state().find("\"steps\": [1, 0]") != std::string::npos);
    plugin.load_preset("Tresillo");
    CHECK(plugin.value("Depth") == 1.0);
    CHECK(plugin.state().find("\"name\": \"3-3-2\"") != std::string::npos);
  }
}

TEST_CASE("a preset that the plugin does not have is refused and changes nothing") {
  for (const char* path : kBoth) {
    Loaded plugin(path);
    plugin.set("Depth", 0.25);
    const std::string before = plugin.state();
    CHECK_FALSE(plugin.instance->load_preset({"Gone", "999"}));
    CHECK(plugin.state() == before);
  }
}

TEST_CASE("a project keeps which preset it was, and hosts that send it again undo nothing") {
  Loaded plugin(PRESET_PLAYER_VST3);
  const double at_first = plugin.value("Preset");
  plugin.load_preset("Stutter");
  const double chosen = plugin.value("Preset");
  CHECK(chosen != at_first);
  plugin.set("Depth", 0.25);
  plugin.load_preset("Stutter");  // as hosts do when they open a project
  CHECK(plugin.value("Depth") == 0.25);
  const std::string project = plugin.state();
  CHECK(project.find("\"from_preset\": \"stutter\"") != std::string::npos);

  Loaded again(PRESET_PLAYER_VST3);
  REQUIRE(again.load(project));
  CHECK(again.value("Preset") == chosen);
  again.load_preset("Stutter");
  CHECK(again.value("Depth") == 0.25);
  again.load_preset("Init");
  CHECK(again.value("Depth") == 1.0);
  CHECK(again.value("Preset") == at_first);
}

TEST_CASE("a state of one format loads in the other, and is saved there as the same bytes") {
  for (const auto& [from, to] : {std::pair(kBoth[0], kBoth[1]), std::pair(kBoth[1], kBoth[0])}) {
    Loaded one(from);
    one.load_preset("Stutter");
    one.set("Depth", 0.625);
    const std::string state = one.state();
    Loaded other(to);
    REQUIRE(other.load(state));
    CHECK(other.value("Depth") == 0.625);
    CHECK(other.state() == state);
  }
}

TEST_CASE("a state of version 1 opens with its depth and its pattern") {
  const std::string old = file(GOLDEN_FOLDER "/preset_player-1.json");
  for (const char* path : kBoth) {
    Loaded plugin(path);
    REQUIRE(plugin.load(old));
    CHECK(plugin.value("Depth") == doctest::Approx(0.42));
    const std::string now = plugin.state();
    CHECK(now.find("\"state_version\": 2") != std::string::npos);
    CHECK(now.find("\"steps\": [1, 0, 0, 1]") != std::string::npos);
    for (std::size_t size = 0; size + 2 < old.size(); ++size) {
      CHECK_FALSE(plugin.load(old.substr(0, size)));
    }
    CHECK(plugin.state() == now);
  }
}

}  // namespace
}  // namespace attacca::test
