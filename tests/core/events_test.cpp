// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "core/event_check.hpp"
#include "test_plugin.hpp"

namespace attacca::test {
namespace {

constexpr PluginInfo info_with(SplitAt split_at, std::uint32_t smallest, std::uint32_t room = 256) {
  return {.id = "org.attacca.notes",
          .name = "Notes",
          .vendor = "Attacca",
          .notes_in = NotePort::main,
          .notes_out = NotePort::main,
          .split_at = split_at,
          .smallest_piece = smallest,
          .event_room = room};
}

template <SplitAt kSplit, std::uint32_t kSmallest = 1, std::uint32_t kRoom = 256>
class NotesPlugin final : public TestPlugin {
 public:
  static constexpr PluginInfo info = info_with(kSplit, kSmallest, kRoom);
};

/// Texts such as "16: on 60 at 3, mix at 5": a buffer's frames and its events.
std::string text_of(const AudioBuffer& buffer, std::span<const Event> events) {
  std::string text = std::to_string(buffer.frames()) + ":";
  for (const Event& event : events) {
    const std::string at = " at " + std::to_string(event.frame);
    event.visit([&](const NoteOn& on) { text += " on " + std::to_string(on.key) + at; },
                [&](const NoteOff& off) { text += " off " + std::to_string(off.key) + at; },
                [&](const ControlChange&) { text += " cc" + at; },
                [&](const SysEx&) { text += " sysex" + at; },
                [&](const ParamValue& to) { text += " " + std::string(to.param->id()) + at; });
  }
  return text;
}

template <typename P>
struct NoteRig : Rig<P> {
  std::vector<std::string> heard;
  NoteRig() {
    this->plugin.on_process = [this](AudioBuffer& buffer, AuxBuffers&, ProcessContext& context) {
      heard.push_back(text_of(buffer, context.events()));
      return ProcessStatus::normal();
    };
    this->activate(64);
  }
  Param& mix() { return this->plugin.mix; }
};

/// Keeps the events of a list alive for their ParamEvents.
struct List {
  std::vector<Event> others = std::vector<Event>();
  std::vector<core::ParamEvent> events;

  List() { others.reserve(4096); }
  List& other(std::uint32_t frame, const auto& what) {
    others.emplace_back(frame, what);
    events.push_back({.frame = frame, .other = &others.back()});
    return *this;
  }
  List& on(std::uint32_t frame, int key) {
    return other(frame, NoteOn{{.port = 0, .channel = 0, .key = static_cast<std::int16_t>(key)}});
  }
  List& value(std::uint32_t frame, Param& param, double normalized = 0.5) {
    events.push_back({.frame = frame, .param = &param, .normalized = normalized});
    return *this;
  }
};

TEST_CASE("a plugin that splits at nothing gets all events of a block with their frames") {
  NoteRig<NotesPlugin<SplitAt::nothing>> rig;
  rig.run_with(List().on(0, 60).value(3, rig.mix()).on(5, 61).events);
  CHECK(rig.heard == std::vector<std::string>{"16: on 60 at 0 mix at 3 on 61 at 5"});
}

TEST_CASE("splitting at parameters leaves notes their frames within the piece") {
  NoteRig<NotesPlugin<SplitAt::parameters>> rig;
  rig.run_with(List().on(2, 60).value(4, rig.mix()).on(7, 61).events);
  CHECK(rig.heard == std::vector<std::string>{"4: on 60 at 2", "12: mix at 0 on 61 at 3"});
}

TEST_CASE(
    "splitting at notes leaves parameters their frames, and applies them as the piece begins") {
  NoteRig<NotesPlugin<SplitAt::notes>> rig;
  rig.run_with(List().on(2, 60).value(4, rig.mix()).on(7, 61).events);
  CHECK(rig.heard == std::vector<std::string>{"2:", "5: on 60 at 0 mix at 2", "9: on 61 at 0"});
}

TEST_CASE("splitting at both leaves nothing to happen within a piece") {
  NoteRig<NotesPlugin<SplitAt::notes_and_parameters>> rig;
  rig.run_with(List().on(2, 60).value(4, rig.mix()).on(7, 61).events);
  CHECK(rig.heard ==
        std::vector<std::string>{"2:", "2: on 60 at 0", "3: mix at 0", "9: on 61 at 0"});
}

TEST_CASE(
    "no piece is shorter than the smallest, and no event is lost or earlier than it by more") {
  NoteRig<NotesPlugin<SplitAt::notes_and_parameters, 8>> rig;
  rig.run_with(List().on(2, 60).value(9, rig.mix()).on(11, 61).on(30, 62).events, 32);
  CHECK(rig.heard ==
        std::vector<std::string>{"9: on 60 at 2", "15: mix at 0 on 61 at 2", "8: on 62 at 6"});
  rig.heard.clear();
  rig.run_with(List().on(2, 60).value(9, rig.mix()).events, 12);
  CHECK(rig.heard == std::vector<std::string>{"12: on 60 at 2 mix at 9"});
}

TEST_CASE("a note before a cut that comes too late for it stays before it, one behind it behind") {
  NoteRig<NotesPlugin<SplitAt::parameters, 8>> rig;
  rig.run_with(List().on(25, 60).on(29, 61).value(30, rig.mix()).events, 32);
  CHECK(rig.heard == std::vector<std::string>{"24:", "8: on 60 at 1 on 61 at 5 mix at 6"});
}

/// One parameter asks for the opposite of what the plugin says.
class CutAtOnePlugin final : public TestPlugin {
 public:
  static constexpr PluginInfo info = info_with(SplitAt::nothing, 4);
  FloatParam cut{params(), {.id = "cut", .name = "Cut", .flags = {.split = Split::always}}};
};
class GlideOnePlugin final : public TestPlugin {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.glide", .name = "G", .vendor = "Attacca"};
  FloatParam glide{params(), {.id = "glide", .name = "G", .flags = {.split = Split::never}}};
};

TEST_CASE("a single parameter may ask for splits, no piece shorter than the smallest") {
  NoteRig<CutAtOnePlugin> rig;
  Param& cut = rig.plugin.cut;
  SUBCASE("the others stay within the buffer") {
    rig.run_with(List().on(2, 60).value(4, rig.mix()).value(9, cut).value(11, rig.mix()).events);
    CHECK(rig.heard == std::vector<std::string>{"9: on 60 at 2 mix at 4", "7: cut at 0 mix at 2"});
  }
  SUBCASE("pieces") {
    rig.run_with(List().value(2, cut).value(5, cut).value(7, cut).value(15, cut).events);
    CHECK(rig.heard ==
          std::vector<std::string>{"5: cut at 2", "7: cut at 0 cut at 2", "4: cut at 3"});
  }
}

TEST_CASE("a single parameter may leave a split block whole, and has its points in the curve") {
  Rig<GlideOnePlugin> rig;
  std::vector<std::string> heard;
  std::vector<double> curve;
  rig.plugin.on_process = [&](AudioBuffer& buffer, AuxBuffers&, ProcessContext& context) {
    heard.push_back(text_of(buffer, context.events()));
    for (const ParamCurve::Piece& piece : context.curve(rig.plugin.glide)) {
      for (std::uint32_t i = piece.begin; i < piece.end; ++i) curve.push_back(piece.at(i));
    }
    return ProcessStatus::normal();
  };
  rig.activate(64);
  Param& glide = rig.plugin.glide;
  rig.run_with(List().value(1, glide, 0.25).value(3, rig.plugin.mix).value(5, glide, 1.0).events,
               8);
  CHECK(heard == std::vector<std::string>{"3: glide at 1", "5: mix at 0 glide at 2"});
  CHECK(curve == std::vector<double>{0, .25, .25, .25, .25, 1, 1, 1});
}

TEST_CASE("a block that is longer than was announced hands each event on in its own part") {
  NoteRig<NotesPlugin<SplitAt::nothing>> rig;
  rig.run_with(List().on(3, 60).on(64, 61).on(130, 62).events, 140);
  CHECK(rig.heard ==
        std::vector<std::string>{"64: on 60 at 3", "64: on 61 at 0", "12: on 62 at 2"});
}

TEST_CASE("where more events come than there is room for, the block is split and none is lost") {
  NoteRig<NotesPlugin<SplitAt::nothing, 1, 2>> rig;
  rig.run_with(List().on(1, 60).on(2, 61).on(5, 62).on(5, 63).on(5, 64).on(6, 65).events);
  CHECK(rig.heard == std::vector<std::string>{"5: on 60 at 1 on 61 at 2",
                                              "1: on 62 at 0 on 63 at 0",
                                              "10: on 64 at 0 on 65 at 0"});
}

TEST_CASE("what the last frame has no room for, and what lies beyond it, is the next block's") {
  NoteRig<NotesPlugin<SplitAt::nothing, 1, 2>> rig;
  rig.run_with(List().on(0, 60).on(0, 61).on(0, 62).on(0, 63).events, 1);
  CHECK(rig.heard == std::vector<std::string>{"1: on 60 at 0 on 61 at 0"});
  rig.run_with(List().on(0, 64).on(99, 65).events, 4);
  CHECK(rig.heard[1] == "1: on 62 at 0 on 63 at 0");
  CHECK(rig.heard[2] == "3: on 64 at 0 on 65 at 2");
}

TEST_CASE("an overflow is counted, and no note hangs") {
  NoteRig<NotesPlugin<SplitAt::nothing, 1, 2>> rig;
  std::uint32_t dropped = 0;
  bool all_end = false;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    dropped += context.dropped_events();
    for (const Event& event : context.events()) {
      const auto* const off = event.get_if<NoteOff>();
      all_end = all_end || (off != nullptr && off->is_for_all());
    }
    return ProcessStatus::normal();
  };
  List list;
  for (int i = 0; i < 10; ++i) list.on(0, 60 + i);
  list.other(0, NoteOff{{.port = 0, .channel = 0, .key = 60}});
  rig.run_with(list.events, 1);
  CHECK(dropped == 0);
  rig.run(4);
  CHECK(dropped == 7);
  CHECK(all_end);
}

TEST_CASE("of a flood of 100,000 events a second none is lost that fits, and the rest is counted") {
  constexpr std::uint32_t kFrames = 64;
  constexpr std::uint64_t kFlood = 100'000;
  NoteRig<NotesPlugin<SplitAt::nothing, 1, 32>> rig;
  std::uint64_t received = 0;
  std::uint64_t dropped = 0;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    received += context.events().size();
    dropped += context.dropped_events();
    return ProcessStatus::normal();
  };
  std::uint64_t sent = 0;
  const auto flood = [&](bool is_spread) {
    for (std::uint64_t at = 0; at < 48000; at += kFrames) {
      List list;
      for (; sent < kFlood * (at + kFrames) / 48000; ++sent) {
        const auto frame = static_cast<std::uint32_t>(sent * 48000 / kFlood - at);
        list.on(is_spread ? frame : kFrames - 1, static_cast<int>(sent % 128));
      }
      rig.run_with(list.events, kFrames);
    }
    for (int i = 0; i < 2; ++i) rig.run();  // what waited
  };
  SUBCASE("spread over the block: more than there is room for splits it") {
    flood(true);
    CHECK(received == kFlood);
    CHECK(dropped == 0);
  }
  SUBCASE("all at its last frame") {
    flood(false);
    CHECK(dropped > 0);
    CHECK(received + dropped == kFlood);
  }
}

TEST_CASE("a SysEx that comes behind the last frame is counted: its bytes end with the block") {
  NoteRig<NotesPlugin<SplitAt::nothing, 1, 1>> rig;
  constexpr std::array<std::uint8_t, 2> kBytes = {0xF0, 0xF7};
  std::uint32_t dropped = 0;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    dropped += context.dropped_events();
    return ProcessStatus::normal();
  };
  rig.run_with(List().on(0, 60).other(0, SysEx{.port = 0, .bytes = kBytes}).events, 1);
  rig.run(4);
  CHECK(dropped == 1);
}

TEST_CASE("events of a call without frames are the next block's") {
  NoteRig<NotesPlugin<SplitAt::nothing>> rig;
  rig.run_with(List().on(0, 60).value(0, rig.mix(), 0.75).other(0, NoteOff{}).events, 0);
  CHECK(rig.heard.empty());
  CHECK(rig.mix().normalized() == 0.75);
  rig.run(4);
  CHECK(rig.heard == std::vector<std::string>{"4: on 60 at 0 off -1 at 0"});
}

TEST_CASE(
    "events of a callback beside another are counted, and no note hangs for want of its end") {
  NoteRig<NotesPlugin<SplitAt::nothing>> rig;
  bool inside = false;
  std::uint32_t dropped = 0;
  rig.plugin.on_process = [&](AudioBuffer& buffer, AuxBuffers&, ProcessContext& context) {
    rig.heard.push_back(text_of(buffer, context.events()));
    dropped += context.dropped_events();
    // The host calls again before the first call is back.
    if (!std::exchange(inside, true)) {
      CHECK(rig.run_with(List().on(0, 60).other(0, NoteOff{{.key = 61}}).events, 4).kind() ==
            ProcessStatus::Kind::error);
    }
    return ProcessStatus::normal();
  };
  rig.run(4);
  CHECK(dropped == 0);
  rig.run(4);
  CHECK(rig.heard == std::vector<std::string>{"4:", "4: off -1 at 0"});
  CHECK(dropped == 2);
}

TEST_CASE("a curve begins where process() is, not where the main thread has got to") {
  NoteRig<NotesPlugin<SplitAt::nothing>> rig;
  double begins_at = -1.0;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    rig.instance->set_param(rig.plugin.mix, 1.0);  // while the callback runs
    begins_at = context.curve(rig.plugin.mix).begin()->from;
    return ProcessStatus::normal();
  };
  rig.run(4);
  CHECK(begins_at == 0.25);
  rig.run(4);
  CHECK(begins_at == 1.0);
}

TEST_CASE("a reset forgets the events that wait") {
  NoteRig<NotesPlugin<SplitAt::nothing, 1, 2>> rig;
  rig.run_with(List().on(0, 60).on(0, 61).on(0, 62).events, 1);
  rig.instance->reset();
  rig.heard.clear();
  rig.run(4);
  CHECK(rig.heard == std::vector<std::string>{"4:"});
}

TEST_CASE("a curve has a parameter's points as steps, or as the lines that some formats mean") {
  NoteRig<NotesPlugin<SplitAt::nothing>> rig;
  std::vector<std::vector<double>> curves;
  rig.plugin.on_process = [&](AudioBuffer& buffer, AuxBuffers&, ProcessContext& context) {
    std::vector<double> values;
    std::uint32_t at = 0;
    for (const ParamCurve::Piece& piece : context.curve(rig.plugin.mix)) {
      CHECK(piece.begin == at);
      for (; at < piece.end; ++at) values.push_back(piece.at(at));
    }
    CHECK(at == buffer.frames());
    curves.push_back(values);
    return ProcessStatus::normal();
  };
  const auto run = [&](List& list, bool are_lines) {
    TestBlock block(8);
    ListedEvents source(list.events);
    block.block.events_in = &source;
    block.block.points_are_lines = are_lines;
    rig.instance->process(block.block);
  };
  List list;
  list.value(2, rig.mix(), 0.75).on(3, 60).value(6, rig.mix(), 0.25);
  run(list, false);
  CHECK(curves.back() == std::vector<double>{.25, .25, .75, .75, .75, .75, .25, .25});
  run(list, true);
  CHECK(curves.back() == std::vector<double>{.25, .5, .75, .625, .5, .375, .25, .25});
  List at_once;
  at_once.value(0, rig.mix(), 0.5).value(0, rig.mix(), 1.0).value(7, rig.mix(), 0.0);
  run(at_once, false);
  CHECK(curves.back() == std::vector<double>{1, 1, 1, 1, 1, 1, 1, 0});
  List none;
  run(none, true);
  CHECK(curves.back() == std::vector<double>(8, 0.0));
}

/// Keeps what is sent.
class SentEvents final : public core::ParamEventSink, public detail::EventOutput {
 public:
  std::vector<Event> events_sent;
  Sent answer = Sent::sent;
  bool value(std::uint32_t, const Param&, double) noexcept override { return true; }
  detail::EventOutput* events() noexcept override { return this; }
  Sent send(const Event& event) noexcept override {
    events_sent.push_back(event);
    return answer;
  }
};

TEST_CASE("an event is sent at its frame of the whole block, and send() says what became of it") {
  NoteRig<NotesPlugin<SplitAt::notes>> rig;
  SentEvents sink;
  std::vector<Sent> answers;
  rig.plugin.on_process = [&](AudioBuffer& buffer, AuxBuffers&, ProcessContext& context) {
    for (const Event& event : context.events()) answers.push_back(context.send(event));
    if (context.events().empty()) return ProcessStatus::normal();
    const NoteOn note{{.port = 0, .channel = 0, .key = 60}};
    const auto send = [&](std::uint32_t frame, NoteOn changed) {
      answers.push_back(context.send(Event(frame, changed)));
    };
    auto other = note;
    other.key = 128;
    send(0, other);  // invalid
    other = note;
    other.port = 1;
    send(0, other);               // no port
    send(buffer.frames(), note);  // invalid
    other = note;
    other.velocity = std::nan("");
    send(0, other);  // invalid
    sink.answer = Sent::no_room;
    send(1, note);  // no room
    return ProcessStatus::normal();
  };
  rig.run_with(List().on(5, 61).value(9, rig.mix()).events, 16, &sink);
  using enum Sent;
  CHECK(answers == std::vector<Sent>{sent, invalid, invalid, no_port, invalid, invalid, no_room});
  REQUIRE(sink.events_sent.size() == 2);
  CHECK(sink.events_sent[0].frame == 5);
  CHECK(sink.events_sent[1].frame == 6);
}

TEST_CASE("a plugin without note ports gets no events, and sends none") {
  Rig<> rig;
  rig.activate();
  SentEvents sink;
  std::size_t seen = 0;
  Sent answer = Sent::sent;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext& context) {
    seen += context.events().size();
    answer = context.send(Event(0, NoteOn{{.port = 0, .channel = 0, .key = 60}}));
    return ProcessStatus::normal();
  };
  rig.run_with(List().on(2, 60).value(4, rig.plugin.mix).events, 16, &sink);
  CHECK(seen == 0);
  CHECK(answer == Sent::no_port);
  CHECK(sink.events_sent.empty());
}

TEST_CASE("events are valid within the ranges that their types document") {
  const auto valid = [](const auto& what) { return core::is_valid(Event(0, what), 2); };
  CHECK(valid(NoteOn{{.port = 1, .channel = 15, .key = 127}, 0.0}));
  CHECK_FALSE(valid(NoteOn{{.port = 0, .channel = 0, .key = -1}}));
  CHECK_FALSE(valid(NoteOn{{.port = 2, .channel = 0, .key = 1}}));
  CHECK_FALSE(valid(NoteOn{{.port = 0, .channel = 16, .key = 1}}));
  CHECK(valid(NoteOff{}));
  CHECK_FALSE(valid(NoteOff{{.note_id = -2}}));
  CHECK(valid(NoteExpression{{}, Expression::volume, 4.0}));
  CHECK_FALSE(valid(NoteExpression{{}, Expression::pan, 1.5}));
  CHECK(valid(NoteExpression{{}, Expression::tuning, -120.0}));
  CHECK_FALSE(valid(NoteExpression{{}, Expression::tuning, INFINITY}));
  CHECK_FALSE(valid(ControlChange{.controller = 128}));
  CHECK_FALSE(valid(PitchBend{.channel = 16}));
  CHECK(valid(PitchBend{.value = -1.0}));
  CHECK(valid(MidiMessage{.bytes = {0xF2, 1, 2}}));
  CHECK_FALSE(valid(MidiMessage{.bytes = {0x40, 1, 2}}));
  CHECK_FALSE(valid(SysEx{}));
  CHECK_FALSE(valid(std::monostate{}));
}

TEST_CASE("addresses match what they name, with ids before keys") {
  constexpr NoteAddress kNote{.note_id = 7, .port = 0, .channel = 1, .key = 60};
  static_assert(NoteAddress{}.matches(kNote));
  static_assert(NoteAddress{.note_id = 7}.matches(kNote));
  static_assert(!NoteAddress{.note_id = 8, .channel = 1, .key = 60}.matches(kNote));
  static_assert(NoteAddress{.channel = 1, .key = 60}.matches(kNote));
  static_assert(!NoteAddress{.channel = 2, .key = 60}.matches(kNote));
  static_assert(!NoteAddress{.key = 61}.matches(kNote));
  CHECK(NoteAddress{}.is_for_all());
  // A note that the host gave no id, as it was played live: an id of another one is not about it.
  constexpr NoteAddress kLive{.port = 0, .channel = 1, .key = 60};
  static_assert(!NoteAddress{.note_id = 7}.matches(kLive));
  static_assert(NoteAddress{.note_id = 7, .channel = 1, .key = 60}.matches(kLive));
}

}  // namespace
}  // namespace attacca::test
