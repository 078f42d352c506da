// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a host plays to a plugin's note ports, and what it gets from them, in both formats.

#include <cmath>
#include <numeric>
#include <vector>

#include "host/clap/clap_notes.hpp"
#include "host/plugin/note_check.hpp"
#include "host/plugin/sounding_notes.hpp"
#include "tests/host/block_runner.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {
namespace {

using Kind = NoteEventKind;

struct Sent {
  NoteEvent event;
  std::uint64_t position;
  std::vector<std::uint8_t> bytes;
};

class Echo final : public InstanceListener {
 public:
  explicit Echo(const char* path)
      : module_(must(Module::open(path))), instance_(must(module_->create("", loop_))) {
    instance_->set_listener(this);
    REQUIRE(instance_->activate(48000.0, 64).has_value());
    REQUIRE(instance_->start_processing());
    runner_ = std::make_unique<BlockRunner>(*instance_);
  }
  ~Echo() override { instance_->set_listener(nullptr); }

  /// One block of 64 frames; what came back of it.
  std::vector<Sent> play(const std::vector<NoteEvent>& notes) {
    sent_.clear();
    CHECK(runner_->run({}, notes) != ProcessStatus::error);
    instance_->pump();
    return sent_;
  }
  PluginInstance& instance() { return *instance_; }

  void on_note_report(PluginInstance&, const NoteReport& report) override {
    const auto& sysex = report.event.sysex;
    sent_.push_back({report.event, report.position, {sysex.begin(), sysex.end()}});
  }

 private:
  MainLoop loop_;
  std::shared_ptr<Module> module_;
  std::unique_ptr<PluginInstance> instance_;
  std::unique_ptr<BlockRunner> runner_;
  std::vector<Sent> sent_;
};

NoteEvent note(Kind kind, int key, std::uint32_t frame = 0, int channel = 0, std::int32_t id = -1) {
  NoteEvent event;
  event.kind = kind;
  event.frame = frame;
  event.key = static_cast<std::int16_t>(key);
  event.channel = static_cast<std::int16_t>(channel);
  event.note_id = id;
  return event;
}

NoteEvent midi(std::array<std::uint8_t, 3> bytes, std::uint32_t frame = 0) {
  NoteEvent event;
  event.kind = Kind::midi;
  event.frame = frame;
  event.midi = bytes;
  return event;
}

NoteEvent expression(NoteExpression what, double value, std::int32_t id, int key = 60) {
  NoteEvent event = note(Kind::expression, key, 0, 0, id);
  event.expression = what;
  event.value = value;
  return event;
}

constexpr std::array kFormats = {TEST_NOTE_ECHO_CLAP, TEST_NOTE_ECHO_VST3};

std::size_t count(const std::vector<Sent>& sent, Kind kind) {
  return static_cast<std::size_t>(std::count_if(
      sent.begin(), sent.end(), [kind](const Sent& each) { return each.event.kind == kind; }));
}

}  // namespace

TEST_CASE("note ports are described with their names") {
  for (const char* const path : kFormats) {
    CAPTURE(path);
    Echo echo(path);
    const PortLayout& ports = echo.instance().ports();
    REQUIRE(ports.note_inputs.size() == 2);
    REQUIRE(ports.note_outputs.size() == 2);
    CHECK(ports.note_inputs[0].name == "First");
    CHECK(ports.note_inputs[1].name == "Second");
    CHECK(ports.note_outputs[1].name == "Second out");
    CHECK(ports.note_inputs[0].takes_midi);
    CHECK_FALSE(ports.note_inputs[0].prefers_midi);
  }
}

TEST_CASE("notes come back with address, velocity and position") {
  for (const char* const path : kFormats) {
    CAPTURE(path);
    Echo echo(path);
    (void)echo.play({});
    NoteEvent on = note(Kind::on, 61, 10, 3, 7);
    on.port = 1;
    on.velocity = 0.25;
    const auto sent = echo.play({on});
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].event.kind == Kind::on);
    CHECK(sent[0].position == 74);
    CHECK(sent[0].event.port == 1);
    CHECK(sent[0].event.channel == 3);
    CHECK(sent[0].event.key == 61);
    CHECK(sent[0].event.note_id == 7);
    CHECK(sent[0].event.velocity == 0.25);
    CHECK(echo.instance().offences().count() == 0);
  }
}

TEST_CASE("expressions keep their values in both formats") {
  for (const char* const path : kFormats) {
    CAPTURE(path);
    Echo echo(path);
    const auto sent =
        echo.play({note(Kind::on, 60, 0, 0, 5), expression(NoteExpression::volume, 2.0, 5),
                   expression(NoteExpression::tuning, -12.0, 5),
                   expression(NoteExpression::brightness, 0.75, 5),
                   expression(NoteExpression::pressure, 0.5, 5)});
    REQUIRE(sent.size() == 5);
    const std::array expected = {2.0, -12.0, 0.75, 0.5};
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(sent[i + 1].event.kind == Kind::expression);
      CHECK(sent[i + 1].event.value == doctest::Approx(expected[i]));
      CHECK(sent[i + 1].event.note_id == 5);
    }
    CHECK(sent[2].event.expression == NoteExpression::tuning);
    CHECK(echo.instance().notes_left_out() == 0);
  }
}

TEST_CASE("VST3: an expression or an end for all notes is sent to each that sounds") {
  Echo echo(TEST_NOTE_ECHO_VST3);
  (void)echo.play({note(Kind::on, 60, 0, 0, 1), note(Kind::on, 64, 0, 1, 2)});
  NoteEvent all = expression(NoteExpression::pan, 0.25, -1, -1);
  all.channel = all.port = -1;
  CHECK(count(echo.play({all}), Kind::expression) == 2);
  NoteEvent end = note(Kind::off, -1, 0, -1);
  const auto sent = echo.play({end});
  CHECK(count(sent, Kind::off) == 2);
  CHECK(count(echo.play({end}), Kind::off) == 0);
}

TEST_CASE("a VST3 plugin hears controllers by its MIDI mapping, a CLAP plugin as MIDI") {
  for (const char* const path : kFormats) {
    CAPTURE(path);
    Echo echo(path);
    const auto sent =
        echo.play({midi({0xB2, 74, 127}, 5), midi({0xE0, 0, 64}, 6), midi({0xD1, 100, 0}, 7)});
    REQUIRE(sent.size() == 3);
    CHECK(sent[0].event.midi == std::array<std::uint8_t, 3>{0xB2, 74, 127});
    CHECK(sent[0].event.frame == 5);
    CHECK(sent[1].event.midi == std::array<std::uint8_t, 3>{0xE0, 0, 64});
    CHECK(sent[2].event.midi == std::array<std::uint8_t, 3>{0xD1, 100, 0});
  }
}

TEST_CASE("MIDI notes are notes in VST3, and what it cannot carry is counted") {
  Echo echo(TEST_NOTE_ECHO_VST3);
  const auto sent = echo.play({midi({0x91, 60, 127}), midi({0x91, 60, 0}, 3)});
  CHECK(count(sent, Kind::on) == 1);
  CHECK(count(sent, Kind::off) == 1);
  NoteEvent modulation;
  modulation.kind = Kind::modulation;
  (void)echo.play({midi({0xF8, 0, 0}), modulation});
  CHECK(echo.instance().notes_left_out() == 2);
}

TEST_CASE("a program change goes to its channel, in VST3 by the parameter of the channel's unit") {
  for (const char* const path : kFormats) {
    CAPTURE(path);
    Echo echo(path);
    for (const int number : {0, 1, 63, 64, 126, 127}) {
      const auto program = static_cast<std::uint8_t>(number);
      const auto sent = echo.play({midi({0xC3, program, 0}, 7)});
      REQUIRE(sent.size() == 1);
      CHECK(sent[0].event.midi == std::array<std::uint8_t, 3>{0xC3, program, 0});
      CHECK(sent[0].event.frame == 7);
    }
    NoteEvent elsewhere = midi({0xC3, 9, 0});
    elsewhere.port = 1;
    const std::uint64_t before = echo.instance().notes_left_out();
    const bool is_carried = !echo.play({elsewhere}).empty();
    // VST3 has no way to a port that did not ask for it.
    CHECK(is_carried == (echo.instance().notes_left_out() == before));
  }
}

TEST_CASE("parameters that stand for MIDI are told from the plugin's own") {
  Echo echo(TEST_NOTE_ECHO_VST3);
  const auto& all = echo.instance().parameters();
  CHECK(std::count_if(all.begin(), all.end(), [](const ParameterInfo& parameter) {
          return !parameter.is_midi_controller;
        }) == 1);
  CHECK(all.size() == 1 + 131 * 16);
}

TEST_CASE("a SysEx comes back with all of its bytes, and a huge one is lost and counted") {
  for (const char* const path : kFormats) {
    CAPTURE(path);
    Echo echo(path);
    std::vector<std::uint8_t> bytes(1000, 0x11);
    bytes.front() = 0xF0;
    bytes.back() = 0xF7;
    NoteEvent sysex;
    sysex.kind = Kind::sysex;
    sysex.sysex = bytes;
    const auto sent = echo.play({sysex, sysex});
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].bytes == bytes);
    CHECK(sent[1].bytes == bytes);
  }
}

TEST_CASE("CLAP: modulation is sent with its address, and ports that prefer MIDI are sent MIDI") {
  NoteEvent modulation;
  modulation.kind = Kind::modulation;
  modulation.port = modulation.channel = modulation.key = -1;
  modulation.note_id = 4;
  modulation.parameter = 77;
  modulation.value = -0.5;
  std::array<ClapEvent, 16> made{};
  REQUIRE(to_clap(modulation, {}, made) == 1);
  CHECK(made[0].modulation.header.type == clap::EventType::param_mod);
  CHECK(made[0].modulation.param_id == 77);
  CHECK(made[0].modulation.note_id == 4);
  CHECK(made[0].modulation.key == -1);
  CHECK(made[0].modulation.amount == -0.5);

  const std::array ports = {NotePortInfo{.name = "MIDI", .takes_notes = false, .takes_midi = true}};
  NoteEvent on = note(Kind::on, 60, 3, 2);
  on.velocity = 0.0;
  REQUIRE(to_clap(on, ports, made) == 1);
  CHECK(made[0].midi.header.type == clap::EventType::midi);
  CHECK(made[0].midi.data[0] == 0x92);
  CHECK(made[0].midi.data[2] == 1);  // 0 would be an end
  // All notes of all channels: all notes off on each.
  REQUIRE(to_clap(note(Kind::off, -1, 0, -1), ports, made) == 16);
  CHECK(made[15].midi.data[0] == 0xBF);
  CHECK(made[15].midi.data[1] == 123);
  CHECK(to_clap(expression(NoteExpression::pan, 0.5, 1), ports, made) == 0);
}

TEST_CASE("CLAP: the end of a voice is reported") {
  Echo echo(TEST_NOTE_ECHO_CLAP);
  (void)echo.play({note(Kind::on, 60, 0, 0, 3)});
  const auto sent = echo.play({note(Kind::off, 60, 9, 0, 3)});
  REQUIRE(sent.size() == 2);
  CHECK(sent[1].event.kind == Kind::end);
  CHECK(sent[1].event.note_id == 3);
  CHECK(echo.instance().offences().count() == 0);
}

TEST_CASE("what a plugin may not send is told from what it may") {
  const auto is_good = [](NoteEvent event) { return is_well_formed(event, 2); };
  CHECK(is_good(note(Kind::on, 127, 0, 15)));
  CHECK_FALSE(is_good(note(Kind::on, 128)));
  CHECK_FALSE(is_good(note(Kind::on, 60, 0, 16)));
  CHECK_FALSE(is_good(note(Kind::on, -1)));  // which key begins?
  CHECK(is_good(note(Kind::off, -1, 0, -1)));
  NoteEvent third = note(Kind::on, 60);
  third.port = 2;
  CHECK_FALSE(is_good(third));
  third.kind = Kind::end;  // about an input's port, which the outputs do not count
  CHECK(is_good(third));
  NoteEvent loud = note(Kind::on, 60);
  loud.velocity = std::nan("");
  CHECK_FALSE(is_good(loud));
  CHECK(is_good(expression(NoteExpression::tuning, -120.0, 1)));
  CHECK_FALSE(is_good(expression(NoteExpression::pan, -0.1, 1)));
  CHECK(is_good(midi({0xB0, 127, 127})));
  CHECK(is_good(midi({0xF9, 0, 0})));  // reserved: passed on
  CHECK_FALSE(is_good(midi({0xB0, 128, 0})));
  CHECK_FALSE(is_good(midi({0x40, 0, 0})));
  CHECK_FALSE(is_good(midi({0xF7, 0, 0})));
  NoteEvent sysex;
  sysex.kind = Kind::sysex;
  CHECK_FALSE(is_good(sysex));
  constexpr std::array<std::uint8_t, 3> kCut = {0xF0, 1, 2};
  sysex.sysex = kCut;
  CHECK_FALSE(is_good(sysex));
  CHECK_FALSE(is_good(note(Kind::modulation, 60)));
}

TEST_CASE("sounding notes are found by id, else by port, channel and key") {
  SoundingNotes notes;
  notes.begin(note(Kind::on, 60, 0, 0, 1));
  notes.begin(note(Kind::on, 60, 0, 1, 2));
  notes.begin(note(Kind::on, 64, 0, 1, -1));
  notes.end(note(Kind::off, 99, 0, 0, 2));  // the id decides
  CHECK(notes.size() == 2);
  notes.end(note(Kind::off, 64, 0, -1));
  CHECK(notes.size() == 1);
  notes.end(note(Kind::off, -1, 0, -1));
  CHECK(notes.size() == 0);
}

TEST_CASE("more sounding notes than there is room for forget the oldest") {
  SoundingNotes notes;
  for (std::int32_t id = 0; id <= static_cast<std::int32_t>(SoundingNotes::kMost); ++id) {
    notes.begin(note(Kind::on, 60, 0, 0, id));
  }
  CHECK(notes.size() == SoundingNotes::kMost);
  notes.end(note(Kind::off, 60, 0, 0, 0));
  CHECK(notes.size() == SoundingNotes::kMost);
}

}  // namespace attacca::host::test
