// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "abi/vst3/events.hpp"
#include "abi/vst3/midi_controllers.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/note_expression.hpp"
#include "hosted.hpp"
#include "tests/support/note_plugin.hpp"

namespace attacca::test {
namespace {

constexpr std::int32_t kNotePlugin = 2;  // its place among the exported ones

class EventList final : public HostObject<vst3::IEventList> {
 public:
  std::vector<vst3::Event> events;
  std::size_t room = 1000;

  vst3::Event& add(std::int32_t frame, vst3::EventTypes type) {
    vst3::Event event = {};
    event.sampleOffset = frame;
    event.type = type;
    events.push_back(event);
    return events.back();
  }
  EventList& on(std::int32_t frame, std::int16_t pitch, std::int32_t id = -1) {
    add(frame, vst3::Event::kNoteOnEvent).noteOn = {
        .channel = 1, .pitch = pitch, .tuning = 50.0f, .velocity = 0.5f, .length = 0, .noteId = id};
    return *this;
  }

  std::int32_t getEventCount() override { return static_cast<std::int32_t>(events.size()); }
  vst3::TResult getEvent(std::int32_t index, vst3::Event& e) override {
    e = events.at(static_cast<std::size_t>(index));
    return vst3::kResultOk;
  }
  vst3::TResult addEvent(vst3::Event& e) override {
    if (events.size() >= room) return vst3::kResultFalse;
    events.push_back(e);
    return vst3::kResultOk;
  }
};

struct NoteRig : Hosted {
  NoteRig() : Hosted(kNotePlugin) {
    start();
    mapping = component.query<vst3::IMidiMapping>();
  }

  void run(EventList* in, EventList* out = nullptr, vst3::IParameterChanges* changes = nullptr,
           std::int32_t frames = 64) {
    vst3::ProcessData data = {};
    data.numSamples = frames;
    data.inputEvents = in;
    data.outputEvents = out;
    data.inputParameterChanges = changes;
    notes().forget();
    CHECK(processor->process(data) == vst3::kResultOk);
  }
  [[nodiscard]] static NotePlugin& notes() { return *NotePlugin::latest; }
  [[nodiscard]] static std::span<const Event> events() { return notes().events(); }

  [[nodiscard]] vst3::ParamID id_of(vst3::ControllerNumbers number, std::int16_t channel = 0) {
    vst3::ParamID id = vst3::kNoParamId;
    CHECK(mapping->getMidiControllerAssignment(0, channel, static_cast<vst3::CtrlNumber>(number),
                                               id) == vst3::kResultOk);
    return id;
  }

  vst3::Ref<vst3::IMidiMapping> mapping;
};

TEST_CASE("a plugin without note ports has no event buses and none of their interfaces") {
  Hosted hosted;
  hosted.start();
  CHECK(hosted.component->getBusCount(vst3::MediaTypes::kEvent, vst3::BusDirection::kInput) == 0);
  CHECK_FALSE(hosted.component.query<vst3::IMidiMapping>());
  CHECK_FALSE(hosted.component.query<vst3::INoteExpressionController>());
}

TEST_CASE("note ports are event buses with the author's names") {
  NoteRig rig;
  CHECK(rig.component->getBusCount(vst3::MediaTypes::kEvent, vst3::BusDirection::kInput) == 2);
  CHECK(rig.component->getBusCount(vst3::MediaTypes::kEvent, vst3::BusDirection::kOutput) == 2);
  vst3::BusInfo info = {};
  REQUIRE(rig.component->getBusInfo(vst3::MediaTypes::kEvent, vst3::BusDirection::kInput, 1,
                                    info) == vst3::kResultOk);
  CHECK(std::u16string(info.name) == u"Second");
  CHECK(info.channelCount == 16);
  CHECK(rig.component->getBusInfo(vst3::MediaTypes::kEvent, vst3::BusDirection::kInput, 2, info) !=
        vst3::kResultOk);
  CHECK(rig.component->activateBus(vst3::MediaTypes::kEvent, vst3::BusDirection::kOutput, 1, 1) ==
        vst3::kResultOk);
}

TEST_CASE("notes arrive as they were sent, and go out as they came") {
  NoteRig rig;
  EventList in;
  in.on(3, 60, 7);
  in.add(5, vst3::Event::kPolyPressureEvent).polyPressure = {
      .channel = 1, .pitch = 60, .pressure = 0.25f, .noteId = 7};
  in.add(6, vst3::Event::kNoteExpressionValueEvent).noteExpressionValue = {
      .typeId = vst3::NoteExpressionTypeIDs::kTuningTypeID, .noteId = 7, .value = 0.75};
  in.add(7, vst3::Event::kNoteExpressionValueEvent).noteExpressionValue = {
      .typeId = vst3::NoteExpressionTypeIDs::kVolumeTypeID, .noteId = 7, .value = 0.25};
  in.add(9, vst3::Event::kNoteOffEvent).noteOff = {
      .channel = 1, .pitch = 60, .velocity = 0.75f, .noteId = 7, .tuning = 0.0f};
  EventList out;
  rig.run(&in, &out);
  REQUIRE(rig.events().size() == 5);
  const auto* const on = rig.events()[0].get_if<NoteOn>();
  REQUIRE(on != nullptr);
  CHECK(*on == NoteAddress{7, 0, 1, 60});
  CHECK(on->velocity == 0.5);
  CHECK(on->tuning == 0.5);
  CHECK(rig.events()[0].frame == 3);
  CHECK(rig.events()[1].get_if<NoteExpression>()->expression == Expression::pressure);
  CHECK(rig.events()[1].get_if<NoteExpression>()->value == 0.25);
  CHECK(rig.events()[2].get_if<NoteExpression>()->value == 60.0);
  CHECK(rig.events()[3].get_if<NoteExpression>()->value == 1.0);
  CHECK(rig.events()[4].is<NoteOff>());
  REQUIRE(out.events.size() == 5);
  CHECK(out.events[0].type == vst3::Event::kNoteOnEvent);
  CHECK(out.events[0].sampleOffset == 3);
  CHECK(out.events[0].noteOn.tuning == 50.0f);
  CHECK(out.events[1].type == vst3::Event::kPolyPressureEvent);
  CHECK(out.events[2].noteExpressionValue.value == 0.75);
  CHECK(out.events[3].noteExpressionValue.value == 0.25);
  CHECK(out.events[4].noteOff.noteId == 7);
}

TEST_CASE("controllers come by hidden parameters, and share one time line with the notes") {
  NoteRig rig;
  Changes changes;
  changes.add(rig.id_of(vst3::ControllerNumbers::kPitchBend, 3), {{2, 0.5}, {8, 1.0}});
  changes.add(rig.id_of(vst3::ControllerNumbers::kCtrlModWheel), {{5, 0.25}});
  changes.add(rig.id_of(vst3::ControllerNumbers::kAfterTouch, 15), {{5, 1.0}});
  EventList in;
  in.on(1, 60).on(5, 61).on(9, 62);
  EventList out;
  rig.run(&in, &out, &changes);
  std::vector<std::uint32_t> frames;
  for (const Event& event : rig.events()) frames.push_back(event.frame);
  CHECK(frames == std::vector<std::uint32_t>{1, 2, 5, 5, 5, 8, 9});
  CHECK(rig.events()[1].get_if<PitchBend>()->value == 0.0);
  CHECK(rig.events()[1].get_if<PitchBend>()->channel == 3);
  CHECK(rig.events()[2].get_if<ControlChange>()->controller == 1);
  CHECK(rig.events()[3].get_if<ChannelPressure>()->channel == 15);
  CHECK(rig.events()[4].is<NoteOn>());
  CHECK(rig.events()[5].get_if<PitchBend>()->value == 1.0);
  REQUIRE(out.events.size() == 7);
  CHECK(out.events[2].type == vst3::Event::kLegacyMIDICCOutEvent);
  CHECK(out.events[2].midiCCOut.controlNumber == 1);
  CHECK(out.events[2].midiCCOut.value == 32);
  CHECK(out.events[1].midiCCOut.controlNumber == 129);
  CHECK(out.events[1].midiCCOut.value2 == 64);
  CHECK(out.events[3].midiCCOut.value == 127);
}

TEST_CASE("the parameters of controllers are listed, hidden, and not the plugin's") {
  NoteRig rig;
  constexpr std::int32_t kOwn = 3;
  const std::int32_t count = rig.controller->getParameterCount() - kOwn;
  CHECK(count == 16 * 130);
  std::set<vst3::ParamID> ids;
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::ParameterInfo info = {};
    REQUIRE(rig.controller->getParameterInfo(kOwn + i, info) == vst3::kResultOk);
    CHECK(info.flags == vst3::ParameterInfo::kIsHidden);
    ids.insert(info.id);
  }
  CHECK(ids.size() == static_cast<std::size_t>(count));
  CHECK(ids.contains(rig.id_of(vst3::ControllerNumbers::kCtrlVolume, 9)));
  vst3::ParamID id = 0;
  CHECK(rig.mapping->getMidiControllerAssignment(1, 0, 7, id) ==
        vst3::kResultFalse);  // asks for none
  CHECK(rig.mapping->getMidiControllerAssignment(0, 16, 7, id) == vst3::kResultFalse);
  CHECK(rig.mapping->getMidiControllerAssignment(0, 0, 130, id) == vst3::kResultFalse);
  CHECK(rig.mapping->getMidiControllerAssignment(-1, 0, 7, id) == vst3::kResultFalse);
}

TEST_CASE("a host reads back what it set a controller's parameter to") {
  NoteRig rig;
  const vst3::ParamID id = rig.id_of(vst3::ControllerNumbers::kCtrlPan);
  auto& controller = *rig.controller;
  CHECK(controller.setParamNormalized(id, 0.75) == vst3::kResultOk);
  CHECK(controller.getParamNormalized(id) == 0.75);
  CHECK(controller.setParamNormalized(id, std::nan("")) == vst3::kInvalidArgument);
  vst3::String128 text = {};
  CHECK(controller.getParamStringByValue(id, 0.75, text) == vst3::kResultOk);
  double value = 0.0;
  CHECK(controller.getParamValueByString(id, text, value) == vst3::kResultOk);
  CHECK(value == 0.75);
  const vst3::ParamID bend = rig.id_of(vst3::ControllerNumbers::kPitchBend);
  CHECK(controller.getParamNormalized(bend) == 0.5);
}

TEST_CASE("notes of a call without samples are the next block's") {
  NoteRig rig;
  EventList in;
  in.on(0, 60);
  in.add(0, vst3::Event::kNoteOffEvent).noteOff = {
      .channel = 1, .pitch = 60, .velocity = 0.0f, .noteId = -1, .tuning = 0.0f};
  rig.run(&in, nullptr, nullptr, 0);
  CHECK(rig.events().empty());
  rig.run(nullptr);
  REQUIRE(rig.events().size() == 2);
  CHECK(rig.events()[1].is<NoteOff>());
}

TEST_CASE("what MIDI says of the transport goes out under its own name") {
  NoteRig rig;
  EventList out;
  // Nothing brings these into a VST3 plugin, so the plugin is made to send them.
  const auto number_of = [&](std::uint8_t status) {
    out.events.clear();
    rig.notes().to_send = Event(0, MidiMessage{0, {status, 1, 2}});
    rig.run(nullptr, &out);
    return out.events.empty() ? -1 : int{out.events[0].midiCCOut.controlNumber};
  };
  using Number = vst3::ControllerNumbers;
  CHECK(number_of(0xF2) == static_cast<int>(Number::kSystemSongPointer));
  CHECK(out.events[0].midiCCOut.value2 == 2);
  CHECK(number_of(0xFA) == static_cast<int>(Number::kSystemMidiClockStart));
  CHECK(number_of(0xFB) == static_cast<int>(Number::kSystemMidiClockContinue));
  CHECK(number_of(0xFC) == static_cast<int>(Number::kSystemMidiClockStop));
  CHECK(number_of(0xFE) == static_cast<int>(Number::kSystemActiveSensing));
  CHECK(number_of(0xF8) == -1);  // a tick of the clock, of which VST3 has none
}

TEST_CASE("what names no such bus, pitch or channel is passed over") {
  NoteRig rig;
  EventList in;
  in.on(0, 128).on(0, -1).on(0, 60).on(0, 60).on(0, 60);
  in.events[2].busIndex = 2;
  in.events[3].noteOn.channel = 16;
  in.events[4].busIndex = -1;
  in.add(0, vst3::Event::kDataEvent).data = {
      .size = 1'000'000, .type = vst3::DataEvent::kMidiSysEx, .bytes = nullptr};
  in.add(0, vst3::Event::kChordEvent).chord = {};
  in.add(0, static_cast<vst3::EventTypes>(4711));
  in.add(0, vst3::Event::kNoteExpressionValueEvent).noteExpressionValue = {
      .typeId = vst3::NoteExpressionTypeIDs::kTextTypeID, .noteId = 1, .value = 0.5};
  rig.run(&in);
  CHECK(rig.events().empty());
  in.events.clear();
  in.on(-5, 60).on(1000, 61);
  in.events[0].noteOn.velocity = NAN;
  rig.run(&in, nullptr, nullptr, 16);
  REQUIRE(rig.events().size() == 2);
  CHECK(rig.events()[0].frame == 0);
  CHECK(rig.events()[0].get_if<NoteOn>()->velocity == 0.0);
  CHECK(rig.events()[1].frame == 15);
}

TEST_CASE("SysEx has its F0 and F7, whether or not the host sends them, and outlives the call") {
  NoteRig rig;
  const std::array<std::uint8_t, 3> whole = {0xF0, 0x11, 0xF7};
  const std::array<std::uint8_t, 1> bare = {0x22};
  EventList in;
  in.add(0, vst3::Event::kDataEvent).data = {3, vst3::DataEvent::kMidiSysEx, whole.data()};
  in.add(0, vst3::Event::kDataEvent).data = {1, vst3::DataEvent::kMidiSysEx, bare.data()};
  const std::vector<std::uint8_t> huge(1'000'000, 0x33);
  in.add(0, vst3::Event::kDataEvent).data = {1'000'000, vst3::DataEvent::kMidiSysEx, huge.data()};
  EventList out;
  rig.run(&in, &out);
  REQUIRE(rig.events().size() == 2);  // there is no room to put F0 and F7 around a megabyte
  const auto framed = rig.events()[1].get_if<SysEx>()->bytes;
  CHECK(std::vector<std::uint8_t>(framed.begin(), framed.end()) ==
        std::vector<std::uint8_t>{0xF0, 0x22, 0xF7});
  REQUIRE(out.events.size() == 2);
  CHECK(out.events[0].data.size == 3);
  CHECK(out.events[0].data.bytes != whole.data());
  CHECK(out.events[0].data.bytes[1] == 0x11);
}

TEST_CASE("a megabyte of SysEx that has its F0 and F7 arrives, one without bytes does not") {
  NoteRig rig;
  std::vector<std::uint8_t> huge(1'000'000, 0x33);
  huge.front() = 0xF0;
  huge.back() = 0xF7;
  EventList in;
  in.add(0, vst3::Event::kDataEvent).data = {1'000'000, vst3::DataEvent::kMidiSysEx, huge.data()};
  in.add(0, vst3::Event::kDataEvent).data = {0, vst3::DataEvent::kMidiSysEx, huge.data()};
  in.add(0, vst3::Event::kDataEvent).data = {0, vst3::DataEvent::kMidiSysEx, nullptr};
  rig.run(&in);
  REQUIRE(rig.events().size() == 1);
  CHECK(rig.events()[0].get_if<SysEx>()->bytes.size() == huge.size());
}

TEST_CASE("a list that is out of order and reaches beyond the block loses nothing") {
  NoteRig rig;
  EventList in;
  in.on(20, 60).on(10, 61).on(INT32_MAX, 62);
  rig.run(&in, nullptr, nullptr, 32);
  REQUIRE(rig.events().size() == 3);
  CHECK(rig.events()[1].frame == 20);
  CHECK(rig.events()[2].frame == 31);
}

TEST_CASE("a host without a list, and one whose list is full, is reported as such") {
  NoteRig rig;
  EventList in;
  in.on(0, 60);
  rig.run(&in);
  CHECK(rig.notes().answers()[0] == Sent::no_port);
  EventList out;
  out.room = 0;
  rig.run(&in, &out);
  CHECK(rig.notes().answers()[0] == Sent::no_room);
}

TEST_CASE("note expressions can be listed, read and written as text") {
  NoteRig rig;
  const auto expressions = rig.component.query<vst3::INoteExpressionController>();
  REQUIRE(expressions);
  CHECK(expressions->getNoteExpressionCount(0, 0) == 6);
  CHECK(expressions->getNoteExpressionCount(2, 0) == 0);
  CHECK(expressions->getNoteExpressionCount(0, 16) == 0);
  for (std::int32_t i = 0; i < 6; ++i) {
    vst3::NoteExpressionTypeInfo info = {};
    REQUIRE(expressions->getNoteExpressionInfo(0, 0, i, info) == vst3::kResultOk);
    for (const double value : {0.0, 0.25, 1.0}) {
      vst3::String128 text = {};
      REQUIRE(expressions->getNoteExpressionStringByValue(0, 0, info.typeId, value, text) ==
              vst3::kResultOk);
      double read = -1.0;
      REQUIRE(expressions->getNoteExpressionValueByString(0, 0, info.typeId, text, read) ==
              vst3::kResultOk);
      CHECK(read == doctest::Approx(value));
    }
  }
  vst3::NoteExpressionTypeInfo info = {};
  CHECK(expressions->getNoteExpressionInfo(0, 0, 6, info) == vst3::kInvalidArgument);
  double read = 0.0;
  CHECK(expressions->getNoteExpressionValueByString(0, 0, vst3::NoteExpressionTypeIDs::kPanTypeID,
                                                    u"nan", read) == vst3::kResultFalse);
  CHECK(expressions->getNoteExpressionValueByString(0, 0, vst3::NoteExpressionTypeIDs::kPanTypeID,
                                                    u"101", read) == vst3::kResultFalse);
}

TEST_CASE("the interfaces of notes are the plugin's object, for identity and references") {
  NoteRig rig;
  const auto same = rig.mapping.query<vst3::IComponent>();
  CHECK(same.get() == rig.component.get());
}

}  // namespace
}  // namespace attacca::test
