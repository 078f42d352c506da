// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <limits>
#include <optional>

#include <doctest/doctest.h>

#include "test_plugin.hpp"

namespace attacca::test {

namespace {

struct Broken : TestPlugin {
  static constexpr PluginInfo info{.id = "org.attacca.broken", .name = "B", .vendor = "A"};
};

struct Throwing final : Broken {
  Throwing() { throw std::runtime_error("no licence"); }
};
struct ThrowingOddly final : Broken {
  ThrowingOddly() { throw 7; }
};
struct Twins final : Broken {
  FloatParam again{params(), {.id = "gain", .name = "Again"}};
};
struct TwoBypasses final : Broken {
  BoolParam again{params(), {.id = "bypass2", .name = "Again", .flags = {.bypass = true}}};
};
struct NoLayout final : Broken {
  std::span<const AudioLayout> layouts() const noexcept override { return {}; }
};

int deactivations = 0;

struct Counting final : TestPlugin {
  static constexpr PluginInfo info{.id = "org.attacca.counting", .name = "C", .vendor = "A"};
  void deactivate() override { ++deactivations; }
};

struct Smooth final : TestPlugin {
  static constexpr PluginInfo info{.id = "org.attacca.smooth", .name = "S", .vendor = "A"};
  FloatParam slow{params(),
                  {.id = "slow", .name = "Slow", .smoothing = Smoothing::linear(1000.0f)}};
};

template <typename P>
std::string reason_against() {
  FakeHost host;
  auto created = core::Instance::create(entry_of<P>(), host);
  REQUIRE_FALSE(created);
  return created.error().message;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("a plugin that cannot be used is refused with a reason") {
  CHECK(contains(reason_against<Throwing>(), "no licence"));
  CHECK(contains(reason_against<ThrowingOddly>(), "org.attacca.broken"));
  CHECK(contains(reason_against<Twins>(), "\"gain\""));
  CHECK(contains(reason_against<TwoBypasses>(), "bypass2"));
  CHECK(contains(reason_against<NoLayout>(), "layout"));
}

TEST_CASE("numbers out of range do not activate") {
  Rig<> rig;
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double rate : {0.0, -1.0, infinity, std::nan("")}) {
    CHECK_FALSE(rig.instance->activate({.sample_rate = rate, .max_block_frames = 64}));
  }
  CHECK_FALSE(rig.instance->activate({.sample_rate = 48000.0, .max_block_frames = 0}));
  CHECK_FALSE(rig.instance->is_active());
  CHECK(rig.plugin.calls.empty());
}

TEST_CASE("a plugin may refuse or throw, and stays inactive") {
  Rig<> rig;
  SUBCASE("refuses") {
    rig.plugin.accepts = false;
  }
  SUBCASE("throws") {
    rig.plugin.throws_in_initialize = true;
  }
  CHECK_FALSE(rig.instance->activate({}));
  CHECK_FALSE(rig.instance->is_active());
  rig.plugin.accepts = true;
  rig.plugin.throws_in_initialize = false;
  CHECK(rig.instance->activate({}));
}

TEST_CASE("activating twice deactivates in between, and resets once each time") {
  Rig<> rig;
  rig.activate();
  rig.activate(128);
  CHECK(rig.plugin.calls == std::vector<std::string>{"initialize", "deactivate", "initialize"});
  CHECK(rig.plugin.resets == 2);
  CHECK(rig.plugin.config.max_block_frames == 128);
  rig.instance->deactivate();
  rig.instance->deactivate();
  CHECK(rig.plugin.calls.size() == 4);
}

TEST_CASE("activation asks about the track and has the newest values") {
  Rig<> rig;
  rig.instance->set_param(rig.plugin.gain, 1.0);
  rig.activate();
  CHECK(rig.host.track_info_questions == 1);
  CHECK(rig.plugin.gain_at_initialize == 12.0f);
}

TEST_CASE("a host that announces absurd blocks costs no absurd memory") {
  Rig<> rig;
  rig.activate(std::numeric_limits<std::uint32_t>::max());
  CHECK(rig.plugin.config.max_block_frames <= 1u << 16);
  rig.run(100'000);
}

TEST_CASE("the layout is chosen while inactive only") {
  Rig<> rig;
  CHECK_FALSE(rig.instance->select_layout(2));
  CHECK(rig.instance->select_layout(1));
  rig.activate();
  CHECK_FALSE(rig.instance->select_layout(0));
  CHECK(rig.instance->selected_layout() == 1);
}

TEST_CASE("a destroyed instance ends what is active") {
  deactivations = 0;
  {
    Rig<Counting> rig;
    rig.activate();
  }
  CHECK(deactivations == 1);
}

TEST_CASE("a latency reported while processing arrives at the host once") {
  Rig<> rig;
  rig.plugin.latency = 10;
  rig.plugin.on_process = [](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    context.set_latency(32);
    return ProcessStatus::normal();
  };
  rig.activate();
  CHECK(rig.instance->latency() == 10);
  rig.instance->on_main();
  CHECK(rig.host.latency_changes == 0);
  rig.run();
  rig.run();
  CHECK(rig.instance->latency() == 32);
  CHECK(rig.host.main_calls_from_audio == 1);
  rig.instance->on_main();
  rig.instance->on_main();
  CHECK(rig.host.latency_changes == 1);
}

TEST_CASE("the plugin hears about its track on the main thread, each change once") {
  Rig<> rig;
  core::TrackInfoHub& hub = rig.instance->track_info();
  rig.instance->on_main();
  CHECK(rig.plugin.received_tracks.empty());
  const auto rename = [](TrackInfo& info) { info.name.emplace("Bass"); };
  CHECK(hub.update(TrackInfoSource::info_listener, rename));
  CHECK(rig.host.main_calls == 1);
  rig.instance->on_main();
  rig.instance->on_main();
  REQUIRE(rig.plugin.received_tracks.size() == 1);
  CHECK(rig.plugin.received_tracks[0].name->view() == "Bass");
  CHECK_FALSE(hub.update(TrackInfoSource::track_info, rename));  // nothing new
  CHECK(hub.newest().revision == 1);
  CHECK(hub.newest().source == TrackInfoSource::info_listener);
  CHECK(rig.host.main_calls == 1);
  hub.update(TrackInfoSource::context_info, [](TrackInfo& info) { info = TrackInfo{}; });
  CHECK(hub.newest().revision == 2);
  CHECK_FALSE(hub.newest().name);
}

TEST_CASE("work for the main thread that comes up during such work is not lost") {
  Rig<> rig;
  core::TrackInfoHub& hub = rig.instance->track_info();
  rig.plugin.on_track = [&] {
    if (rig.plugin.received_tracks.size() > 1) return;
    hub.update(TrackInfoSource::track_info, [](TrackInfo& info) { info.index = 2; });
    rig.instance->on_main();  // a host that calls right back
  };
  hub.update(TrackInfoSource::track_info, [](TrackInfo& info) { info.index = 1; });
  rig.instance->on_main();
  CHECK(rig.plugin.received_tracks.size() == 1);
  CHECK(rig.host.main_calls == 2);  // the first update, and what came up meanwhile
  rig.instance->on_main();
  REQUIRE(rig.plugin.received_tracks.size() == 2);
  CHECK(rig.plugin.received_tracks[1].index == 2);
}

TEST_CASE("an exception in on_track_info stays inside") {
  Rig<> rig;
  rig.plugin.on_track = [] { throw std::runtime_error("oops"); };
  rig.instance->track_info().update(TrackInfoSource::track_info,
                                    [](TrackInfo& info) { info.index = 1; });
  rig.instance->on_main();
  CHECK(rig.plugin.received_tracks.size() == 1);
}

TEST_CASE("a change that throws changes nothing") {
  Rig<> rig;
  CHECK_THROWS(rig.instance->track_info().update(TrackInfoSource::track_info, [](TrackInfo& info) {
    info.index = 5;
    throw std::runtime_error("oops");
  }));
  CHECK_FALSE(rig.instance->track_info().newest().index);
}

TEST_CASE("a reported value reaches the host, and a refused one is offered again") {
  Rig<> rig;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    rig.plugin.meter.report(0.5);
    return ProcessStatus::normal();
  };
  rig.activate();
  ListedReports sink;
  sink.accepts = false;
  rig.run_with({}, 16, &sink);
  CHECK(sink.reports.empty());
  rig.run_with({}, 16, nullptr);
  sink.accepts = true;
  rig.run_with({}, 16, &sink);
  REQUIRE(sink.reports.size() == 1);
  CHECK(sink.reports[0].id == "meter");
  CHECK(sink.reports[0].normalized == 0.5);
  CHECK(sink.reports[0].frame < 16);
  rig.run_with({}, 16, &sink);
  CHECK(sink.reports.size() == 1);
}

TEST_CASE("an inactive flush takes values and reports") {
  Rig<> rig;
  ListedEvents events({{0, &rig.plugin.mix, 0.75}, {0, &rig.plugin.mix, std::nan("")}});
  ListedReports sink;
  rig.plugin.meter.report(0.25);
  rig.instance->flush(&events, &sink);
  CHECK(rig.plugin.mix.normalized() == 0.75);
  CHECK(rig.plugin.mix.value() == 0.75f);
  CHECK(sink.reports.size() == 1);
  rig.instance->set_param(rig.plugin.mix, 0.5);
  rig.instance->flush(nullptr, nullptr);
  CHECK(rig.plugin.mix.value() == 0.5f);
}

TEST_CASE("of an edit and a flush the later one stays, whichever it is") {
  Rig<> rig;
  rig.activate();
  ListedEvents first({{0, &rig.plugin.mix, 0.75}});
  rig.instance->flush(&first, nullptr);
  rig.instance->set_param(rig.plugin.mix, 0.5);
  CHECK(rig.plugin.mix.normalized() == 0.5);
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.5f);
  rig.instance->set_param(rig.plugin.mix, 0.125);
  ListedEvents second({{0, &rig.plugin.mix, 0.875}});
  rig.instance->flush(&second, nullptr);
  CHECK(rig.plugin.mix.normalized() == 0.875);
  rig.run();
  CHECK(rig.plugin.mix.value() == 0.875f);
  CHECK(rig.plugin.mix.normalized() == 0.875);
}

TEST_CASE("values from the main thread are clamped, and NaN or a read-only parameter is refused") {
  Rig<> rig;
  rig.instance->set_param(rig.plugin.mix, 7.0);
  CHECK(rig.plugin.mix.normalized() == 1.0);
  rig.instance->set_param(rig.plugin.mix, std::nan(""));
  CHECK(rig.plugin.mix.normalized() == 1.0);
  rig.instance->set_param(rig.plugin.meter, 1.0);
  CHECK(rig.plugin.meter.normalized() == 0.0);
}

TEST_CASE("reset ends smoothing") {
  Rig<Smooth> rig;
  rig.activate();
  rig.run();
  rig.run_with({{0, &rig.plugin.slow, 1.0}});
  CHECK(rig.plugin.slow.smoothed.is_smoothing());
  CHECK(rig.plugin.slow.smoothed.current() == 0.0f);
  rig.instance->reset();
  CHECK(rig.plugin.slow.smoothed.current() == 1.0f);
  CHECK(rig.plugin.resets == 2);
}

namespace {

/// What process() starts the next block with.
float first_sample(Rig<Smooth>& rig, std::vector<core::ParamEvent> events = {}) {
  std::optional<float> first;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    if (!first) first = rig.plugin.slow.smoothed.next();
    return ProcessStatus::normal();
  };
  rig.run_with(std::move(events));
  return first.value();
}

void flush(Rig<Smooth>& rig, double value) {
  ListedEvents events({{0, &rig.plugin.slow, value}});
  rig.instance->flush(&events, nullptr);
}

}  // namespace

TEST_CASE("after a reset the first sample has the newest value, wherever it came from") {
  Rig<Smooth> rig;
  rig.activate();
  rig.run();
  SUBCASE("flushed before the reset") {
    flush(rig, 0.75);
    rig.instance->reset();
    CHECK(first_sample(rig) == 0.75f);
  }
  SUBCASE("flushed after the reset") {
    rig.instance->reset();
    flush(rig, 0.75);
    CHECK(first_sample(rig) == 0.75f);
  }
  SUBCASE("edited before the reset") {
    rig.instance->set_param(rig.plugin.slow, 0.75);
    rig.instance->reset();
    CHECK(first_sample(rig) == 0.75f);
  }
  SUBCASE("loaded after the reset") {
    Rig<Smooth> source;
    source.instance->set_param(source.plugin.slow, 0.75);
    rig.instance->reset();
    REQUIRE(rig.instance->load_state(source.instance->save_state()));
    CHECK(first_sample(rig) == 0.75f);
  }
  SUBCASE("an event at the first frame") {
    rig.instance->reset();
    CHECK(first_sample(rig, {{0, &rig.plugin.slow, 0.75}}) == 0.75f);
  }
  SUBCASE("flushed after an activation") {
    rig.activate();
    flush(rig, 0.75);
    CHECK(first_sample(rig) == 0.75f);
  }
  SUBCASE("an event behind the first frame glides") {
    rig.instance->reset();
    CHECK(first_sample(rig, {{1, &rig.plugin.slow, 0.75}}) == 0.0f);
    CHECK(rig.plugin.slow.smoothed.is_smoothing());
  }
  SUBCASE("flushed without a reset it glides") {
    flush(rig, 0.75);
    CHECK(first_sample(rig) < 0.1f);
  }
}

TEST_CASE("a latency set in process() holds over activations and asks for one restart") {
  Rig<> rig;
  rig.plugin.latency.reset();  // initialize() says nothing
  rig.plugin.on_process = [](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    context.set_latency(64);
    return ProcessStatus::normal();
  };
  rig.activate();
  CHECK(rig.instance->latency() == 0);
  for (int round = 0; round < 5; ++round) {
    rig.run();
    rig.instance->on_main();
    CHECK(rig.host.latency_changes == 1);
    CHECK(rig.instance->latency() == 64);
    rig.instance->deactivate();
    CHECK(rig.instance->latency() == 64);
    rig.activate();
    CHECK(rig.plugin.latency_before == 64);
    CHECK(rig.instance->latency() == 64);
  }
  rig.plugin.latency = 32;  // initialize() knows better
  rig.activate();
  CHECK(rig.instance->latency() == 32);
}

TEST_CASE("a tail declared at activation is known before the first block") {
  Rig<> rig;
  rig.plugin.tail = 96'000;
  rig.activate();
  CHECK(rig.instance->tail() == 96'000);
  rig.run();
  CHECK(rig.instance->tail() == 96'000);  // "normal" says nothing else
  rig.plugin.on_process = [](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    return ProcessStatus::tail(5);
  };
  rig.run();
  CHECK(rig.instance->tail() == 5);
  rig.plugin.tail.reset();
  rig.activate();
  CHECK(rig.instance->tail() == 5);  // the last that is known
  rig.plugin.on_process = nullptr;
  rig.run();
  CHECK(rig.instance->tail() == 0);
}

TEST_CASE("a track's picture is kept beside its record") {
  Rig<> rig;
  CHECK(rig.instance->track_info().image().empty());
  rig.instance->track_info().set_image({1, 2, 3});
  CHECK(rig.instance->track_info().image() == std::vector<std::uint8_t>{1, 2, 3});
}

}  // namespace attacca::test
