// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Notes on their way through chains and between tracks, while the engine stops, starts and restarts
// plugins.

#include <vector>

#include "host/engine/engine.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

/// What one plugin sent.
struct Heard final : InstanceListener {
  void on_note_report(PluginInstance&, const NoteReport& report) override {
    if (report.event.kind == NoteEventKind::on) at.push_back(report.position);
  }
  std::vector<std::uint64_t> at;
};

NoteClip notes_at(const std::vector<std::uint64_t>& frames) {
  NoteClip clip;
  for (const std::uint64_t frame : frames) clip.add(frame, NoteEvent{});
  clip.sort();
  return clip;
}

struct Fixture {
  explicit Fixture(bool free_wheel = true) : engine(loop, options(free_wheel)) {}
  static EngineOptions options(bool free_wheel) {
    EngineOptions options;
    options.free_wheel = free_wheel;
    options.seconds = 0.2;
    options.block_frames = 64;
    return options;
  }
  PluginInstance& add_echo(Track& track, const char* path) {
    return track.add(must(must(Module::open(path))->create({}, loop)));
  }

  MainLoop loop;
  Engine engine;
};

}  // namespace

TEST_CASE("notes cross tracks and chains at their frames, and go on after a pause") {
  for (const bool free_wheel : {true, false}) {
    CAPTURE(free_wheel);
    Heard heard;  // outlives the engine
    Fixture f(free_wheel);
    // The listener stands before its source.
    Track& listener = f.engine.add_track({});
    Track& source = f.engine.add_track({});
    f.add_echo(listener, TEST_NOTE_ECHO_VST3);
    PluginInstance& last = f.add_echo(listener, TEST_NOTE_ECHO_CLAP);
    f.add_echo(source, TEST_NOTE_ECHO_CLAP);
    source.set_notes(notes_at({0, 100, 4000, 9000}));
    listener.receive_notes_from(source);
    last.set_listener(&heard);
    if (free_wheel) f.engine.hold_at(4800);
    must(f.engine.start());
    turn_until(f.loop, [&] { return f.engine.position() >= 4800; });
    f.engine.pause();
    f.engine.hold_at(UINT64_MAX);
    must(f.engine.start());
    turn_until(f.loop, [&] { return f.engine.is_finished(); });
    must(f.engine.stop());
    last.pump();
    CHECK(heard.at == std::vector<std::uint64_t>{0, 100, 4000, 9000});
    CHECK(listener.note_traffic(0).events == 4);
    CHECK(listener.note_traffic(1).events == 4);
    CHECK(listener.note_traffic(0).lost == 0);
    CHECK(f.engine.report().own_offences == 0);
    last.set_listener(nullptr);
  }
}

TEST_CASE("a track whose notes come back to it is refused, and nothing is active then") {
  Fixture f;
  Track& one = f.engine.add_track({});
  Track& other = f.engine.add_track({});
  PluginInstance& echo = f.add_echo(one, TEST_NOTE_ECHO_CLAP);
  one.receive_notes_from(other);
  other.receive_notes_from(one);
  const auto started = f.engine.start();
  REQUIRE_FALSE(started.has_value());
  CHECK(started.error().message.find("come back to it") != std::string::npos);
  CHECK_FALSE(echo.is_active());
}

TEST_CASE(
    "a plugin that nobody listens to sends its notes to the main thread alone, and others too") {
  Heard first;
  Heard second;
  Fixture f;
  Track& track = f.engine.add_track({});
  PluginInstance& front = f.add_echo(track, TEST_NOTE_ECHO_CLAP);
  PluginInstance& back = f.add_echo(track, TEST_NOTE_ECHO_VST3);
  track.set_notes(notes_at({10, 20}));
  front.set_listener(&first);
  back.set_listener(&second);
  must(f.engine.start());
  turn_until(f.loop, [&] { return f.engine.is_finished(); });
  must(f.engine.stop());
  front.pump();
  back.pump();
  CHECK(first.at == std::vector<std::uint64_t>{10, 20});
  CHECK(second.at == std::vector<std::uint64_t>{10, 20});
  front.set_listener(nullptr);
  back.set_listener(nullptr);
}

}  // namespace attacca::host::test
