// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "loaded_plugin.hpp"
#include "tests/support/note_plugin.hpp"

namespace attacca::clap_test {
namespace {

using test::NotePlugin;

template <typename What>
What event(clap::EventType type, std::uint32_t time) {
  What made = {};
  made.header = {.size = sizeof made,
                 .time = time,
                 .space_id = clap::kCoreEventSpaceId,
                 .type = type,
                 .flags = {}};
  return made;
}

clap::EventNote note(clap::EventType type, std::uint32_t time, std::int16_t key,
                     std::int32_t id = 7) {
  auto made = event<clap::EventNote>(type, time);
  made.note_id = id;
  made.port_index = 0;
  made.channel = 2;
  made.key = key;
  made.velocity = 0.5;
  return made;
}

clap::EventMidi midi(std::uint32_t time, std::array<std::uint8_t, 3> bytes,
                     std::uint16_t port = 0) {
  auto made = event<clap::EventMidi>(clap::EventType::midi, time);
  made.port_index = port;
  std::copy(bytes.begin(), bytes.end(), made.data);
  return made;
}

/// Takes copies of what is sent.
class Receiver {
 public:
  Receiver() : table{this, try_push} {}
  clap::OutputEvents table;
  std::size_t room = 1000;
  std::deque<std::variant<clap::EventNote, clap::EventNoteExpression, clap::EventMidi,
                          clap::EventMidiSysex, clap::EventMidi2>>
      events;

 private:
  static bool try_push(const clap::OutputEvents* list, const clap::EventHeader* header) {
    auto& self = *static_cast<Receiver*>(list->ctx);
    if (self.room == 0) return false;
    --self.room;
    using Type = clap::EventType;
    const auto take = [&]<typename What>(const What&) {
      REQUIRE(header->size == sizeof(What));
      self.events.emplace_back(reinterpret_cast<const What&>(*header));
    };
    if (header->type <= Type::note_end) take(clap::EventNote{});
    if (header->type == Type::note_expression) take(clap::EventNoteExpression{});
    if (header->type == Type::midi) take(clap::EventMidi{});
    if (header->type == Type::midi_sysex) take(clap::EventMidiSysex{});
    if (header->type == Type::midi2) take(clap::EventMidi2{});
    return true;
  }
};

struct NoteRig {
  FakeHost host;
  LoadedPlugin plugin{host, Start::active, NotePlugin::info.id.data()};
  NotePlugin& notes = *NotePlugin::latest;
  Receiver receiver;

  void run(const std::vector<const clap::EventHeader*>& events) {
    StereoBlock block(64);
    for (const clap::EventHeader* header : events) block.in.add(header);
    block.process.out_events = &receiver.table;
    notes.forget();
    plugin.process(block);
  }
};

TEST_CASE("a plugin without note ports offers no note-ports extension") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  CHECK(clap::query<clap::PluginNotePorts>(plugin.table()) == nullptr);
}

TEST_CASE("a plugin with voices says how many, one without offers no voice-info") {
  FakeHost host;
  LoadedPlugin full(host, Start::initialized);
  CHECK(clap::query<clap::PluginVoiceInfo>(full.table()) == nullptr);
  LoadedPlugin plugin(host, Start::initialized, NotePlugin::info.id.data());
  clap::VoiceInfo info = {};
  REQUIRE(plugin.extension<clap::PluginVoiceInfo>().get(plugin.table(), &info));
  CHECK(info.voice_count == 8);
  CHECK(info.voice_capacity == 8);
  CHECK_FALSE(plugin.extension<clap::PluginVoiceInfo>().get(plugin.table(), nullptr));
}

TEST_CASE("note ports have the author's names, and MPE where controllers are asked for") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized, NotePlugin::info.id.data());
  const auto& ports = plugin.extension<clap::PluginNotePorts>();
  CHECK(ports.count(plugin.table(), true) == 2);
  CHECK(ports.count(plugin.table(), false) == 2);
  clap::NotePortInfo info = {};
  REQUIRE(ports.get(plugin.table(), 0, true, &info));
  CHECK(std::string_view(info.name) == "First");
  CHECK(clap::has(info.supported_dialects, clap::NoteDialect::midi_mpe));
  CHECK(info.preferred_dialect == clap::NoteDialect::clap);
  REQUIRE(ports.get(plugin.table(), 1, true, &info));
  CHECK(info.id == 1);
  CHECK_FALSE(clap::has(info.supported_dialects, clap::NoteDialect::midi_mpe));
  CHECK_FALSE(ports.get(plugin.table(), 2, true, &info));
  CHECK_FALSE(ports.get(plugin.table(), 0, true, nullptr));
}

TEST_CASE("notes arrive as they were sent, and go out as they came") {
  NoteRig rig;
  const auto on = note(clap::EventType::note_on, 3, 60);
  auto expression = event<clap::EventNoteExpression>(clap::EventType::note_expression, 5);
  expression.expression_id = clap::NoteExpression::tuning;
  expression.note_id = 7;
  expression.port_index = expression.channel = expression.key = -1;
  expression.value = -1.25;
  const auto choke = note(clap::EventType::note_choke, 9, -1);
  const auto off = note(clap::EventType::note_off, 11, 60);
  rig.run({&on.header, &expression.header, &choke.header, &off.header});
  const auto events = rig.notes.events();
  REQUIRE(events.size() == 4);
  CHECK(events[0].frame == 3);
  REQUIRE(events[0].is<NoteOn>());
  CHECK(*events[0].get_if<NoteOn>() == NoteAddress{7, 0, 2, 60});
  CHECK(events[0].get_if<NoteOn>()->velocity == 0.5);
  REQUIRE(events[1].is<NoteExpression>());
  CHECK(events[1].get_if<NoteExpression>()->expression == Expression::tuning);
  CHECK(events[1].get_if<NoteExpression>()->value == -1.25);
  CHECK(events[2].is<NoteChoke>());
  CHECK(events[3].frame == 11);
  CHECK(events[3].is<NoteOff>());
  REQUIRE(rig.receiver.events.size() == 4);
  const auto& sent_on = std::get<clap::EventNote>(rig.receiver.events[0]);
  CHECK(sent_on.header.type == clap::EventType::note_on);
  CHECK(sent_on.header.time == 3);
  CHECK(sent_on.note_id == 7);
  CHECK(sent_on.channel == 2);
  const auto& sent_expression = std::get<clap::EventNoteExpression>(rig.receiver.events[1]);
  CHECK(sent_expression.value == -1.25);
  CHECK(sent_expression.key == -1);
  // Chokes are for hosts alone.
  CHECK(std::get<clap::EventNote>(rig.receiver.events[2]).header.type == clap::EventType::note_off);
}

TEST_CASE("MIDI 1 arrives as the events it stands for, and what has no event goes out as MIDI") {
  NoteRig rig;
  const auto on = midi(0, {0x91, 64, 100});
  const auto silent = midi(1, {0x91, 64, 0});
  const auto bend = midi(2, {0xE0, 0, 64});
  const auto low = midi(3, {0xE0, 0, 0});
  const auto control = midi(4, {0xB5, 74, 127}, 1);
  const auto program = midi(5, {0xC0, 9, 0xFF});
  const auto song = midi(6, {0xF2, 1, 2});
  rig.run({&on.header, &silent.header, &bend.header, &low.header, &control.header, &program.header,
           &song.header});
  const auto events = rig.notes.events();
  REQUIRE(events.size() == 7);
  CHECK(events[0].get_if<NoteOn>()->key == 64);
  CHECK(events[0].get_if<NoteOn>()->channel == 1);
  CHECK(events[1].is<NoteOff>());
  CHECK(events[2].get_if<PitchBend>()->value == 0.0);
  CHECK(events[3].get_if<PitchBend>()->value == -1.0);
  CHECK(events[4].get_if<ControlChange>()->value == 1.0);
  CHECK(events[4].get_if<ControlChange>()->port == 1);
  CHECK(events[5].get_if<ProgramChange>()->program == 9);
  CHECK(events[6].get_if<MidiMessage>()->bytes == std::array<std::uint8_t, 3>{0xF2, 1, 2});
  REQUIRE(rig.receiver.events.size() == 7);
  const auto& sent = std::get<clap::EventMidi>(rig.receiver.events[4]);
  CHECK(sent.data[0] == 0xB5);
  CHECK(sent.data[1] == 74);
  CHECK(sent.data[2] == 127);
  CHECK(sent.port_index == 1);
}

TEST_CASE("what names no such port, channel or key is passed over; velocities are clamped") {
  NoteRig rig;
  std::deque<clap::EventNote> notes;
  const auto bad = [&](auto change) {
    notes.push_back(note(clap::EventType::note_on, 0, 60));
    change(notes.back());
    return &notes.back().header;
  };
  auto sysex = event<clap::EventMidiSysex>(clap::EventType::midi_sysex, 0);
  sysex.size = 1'000'000;  // and no bytes
  const auto out_of_midi = midi(0, {0x90, 200, 1});
  const auto no_status = midi(0, {0x40, 1, 1});
  rig.run({bad([](auto& n) { n.key = 128; }), bad([](auto& n) { n.channel = 16; }),
           bad([](auto& n) { n.port_index = 2; }), bad([](auto& n) { n.key = -1; }),
           bad([](auto& n) { n.note_id = -5; }), bad([](auto& n) { n.header.size = 20; }),
           bad([](auto& n) { n.header.space_id = 9; }), &sysex.header, &out_of_midi.header,
           &no_status.header});
  CHECK(rig.notes.events().empty());
  rig.run({bad([](auto& n) { n.velocity = std::nan(""); }), bad([](auto& n) { n.velocity = 7.0; }),
           bad([](auto& n) { n.port_index = -1; })});
  REQUIRE(rig.notes.events().size() == 3);
  CHECK(rig.notes.events()[0].get_if<NoteOn>()->velocity == 0.0);
  CHECK(rig.notes.events()[1].get_if<NoteOn>()->velocity == 1.0);
  CHECK(rig.notes.events()[2].get_if<NoteOn>()->port == 0);
}

TEST_CASE("SysEx arrives with its bytes, whatever their number, and goes out") {
  NoteRig rig;
  std::vector<std::uint8_t> bytes(1'000'000, 0x11);
  bytes.front() = 0xF0;
  bytes.back() = 0xF7;
  auto sysex = event<clap::EventMidiSysex>(clap::EventType::midi_sysex, 4);
  sysex.buffer = bytes.data();
  sysex.size = static_cast<std::uint32_t>(bytes.size());
  auto empty = sysex;
  empty.size = 0;
  rig.run({&sysex.header, &empty.header});
  REQUIRE(rig.notes.events().size() == 1);
  CHECK(rig.notes.events()[0].get_if<SysEx>()->bytes.size() == bytes.size());
  REQUIRE(rig.receiver.events.size() == 1);
  CHECK(std::get<clap::EventMidiSysex>(rig.receiver.events[0]).buffer == bytes.data());
}

TEST_CASE("modulation moves what is heard, never what is shown, and only what may be modulated") {
  NoteRig rig;
  const auto modulation = [](const Param& param, double amount, NoteAddress at = {}) {
    auto made = event<clap::EventParamMod>(clap::EventType::param_mod, 4);
    made.param_id = param.stable_id();
    made.note_id = at.note_id;
    made.port_index = at.port;
    made.channel = at.channel;
    made.key = at.key;
    made.amount = amount;
    return made;
  };
  const NoteAddress note{.note_id = 7, .port = 0, .channel = 2, .key = 60};
  const auto whole = modulation(rig.notes.whole, 0.25);
  const auto each = modulation(rig.notes.each, 9.0, note);
  const auto nan = modulation(rig.notes.whole, std::nan(""));
  const auto not_per_note = modulation(rig.notes.whole, 0.5, note);
  const auto fixed = modulation(rig.notes.fixed, 0.5);
  const auto nowhere = modulation(rig.notes.each, 0.5, {.key = 128});
  rig.run({&whole.header, &each.header, &nan.header, &not_per_note.header, &fixed.header,
           &nowhere.header});
  const auto events = rig.notes.events();
  REQUIRE(events.size() == 2);
  CHECK(events[0].get_if<ParamModulation>()->param == &rig.notes.whole);
  CHECK(events[0].get_if<ParamModulation>()->is_for_all());
  CHECK(events[0].get_if<ParamModulation>()->amount == 0.25);
  CHECK(*events[1].get_if<ParamModulation>() == note);
  CHECK(events[1].get_if<ParamModulation>()->amount == 1.0);
  CHECK(rig.notes.whole.value() == 0.25f);
  CHECK(rig.notes.each.value() == 0.0f);
  CHECK(rig.plugin.value(rig.notes.whole) == 0.0);
  CHECK(rig.notes.fixed.value() == 0.5f);
  CHECK(rig.receiver.events.empty());  // the host's own are not sent back
}

TEST_CASE("a host without room, and one that listens to nothing, is reported as such") {
  NoteRig rig;
  const auto on = note(clap::EventType::note_on, 0, 60);
  rig.receiver.room = 0;
  rig.run({&on.header});
  CHECK(rig.notes.answers()[0] == attacca::Sent::no_room);
  StereoBlock block(16);
  block.in.add(&on.header);
  block.process.out_events = nullptr;
  rig.notes.forget();
  rig.plugin.process(block);
  CHECK(rig.notes.answers()[0] == attacca::Sent::no_room);
}

TEST_CASE("a list that is out of order and reaches beyond the block loses nothing") {
  NoteRig rig;
  const auto late = note(clap::EventType::note_on, 40, 60);
  const auto early = note(clap::EventType::note_on, 10, 61);
  const auto beyond =
      note(clap::EventType::note_off, std::numeric_limits<std::uint32_t>::max(), 60);
  rig.run({&late.header, &early.header, &beyond.header});
  const auto events = rig.notes.events();
  REQUIRE(events.size() == 3);
  CHECK(events[1].frame == 40);
  CHECK(events[2].frame == 63);
}

TEST_CASE("a thousand events in a block of 64 frames all arrive, in their order") {
  NoteRig rig;
  std::deque<clap::EventNote> notes;
  std::vector<const clap::EventHeader*> headers;
  constexpr int kMany = 1000;
  for (int i = 0; i < kMany; ++i) {
    notes.push_back(note(clap::EventType::note_on, static_cast<std::uint32_t>(i) * 64 / kMany,
                         static_cast<std::int16_t>(i % 128), i));
    headers.push_back(&notes.back().header);
  }
  rig.run(headers);
  REQUIRE(rig.notes.events().size() == kMany);
  for (int i = 0; i < kMany; ++i) {
    REQUIRE(rig.notes.events()[static_cast<std::size_t>(i)].get_if<NoteOn>()->note_id == i);
  }
}

}  // namespace
}  // namespace attacca::clap_test
