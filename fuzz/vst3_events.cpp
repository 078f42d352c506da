// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: blocks of a VST3 host's event list and parameter queues, with any bus, address, value,
// note expression and SysEx, unsorted and beyond the block, and points for the hidden parameters of
// MIDI controllers. The plugin sends everything back.

#include <array>
#include <cmath>
#include <deque>
#include <vector>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/events.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/process_data.hpp"
#include "attacca/export.hpp"
#include "fuzz/input.hpp"
#include "fuzz/note_promises.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "host/vst3/event_list.hpp"
#include "host/vst3/parameter_changes.hpp"
#include "tests/support/note_plugin.hpp"

extern "C" attacca::vst3::IPluginFactory* GetPluginFactory();

ATTACCA_EXPORT(attacca::test::NotePlugin);

namespace attacca::fuzz {
namespace {

using test::NotePlugin;

class Session {
 public:
  Session() {
    const auto factory = vst3::Ref<vst3::IPluginFactory>::adopt(GetPluginFactory());
    vst3::PClassInfo info = {};
    factory->getClassInfo(0, &info);
    factory->createInstance(info.cid, vst3::IComponent::iid, component_.put());
    require(static_cast<bool>(component_), "the plugin can be created");
    component_->initialize(nullptr);
    processor_ = component_.query<vst3::IAudioProcessor>();
    const auto mapping = component_.query<vst3::IMidiMapping>();
    require(mapping &&
                mapping->getMidiControllerAssignment(0, 0, 0, first_controller_) == vst3::kResultOk,
            "controllers are mapped");
    vst3::ProcessSetup setup = {};
    setup.processMode = vst3::ProcessModes::kRealtime;
    setup.symbolicSampleSize = vst3::SymbolicSampleSizes::kSample32;
    setup.maxSamplesPerBlock = kMostFrames;
    setup.sampleRate = 48000.0;
    processor_->setupProcessing(setup);
    for (const auto direction : {vst3::BusDirections::kInput, vst3::BusDirections::kOutput}) {
      for (std::int32_t bus = 0; bus < 2; ++bus) {
        component_->activateBus(vst3::MediaTypes::kEvent, direction, bus, 1);
      }
    }
    require(component_->setActive(1) == vst3::kResultOk, "it can be activated");
    processor_->setProcessing(1);
  }
  ~Session() {
    processor_->setProcessing(0);
    component_->setActive(0);
    processor_.reset();
    component_->terminate();
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void block(Input& input) {
    in_.clear();
    out_.clear();
    changes_.clear();
    sysex_.clear();
    const std::int32_t frames = 1 + input.byte() % kMostFrames;
    const int count = input.byte();
    for (int i = 0; i < count && !input.empty(); ++i) add(input);
    vst3::ProcessData data = {};
    data.numSamples = frames;
    const unsigned left_out = input.byte();
    data.inputEvents = (left_out & 1u) != 0 ? nullptr : &in_;
    data.outputEvents = (left_out & 2u) != 0 ? nullptr : &out_;
    data.inputParameterChanges = (left_out & 4u) != 0 ? nullptr : &changes_;
    NotePlugin::latest->forget();
    processor_->process(data);
    for (const Event& event : NotePlugin::latest->events()) {
      check_event(event, static_cast<std::uint32_t>(frames));
    }
    check_output(frames);
  }

 private:
  static constexpr std::int32_t kMostFrames = 64;

  void add(Input& input) {
    using Types = vst3::EventTypes;
    const unsigned kind = input.byte() % 11u;
    const auto offset = static_cast<std::int32_t>(static_cast<std::int8_t>(input.byte()));
    if (kind == 10) {
      const std::uint32_t controller = input.number<std::uint16_t>();
      (void)changes_.add(first_controller_ + controller, offset, input.number<double>());
      return;
    }
    vst3::Event event = {};
    event.type = kind == 9 ? Types::kLegacyMIDICCOutEvent : static_cast<Types>(kind);
    event.sampleOffset = offset;
    event.busIndex = static_cast<std::int8_t>(input.byte());
    event.flags = static_cast<vst3::Event::EventFlags>(input.byte());
    const auto channel = static_cast<std::int16_t>(static_cast<std::int8_t>(input.byte()));
    const auto pitch = static_cast<std::int16_t>(static_cast<std::int8_t>(input.byte()) * 2);
    const auto id = input.number<std::int32_t>();
    switch (event.type) {
      case Types::kNoteOnEvent:
        event.noteOn = {channel, pitch, input.number<float>(), input.number<float>(), 0, id};
        break;
      case Types::kNoteOffEvent:
        event.noteOff = {channel, pitch, input.number<float>(), id, 0.0f};
        break;
      case Types::kPolyPressureEvent:
        event.polyPressure = {channel, pitch, input.number<float>(), id};
        break;
      case Types::kNoteExpressionValueEvent:
        event.noteExpressionValue = {
            static_cast<vst3::NoteExpressionTypeID>(input.number<std::uint32_t>()), id,
            input.number<double>()};
        break;
      case Types::kDataEvent: {
        const std::string text = input.text();
        sysex_.emplace_back(text.begin(), text.end());
        const bool is_null = pitch < 0;
        event.data = {static_cast<std::uint32_t>(is_null ? 7 : text.size()),
                      static_cast<vst3::DataEvent::DataTypes>(channel < 0 ? 1 : 0),
                      is_null ? nullptr : sysex_.back().data()};
        break;
      }
      default:
        break;
    }
    (void)in_.addEvent(event);
  }

  /// What hosts may rely on.
  void check_output(std::int32_t frames) {
    std::int32_t last = 0;
    for (std::int32_t i = 0; i < out_.getEventCount(); ++i) {
      vst3::Event event = {};
      out_.getEvent(i, event);
      require(event.sampleOffset >= last && event.sampleOffset < frames,
              "what is sent comes in order, within the block");
      last = event.sampleOffset;
      require(event.busIndex >= 0 && event.busIndex < 2, "on a bus that there is");
      if (event.type == vst3::Event::kNoteOnEvent) {
        require(event.noteOn.pitch >= 0 && event.noteOn.pitch < 128, "with a key");
        require(event.noteOn.channel >= 0 && event.noteOn.channel < 16, "and a channel");
      }
      if (event.type == vst3::Event::kDataEvent) {
        require(event.data.bytes != nullptr && event.data.size >= 2, "with bytes");
        require(event.data.bytes[0] == 0xF0 && event.data.bytes[event.data.size - 1] == 0xF7,
                "from F0 to F7");
      }
    }
  }

  vst3::Ref<vst3::IComponent> component_;
  vst3::Ref<vst3::IAudioProcessor> processor_;
  vst3::ParamID first_controller_ = 0;
  host::EventList in_;
  host::EventList out_;
  host::ParameterChanges changes_{64};
  std::deque<std::vector<std::uint8_t>> sysex_;
};

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::Input input(data, size);
  attacca::fuzz::Session session;
  for (int block = 0; block < 8 && !input.empty(); ++block) session.block(input);
  return 0;
}
