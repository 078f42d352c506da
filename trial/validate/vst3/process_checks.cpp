// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>

#include "abi/vst3/events.hpp"
#include "trial/validate/vst3/untouched.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"
#include "trial/validate/vst3/works_on.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

/// A list of changes that has no room for answers.
class FullChanges final : public Implements<IParameterChanges> {
 public:
  std::int32_t getParameterCount() override { return 0; }
  IParamValueQueue* getParameterData(std::int32_t) override { return nullptr; }
  IParamValueQueue* addParameterData(const ParamID&, std::int32_t&) override { return nullptr; }
};

/// Events that are announced and cannot be had, and no room for others.
class BrokenEvents final : public Implements<IEventList> {
 public:
  std::int32_t getEventCount() override { return 3; }
  TResult getEvent(std::int32_t, Event&) override { return kInternalError; }
  TResult addEvent(Event&) override { return kResultFalse; }
};

void require_parameters(CheckContext& context, const ParameterValues& values) {
  if (values.empty()) context.skip("the plugin has no parameters");
}

void expect_values(Vst3Session& session, const ParameterValues& values, const std::string& after) {
  const std::string wrong = difference(values, session.processor_values(), 1e-3);
  session.check().expect(wrong.empty(), "after " + after + ", " + wrong);
}

/// Other values of the parameters that an ordinary block carries to the component, whose state
/// shows them: some belong to the controller alone, such as a switch for learning MIDI controllers.
ParameterValues arriving_values(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  const ParameterValues wanted = other_values(session);
  require_parameters(context, wanted);
  FloatBlock block(session, 512);
  block.prepare(512);
  for (const auto& [id, value] : wanted) block.change(id, value);
  (void)block.run();
  (void)block.run(512);
  const ParameterValues found = session.processor_values();
  ParameterValues arrived;
  for (const auto& [id, value] : wanted) {
    const auto at = found.find(id);
    if (at != found.end() && std::abs(at->second - value) <= 1e-3) arrived[id] = value;
  }
  if (arrived.empty()) context.skip("the component's state shows no parameter");
  return arrived;
}

void flush_arrives(CheckContext& context) {
  const ParameterValues values = arriving_values(context);
  Vst3Session session(context);
  session.play();
  context.step("process() with no samples and no buffers");
  const TResult result = flush(session, values);
  context.expect(result == kResultOk, "a flush answered " + name_of(result));
  expect_values(session, values, "a flush without samples and buffers");
  expect_block(session, "a flush");
}

void empty_block(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  ProcessData data{};
  context.step("process() with nothing at all");
  TResult result = session.processor()->process(data);
  context.expect(result == kResultOk, "process() with nothing at all answered " + name_of(result));
  FloatBlock block(session, 512);
  context.step("process() with buffers and no samples");
  result = block.run(0);
  context.expect(result == kResultOk,
                 "process() with buffers and no samples answered " + name_of(result));
  context.expect(block.stayed_inside(), "process() with no samples wrote samples");
  expect_block(session, "a block of no samples");
}

void lists_may_be_null(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  FloatBlock block(session, 512);
  const auto without = [&](const char* what, void (*take_away)(ProcessData&)) {
    block.prepare(512);
    for (const auto& [id, value] : other_values(session)) block.change(id, value);
    take_away(block.data);
    context.step(std::string("a block without ") + what);
    const std::string fault = block.fault(block.run());
    context.expect(fault.empty(), std::string("a block without ") + what + ": " + fault);
  };
  without("input changes", [](ProcessData& data) { data.inputParameterChanges = nullptr; });
  without("output changes", [](ProcessData& data) { data.outputParameterChanges = nullptr; });
  without("input events", [](ProcessData& data) { data.inputEvents = nullptr; });
  without("output events", [](ProcessData& data) { data.outputEvents = nullptr; });
  without("process context", [](ProcessData& data) { data.processContext = nullptr; });
  without("any list or context", [](ProcessData& data) {
    data.inputParameterChanges = nullptr;
    data.outputParameterChanges = nullptr;
    data.inputEvents = nullptr;
    data.outputEvents = nullptr;
    data.processContext = nullptr;
  });
}

void buses_may_be_left_out(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  FloatBlock block(session, 512);
  block.prepare(512);
  block.data.numInputs = 0;
  block.data.inputs = nullptr;
  context.step("a block without inputs");
  (void)block.run();
  context.expect(block.stayed_inside(), "without inputs, samples outside the block were written");
  block.prepare(512);
  block.data.numOutputs = 0;
  block.data.outputs = nullptr;
  context.step("a block without outputs");
  (void)block.run();
  context.expect(block.left_inputs_alone(), "without outputs, the inputs were changed");
  expect_block(session, "blocks without buses");
}

void silence_is_true(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  FloatBlock block(session, 256);
  block.prepare(256);
  if (block.outputs.empty()) context.skip("the plugin has no audio");
  std::vector<std::uint64_t> flags(block.outputs.size(), 0);
  // Sound and silence in turn; the flags stay as the plugin left them, since they are its to write.
  for (int i = 0; i < 12; ++i) {
    block.is_silent = i % 6 < 3;
    block.prepare(256);
    for (std::size_t bus = 0; bus < flags.size(); ++bus) {
      block.outputs[bus].silenceFlags = flags[bus];
    }
    (void)block.run();
    for (std::size_t bus = 0; bus < flags.size(); ++bus) {
      flags[bus] = block.outputs[bus].silenceFlags;
      const auto channels = static_cast<std::size_t>(block.outputs[bus].numChannels);
      for (std::size_t channel = 0; channel < std::min<std::size_t>(channels, 64); ++channel) {
        if ((flags[bus] >> channel & 1) == 0) continue;
        const auto samples = block.output(bus, channel);
        const auto sound = std::find_if(samples.begin(), samples.end(),
                                        [](float sample) { return !(sample == 0.0f); });
        context.require(sound == samples.end(),
                        "block " + std::to_string(i) + ", output " + std::to_string(bus) +
                            ", channel " + std::to_string(channel) +
                            ": flagged as silent, but a sample is " +
                            (sound == samples.end() ? "" : std::to_string(*sound)));
      }
    }
  }
}

void last_point_wins(CheckContext& context) {
  const ParameterValues values = arriving_values(context);
  Vst3Session session(context);
  session.play();
  FloatBlock block(session, 512);
  block.prepare(512);
  for (const auto& [id, value] : values) {
    block.change(id, 1.0 - value, 0);
    block.change(id, 0.5, 100);
    block.change(id, value, 511);
  }
  context.step("a block with three points for each parameter");
  const std::string fault = block.fault(block.run());
  context.expect(fault.empty(), "a block with three points for each parameter: " + fault);
  expect_values(session, values, "three points, the last at sample 511 of 512");
}

void unknown_ids(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  const ParameterValues before = session.processor_values();
  std::vector<ParamID> known;
  for (const ParameterInfo& info : session.parameters()) known.push_back(info.id);
  FloatBlock block(session, 512);
  block.prepare(512);
  for (const ParamID id : {0x7ffffffeu, 0x7fff1234u, 0x12345678u, 0xfffffffeu}) {
    if (std::find(known.begin(), known.end(), id) == known.end()) block.change(id, 0.75);
  }
  context.step("changes of unknown parameters");
  const std::string fault = block.fault(block.run());
  context.expect(fault.empty(), "a block with changes of unknown parameters: " + fault);
  expect_values(session, before, "changes of unknown parameters");
}

/// Each change and each note alone, before another block and as the last thing before the end: in a
/// crowd the first ones may save the others.
void late_points(CheckContext& context) {
  std::vector<ParamID> ids;
  {
    Vst3Session session(context);
    session.open();
    for (const auto& [id, value] : other_values(session)) {
      if (ids.size() < 2) ids.push_back(id);
    }
  }
  for (const std::int32_t offset : {64, 65, 511, 1'000'000, -1}) {
    for (std::size_t i = 0; i <= ids.size(); ++i) {
      for (const bool plays_on : {true, false}) {
        Vst3Session session(context);
        session.play();
        FloatBlock block(session, 512);
        block.prepare(64);
        if (i < ids.size()) {
          block.change(ids[i], 0.5, offset);
        } else {
          Event event{};
          event.type = Event::kNoteOnEvent;
          event.noteOn = {0, 60, 0.0f, 0.8f, 0, -1};
          event.sampleOffset = offset;
          (void)block.events().addEvent(event);
        }
        const std::string what =
            (i < ids.size() ? "a change of parameter " + std::to_string(ids[i]) : "a note") +
            " alone at sample " + std::to_string(offset) + " of 64";
        context.step(what + (plays_on ? "" : ", and the end of the instance"));
        (void)block.run();
        context.expect(block.stayed_inside(), what + ": samples outside the block were written");
        if (plays_on) expect_block(session, what);
      }
    }
  }
}

void no_room_for_answers(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  const auto changes = make_ref<FullChanges>();
  const auto events = make_ref<BrokenEvents>();
  FloatBlock block(session, 512);
  for (int i = 0; i < 4; ++i) {
    block.prepare(512);
    for (const auto& [id, value] : other_values(session)) {
      block.change(id, i % 2 == 0 ? value : 1.0 - value);
    }
    block.data.outputParameterChanges = changes.get();
    block.data.outputEvents = events.get();
    if (i == 3) block.data.inputEvents = events.get();
    context.step("a block with output lists that refuse everything");
    const std::string fault = block.fault(block.run());
    context.expect(fault.empty(), "a block with output lists that refuse everything: " + fault);
  }
}

void odd_events(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  if (session.bus_count(MediaTypes::kEvent, BusDirections::kInput) == 0) {
    context.skip("the plugin takes no notes");
  }
  std::vector<Event> events;
  const auto add = [&events](void (*change)(Event&)) {
    Event event{};
    event.type = Event::kNoteOnEvent;
    event.noteOn = {0, 60, 0.0f, 0.8f, 0, -1};
    change(event);
    events.push_back(event);
  };
  add([](Event& event) { event.busIndex = 99; });
  add([](Event& event) { event.type = static_cast<Event::EventTypes>(4711); });
  add([](Event& event) { event.noteOn.pitch = -1; });
  add([](Event& event) { event.noteOn.pitch = 128; });
  add([](Event& event) { event.noteOn.channel = 16; });
  add([](Event& event) {
    event.type = Event::kNoteOffEvent;
    event.noteOff = {0, 61, 0.0f, 12345, 0.0f};
  });
  add([](Event& event) {
    event.type = Event::kDataEvent;
    event.data = {0, DataEvent::kMidiSysEx, nullptr};
  });
  add([](Event& event) {
    event.type = Event::kDataEvent;
    event.data = {3, DataEvent::kMidiSysEx, nullptr};
  });
  add([](Event& event) {
    event.type = Event::kChordEvent;
    event.chord = {0, 0, 0, 0, nullptr};
  });
  add([](Event& event) { event.sampleOffset = 5000; });
  for (std::size_t i = 0; i < events.size(); ++i) {
    FloatBlock block(session, 512);
    block.prepare(512);
    (void)block.events().addEvent(events[i]);
    const std::string what = "odd event " + std::to_string(i) + " of type " +
                             std::to_string(static_cast<unsigned>(events[i].type));
    context.step(what);
    const std::string fault = block.fault(block.run());
    context.expect(fault.empty(), std::string(what).append(": ").append(fault));
  }
}

constexpr Check kChecks[] = {
    {"vst3.flush-arrives", "changes arrive through process() without samples and buffers",
     "VST3: ProcessData, numSamples 0 is a parameter flush", flush_arrives, Severity::failure,
     Formats::vst3},
    {"vst3.empty-block", "a block of no samples is processed, with or without buffers",
     "VST3: ProcessData, numSamples 0 answers kResultOk", empty_block, Severity::failure,
     Formats::vst3},
    {"vst3.null-lists", "lists and process context may be null",
     "VST3: ProcessData, each of its pointers may be null", lists_may_be_null, Severity::failure,
     Formats::vst3},
    {"vst3.fewer-buses", "blocks without inputs or without outputs are survived",
     "VST3: ProcessData::numInputs and numOutputs may be below the number of buses",
     buses_may_be_left_out, Severity::failure, Formats::vst3},
    {"vst3.silence-true", "no channel with sound is flagged as silent, also when sound comes back",
     "VST3: AudioBusBuffers::silenceFlags, to be written in every block; hosts skip what is "
     "flagged",
     silence_is_true, Severity::failure, Formats::vst3},
    {"vst3.last-point", "of several points in a block the last one stays", "VST3: IParamValueQueue",
     last_point_wins, Severity::failure, Formats::vst3},
    {"vst3.unknown-changes", "changes of unknown parameters are ignored",
     "VST3: IParameterChanges, unknown ids are to be ignored", unknown_ids, Severity::failure,
     Formats::vst3},
    {"vst3.late-changes", "a single change or note outside the block is survived",
     "VST3: IParamValueQueue::getPoint; hosts round offsets up to the block's end", late_points,
     Severity::failure, Formats::vst3},
    {"vst3.full-output", "output lists that refuse everything are survived",
     "VST3: IParameterChanges::addParameterData may be null, IEventList::addEvent refuses",
     no_room_for_answers, Severity::failure, Formats::vst3},
    {"vst3.odd-events", "events of unknown buses, types, channels and keys are survived",
     "VST3: Event", odd_events, Severity::failure, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_process_checks() {
  return kChecks;
}

}  // namespace attacca::validate
