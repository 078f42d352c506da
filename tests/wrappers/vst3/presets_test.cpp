// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A plugin with factory presets, and what else its hosts load.

#include "abi/vst3/presets.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "abi/vst3/units.hpp"
#include "attacca/detail/embedded_presets.hpp"
#include "hosted.hpp"

namespace attacca::test {
namespace {

constexpr std::string_view kQuiet =
    R"({"format":"attacca-state","version":1,"plugin":"org.attacca.test.vst3","params":{"gain":0.25}})";
constexpr std::array kPresets = {
    Preset{"quiet", "Quiet", "", "", {}, kQuiet},
};
const detail::EmbeddedPresets kEmbedded[] = {{TestPlugin::info.id, kPresets}};

struct PresetHost {
  PresetHost() {
    host.initialize();
    vst3::ParameterInfo info;
    const std::int32_t last = host.controller->getParameterCount() - 1;
    for (std::int32_t i = 0; i <= last; ++i) {
      REQUIRE(host.controller->getParameterInfo(i, info) == vst3::kResultOk);
      const auto program_change = info.flags & vst3::ParameterInfo::kIsProgramChange;
      if (program_change != vst3::ParameterInfo::ParameterFlags{}) program = info.id;
    }
    REQUIRE(program != 0);
    made = gain();
  }
  [[nodiscard]] double gain() {
    return host.controller->getParamNormalized(host.plugin().gain.stable_id());
  }
  void set_gain(double value) {
    host.controller->setParamNormalized(host.plugin().gain.stable_id(), value);
  }
  [[nodiscard]] double chosen() { return host.controller->getParamNormalized(program); }
  void choose(double value) { host.controller->setParamNormalized(program, value); }
  /// `type`: null for a stream without attributes, empty for attributes that do not say.
  void load(const std::string& state, const char16_t* type) {
    if (type == nullptr) {
      Stream stream(state);
      REQUIRE(host.component->setState(&stream) == vst3::kResultOk);
      return;
    }
    AttributedStream stream(state);
    if (*type != 0) stream.list.texts["StateType"] = type;
    REQUIRE(host.component->setState(&stream) == vst3::kResultOk);
  }
  [[nodiscard]] std::string saved() {
    Stream stream;
    REQUIRE(host.component->getState(&stream) == vst3::kResultOk);
    return stream.bytes;
  }

  Hosted host;
  vst3::ParamID program = 0;
  double made = 0.0;  ///< The gain of a new plugin.
};

TEST_CASE("\"Init\" makes the plugin new behind a preset from a file") {
  PresetHost plugin;
  plugin.set_gain(0.125);
  const std::string file = plugin.saved();
  plugin.choose(0.0);  // as hosts send it with each project: it is the one that is loaded
  CHECK(plugin.gain() == 0.125);
  plugin.set_gain(0.5);
  plugin.load(file, u"TrackPreset");
  CHECK(plugin.gain() == 0.125);
  CHECK(plugin.chosen() == 0.0);
  plugin.choose(0.0);
  CHECK(plugin.gain() == plugin.made);
  plugin.set_gain(0.5);
  plugin.choose(0.0);
  CHECK(plugin.gain() == 0.5);
}

TEST_CASE("a file that was saved from a factory preset is not that preset any more") {
  PresetHost plugin;
  plugin.choose(1.0);
  const double quiet = plugin.gain();
  CHECK(quiet != plugin.made);
  plugin.set_gain(0.125);
  const std::string file = plugin.saved();
  plugin.load(file, u"Default");
  CHECK(plugin.gain() == 0.125);
  CHECK(plugin.chosen() == 0.0);
  CHECK(plugin.saved().find("from_preset") == std::string::npos);
  plugin.choose(1.0);
  CHECK(plugin.gain() == quiet);
  CHECK(plugin.chosen() == 1.0);
}

TEST_CASE("a project whose host does not say that it is one is not undone by its program") {
  for (const char16_t* type : {static_cast<const char16_t*>(nullptr), u"", u"Project"}) {
    PresetHost plugin;
    plugin.set_gain(0.125);
    const std::string of_its_own = plugin.saved();
    plugin.choose(1.0);
    plugin.set_gain(0.75);
    const std::string of_a_preset = plugin.saved();
    PresetHost again;
    again.load(of_its_own, type);
    again.choose(0.0);
    CHECK(again.gain() == 0.125);
    again.load(of_a_preset, type);
    CHECK(again.chosen() == 1.0);
    again.choose(1.0);
    CHECK(again.gain() == 0.75);
  }
}

}  // namespace
}  // namespace attacca::test

std::span<const attacca::detail::EmbeddedPresets> attacca::detail::embedded_presets() noexcept {
  return attacca::test::kEmbedded;
}
