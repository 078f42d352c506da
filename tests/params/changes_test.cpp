// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/core/test_plugin.hpp"

namespace attacca::test {

namespace {

/// Writes down its changes.
struct Watching final : TestPlugin {
  static constexpr PluginInfo info{.id = "org.attacca.watching", .name = "W", .vendor = "A"};
  Watching() {
    gain.on_change([this] { seen.push_back(gain.plain()); });
    bypass.on_change([this] {
      if (throws) throw std::runtime_error("no");
      seen.push_back(bypass.plain() ? 1.0 : 0.0);
    });
  }
  std::vector<double> seen;
  bool throws = false;
};

/// Writes down how values come.
struct Gestures final : core::ParamEventSink {
  bool value(std::uint32_t, const Param& param, double normalized) noexcept override {
    return write("value ", param, normalized);
  }
  bool set_by_plugin(std::uint32_t, const Param& param, double normalized) noexcept override {
    return write("gesture ", param, normalized);
  }
  bool write(std::string what, const Param& param, double normalized) {
    if (!accepts) return false;
    lines.push_back(std::move(what) + std::string(param.id()) + ' ' + std::to_string(normalized));
    return true;
  }
  std::vector<std::string> lines;
  bool accepts = true;
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("on_change comes on the main thread, whoever changed the value") {
  Rig<Watching> rig;
  rig.activate();
  Watching& plugin = rig.plugin;
  const std::string state = rig.instance->save_state();
  SUBCASE("an edit") {
    rig.instance->set_param(plugin.gain, 1.0);
    rig.instance->on_main();
    CHECK(plugin.seen == std::vector<double>{12.0});
  }
  SUBCASE("automation: the audio thread asks for it, and calls nothing") {
    const int before = rig.host.main_calls_from_audio;
    rig.run_with({{.frame = 3, .param = &plugin.gain, .normalized = 0.0}});
    CHECK(plugin.seen.empty());
    CHECK(rig.host.main_calls_from_audio > before);
    rig.instance->on_main();
    CHECK(plugin.seen == std::vector<double>{-60.0});
  }
  SUBCASE("a state, after which nothing is seen twice") {
    rig.instance->set_param(plugin.gain, 1.0);
    rig.instance->set_param(plugin.bypass, 1.0);
    rig.instance->on_main();
    plugin.seen.clear();
    REQUIRE(rig.instance->load_state(state));
    rig.instance->on_main();
    rig.instance->on_main();
    CHECK(plugin.seen == std::vector<double>{0.0, 0.0});
  }
  SUBCASE("process() itself") {
    plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
      plugin.gain.set_from_audio(12.0);
      return ProcessStatus::normal();
    };
    rig.run();
    rig.instance->on_main();
    CHECK(plugin.seen == std::vector<double>{12.0});
  }
}

TEST_CASE("changes that nobody watches wake nobody, and a value that is back is no change") {
  Rig<Watching> rig;
  rig.activate();
  const int before = rig.host.main_calls_from_audio;
  rig.run_with({{.frame = 0, .param = &rig.plugin.mix, .normalized = 0.5}});
  CHECK(rig.host.main_calls_from_audio == before);
  rig.run_with({{.frame = 0, .param = &rig.plugin.gain, .normalized = 1.0}});
  rig.run_with({{.frame = 0,
                 .param = &rig.plugin.gain,
                 .normalized = rig.plugin.gain.default_normalized()}});
  rig.instance->on_main();
  CHECK(rig.plugin.seen.empty());
}

TEST_CASE("a callback that throws does no harm") {
  Rig<Watching> rig;
  rig.plugin.throws = true;
  rig.instance->set_param(rig.plugin.bypass, 1.0);
  rig.instance->set_param(rig.plugin.gain, 1.0);
  rig.instance->on_main();
  CHECK(rig.plugin.seen == std::vector<double>{12.0});
}

TEST_CASE("what process() sets is heard at once, saved, and sent to the host as a gesture") {
  Rig<> rig;
  rig.activate();
  float heard = 0.0f;
  bool sets = true;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    if (sets) rig.plugin.gain.set_from_audio(-24.0);
    heard = rig.plugin.gain.value();
    return ProcessStatus::normal();
  };
  Gestures sink;
  rig.run_with({}, 16, &sink);
  CHECK(heard == -24.0f);
  CHECK(rig.plugin.gain.plain() == doctest::Approx(-24.0));
  CHECK(rig.instance->save_state().find("\"gain\": -24") != std::string::npos);
  CHECK(sink.lines == Lines{"gesture gain 0.500000"});
  sets = false;
  rig.run_with({}, 16, &sink);
  CHECK(sink.lines.size() == 1);  // once
}

TEST_CASE("a host without room is seen later, and seen the newest value") {
  Rig<> rig;
  rig.activate();
  double plain = -24.0;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    if (plain < 0.0) rig.plugin.gain.set_from_audio(plain);
    return ProcessStatus::normal();
  };
  Gestures sink;
  sink.accepts = false;
  rig.run_with({}, 16, &sink);
  plain = -60.0;
  rig.run_with({}, 16, &sink);
  plain = 0.0;
  sink.accepts = true;
  rig.run_with({}, 16, &sink);
  rig.run_with({}, 16, &sink);
  CHECK(sink.lines == Lines{"gesture gain 0.000000"});
}

TEST_CASE("the host has the last word after process(), and process() may say the same again") {
  Rig<> rig;
  rig.activate();
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    rig.plugin.gain.set_from_audio(-24.0);
    return ProcessStatus::normal();
  };
  Gestures sink;
  rig.run_with({}, 16, &sink);
  rig.run_with({{.frame = 0, .param = &rig.plugin.gain, .normalized = 0.25}}, 16, &sink);
  CHECK(sink.lines == Lines{"gesture gain 0.500000", "gesture gain 0.500000"});
  rig.plugin.on_process = nullptr;
  rig.run_with({{.frame = 0, .param = &rig.plugin.gain, .normalized = 0.25}}, 16, &sink);
  CHECK(rig.plugin.gain.normalized() == 0.25);
  rig.instance->set_param(rig.plugin.gain, 0.75);
  rig.run_with({}, 16, &sink);
  CHECK(rig.plugin.gain.normalized() == 0.75);
  CHECK(sink.lines.size() == 2);
}

TEST_CASE("a host that sends back what process() set does not turn it back") {
  Rig<> rig;
  rig.activate();
  double plain = -24.0;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    if (plain > -61.0) rig.plugin.gain.set_from_audio(plain);
    return ProcessStatus::normal();
  };
  rig.run();
  plain = -60.0;
  rig.run();
  plain = -100.0;
  rig.run_with({{.frame = 0, .param = &rig.plugin.gain, .normalized = 0.5}});
  CHECK(rig.plugin.gain.normalized() == 0.0);
  rig.run_with({{.frame = 0, .param = &rig.plugin.gain, .normalized = 0.0}});
  CHECK(rig.plugin.gain.normalized() == 0.0);
  // Any other value is the host's own.
  rig.run_with({{.frame = 0, .param = &rig.plugin.gain, .normalized = 0.5}});
  CHECK(rig.plugin.gain.normalized() == 0.5);
}

TEST_CASE("NaN from process() is no value, and read-only parameters have report()") {
  Rig<> rig;
  rig.activate();
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    rig.plugin.gain.set_normalized_from_audio(std::nan(""));
    rig.plugin.mix.set_normalized_from_audio(7.0);
    rig.plugin.meter.set_normalized_from_audio(0.5);
    return ProcessStatus::normal();
  };
  Gestures sink;
  rig.run_with({}, 16, &sink);
  CHECK(rig.plugin.gain.plain() == doctest::Approx(0.0));
  CHECK(sink.lines == Lines{"gesture mix 1.000000"});
}

TEST_CASE("hundreds of edits between two blocks all arrive, as do those of one block") {
  Rig<> rig;
  rig.activate();
  for (int i = 0; i <= 300; ++i) {
    rig.instance->set_param(rig.plugin.gain, i / 300.0);
    if (i == 7) rig.instance->set_param(rig.plugin.mix, 0.875);
  }
  rig.run();
  CHECK(rig.plugin.gain.value() == 12.0f);
  CHECK(rig.plugin.mix.value() == 0.875f);
  for (int i = 0; i < 10; ++i) {
    rig.instance->set_param(i % 2 == 0 ? static_cast<Param&>(rig.plugin.gain) : rig.plugin.mix,
                            i / 20.0);
    rig.run();
    rig.instance->set_param(rig.plugin.bypass, i % 2 == 0 ? 1.0 : 0.0);
  }
  rig.run();
  CHECK(rig.plugin.gain.normalized() == 0.4);
  CHECK(rig.plugin.gain.value() == doctest::Approx(-60.0 + 72.0 * 0.4));
  CHECK(rig.plugin.mix.value() == 0.45f);
  CHECK_FALSE(rig.plugin.bypass.value());
}

}  // namespace attacca::test
