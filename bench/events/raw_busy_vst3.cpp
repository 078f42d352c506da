// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The busy plugin on the VST3 interface and nothing else: one object for component, processor and
// controller.

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/module_exports.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/events.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "abi/vst3/process_data.hpp"
#include "abi/vst3/speaker_arrangements.hpp"
#include "busy_sound.hpp"

namespace {

using namespace attacca::vst3;

constexpr Tuid kClassId = Tuid::from_words(0x41747461, 0x63636121, 0x42656e63, 0x68427573);

void widen(const char* text, char16_t* target) {
  while (*text != '\0') *target++ = static_cast<char16_t>(*text++);
  *target = u'\0';
}

class RawBusy final : public Implements<IComponent, IAudioProcessor, IEditController> {
 public:
  TResult initialize(FUnknown*) override { return kResultOk; }
  TResult terminate() override { return kResultOk; }

  // -- IComponent
  TResult getControllerClassId(Tuid&) override { return kResultFalse; }
  TResult setIoMode(IoMode) override { return kNotImplemented; }
  std::int32_t getBusCount(MediaType type, BusDirection dir) override {
    return type == MediaType::kAudio || dir == BusDirection::kInput ? 1 : 0;
  }
  TResult getBusInfo(MediaType type, BusDirection dir, std::int32_t index, BusInfo& bus) override {
    if (index < 0 || index >= getBusCount(type, dir)) return kInvalidArgument;
    bus = {};
    bus.mediaType = type;
    bus.direction = dir;
    const bool is_audio = type == MediaType::kAudio;
    bus.channelCount = is_audio ? static_cast<std::int32_t>(busy::kChannels) : 16;
    bus.flags = BusInfo::kDefaultActive;
    widen(is_audio ? "Main" : "Notes", bus.name);
    return kResultOk;
  }
  TResult getRoutingInfo(RoutingInfo&, RoutingInfo&) override { return kNotImplemented; }
  TResult activateBus(MediaType, BusDirection, std::int32_t, TBool) override { return kResultOk; }
  TResult setActive(TBool) override { return kResultOk; }
  TResult setState(IBStream*) override { return kNotImplemented; }
  TResult getState(IBStream*) override { return kNotImplemented; }

  // -- IAudioProcessor
  TResult setBusArrangements(SpeakerArrangement*, std::int32_t, SpeakerArrangement*,
                             std::int32_t) override {
    return kResultTrue;
  }
  TResult getBusArrangement(BusDirection, std::int32_t, SpeakerArrangement& arr) override {
    arr = speaker_arr::kStereo;
    return kResultOk;
  }
  TResult canProcessSampleSize(SymbolicSampleSizes size) override {
    return size == SymbolicSampleSizes::kSample32 ? kResultTrue : kResultFalse;
  }
  std::uint32_t getLatencySamples() override { return 0; }
  TResult setupProcessing(ProcessSetup&) override { return kResultOk; }
  TResult setProcessing(TBool) override { return kResultOk; }
  TResult process(ProcessData& data) override;
  std::uint32_t getTailSamples() override { return 0; }

  // -- IEditController
  TResult setComponentState(IBStream*) override { return kResultOk; }
  std::int32_t getParameterCount() override { return busy::kLevels; }
  TResult getParameterInfo(std::int32_t index, ParameterInfo& info) override {
    if (index < 0 || index >= getParameterCount()) return kInvalidArgument;
    info = {};
    info.id = static_cast<ParamID>(index);
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "Level %d", index + 1);
    widen(name.data(), info.title);
    info.defaultNormalizedValue = 0.5;
    info.flags = ParameterInfo::kCanAutomate;
    return kResultOk;
  }
  TResult getParamStringByValue(ParamID, ParamValue value, String128 text) override {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.2f", value);
    widen(buffer.data(), text);
    return kResultOk;
  }
  TResult getParamValueByString(ParamID, char16_t*, ParamValue&) override {
    return kNotImplemented;
  }
  ParamValue normalizedParamToPlain(ParamID, ParamValue value) override { return value; }
  ParamValue plainParamToNormalized(ParamID, ParamValue value) override { return value; }
  ParamValue getParamNormalized(ParamID id) override { return shown_[id % busy::kLevels]; }
  TResult setParamNormalized(ParamID id, ParamValue value) override {
    shown_[id % busy::kLevels] = value;
    return kResultOk;
  }
  TResult setComponentHandler(IComponentHandler*) override { return kResultOk; }
  IPlugView* createView(FIDString) override { return nullptr; }

 private:
  struct Point {
    std::int32_t frame;
    ParamID id;
    double value;
  };
  static constexpr std::size_t kMostPoints = 256;

  std::size_t read_points(IParameterChanges* changes, std::array<Point, kMostPoints>& points);
  void apply(const Event& event);

  busy::Sound sound_;
  std::array<double, busy::kLevels> shown_{};
};

/// In the order of frames, as many as there is room for.
std::size_t RawBusy::read_points(IParameterChanges* changes,
                                 std::array<Point, kMostPoints>& points) {
  std::size_t count = 0;
  const std::int32_t queues = changes != nullptr ? changes->getParameterCount() : 0;
  for (std::int32_t i = 0; i < queues; ++i) {
    IParamValueQueue* const queue = changes->getParameterData(i);
    const ParamID id = queue->getParameterId();
    const std::int32_t size = queue->getPointCount();
    for (std::int32_t p = 0; p < size && id < busy::kLevels && count < kMostPoints; ++p) {
      Point& point = points[count];
      if (queue->getPoint(p, point.frame, point.value) != kResultTrue) continue;
      point.id = id;
      ++count;
    }
  }
  const auto by_frame = [](const Point& a, const Point& b) { return a.frame < b.frame; };
  const auto end = points.begin() + static_cast<std::ptrdiff_t>(count);
  // By insertion: it keeps the order of equal frames and allocates nothing.
  for (auto point = points.begin(); point != end; ++point) {
    std::rotate(std::upper_bound(points.begin(), point, *point, by_frame), point, point + 1);
  }
  return count;
}

void RawBusy::apply(const Event& event) {
  const bool is_on = event.type == Event::kNoteOnEvent;
  const std::int16_t pitch = is_on ? event.noteOn.pitch : event.noteOff.pitch;
  if (pitch < 0 || pitch > 127) return;
  if (is_on) {
    sound_.held.begin(static_cast<std::size_t>(pitch), event.noteOn.velocity);
  } else if (event.type == Event::kNoteOffEvent) {
    sound_.held.end(static_cast<std::size_t>(pitch));
  }
}

TResult RawBusy::process(ProcessData& data) {
  if (data.numInputs == 0 || data.numOutputs == 0) return kResultOk;
  std::array<Point, kMostPoints> points;
  const std::size_t count = read_points(data.inputParameterChanges, points);
  const std::int32_t notes = data.inputEvents != nullptr ? data.inputEvents->getEventCount() : 0;
  const float* const* const in = data.inputs[0].channelBuffers32;
  float* const* const out = data.outputs[0].channelBuffers32;
  std::int32_t at = 0;
  const auto go_to = [&](std::int32_t frame) {
    frame = std::min(frame, data.numSamples);
    if (frame <= at) return;
    sound_.process(in, out, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(frame));
    at = frame;
  };
  std::size_t next = 0;
  const auto apply_points_to = [&](std::int32_t frame) {
    for (; next < count && points[next].frame <= frame; ++next) {
      go_to(points[next].frame);
      sound_.levels[points[next].id] = static_cast<float>(std::clamp(points[next].value, 0.0, 1.0));
    }
  };
  for (std::int32_t i = 0; i < notes; ++i) {
    Event event{};
    if (data.inputEvents->getEvent(i, event) != kResultOk) continue;
    apply_points_to(event.sampleOffset);
    go_to(event.sampleOffset);
    apply(event);
  }
  apply_points_to(data.numSamples);
  go_to(data.numSamples);
  data.outputs[0].silenceFlags = 0;
  return kResultOk;
}

class Factory final : public Implements<IPluginFactory> {
 public:
  TResult getFactoryInfo(PFactoryInfo* info) override {
    *info = {};
    std::strcpy(info->vendor, "Bench");
    return kResultOk;
  }
  std::int32_t countClasses() override { return 1; }
  TResult getClassInfo(std::int32_t index, PClassInfo* info) override {
    if (index != 0) return kInvalidArgument;
    *info = {};
    info->cid = kClassId;
    std::strcpy(info->category, kVstAudioEffectClass);
    std::strcpy(info->name, "Raw Busy");
    return kResultOk;
  }
  TResult createInstance(const Tuid& cid, const Tuid& wanted, void** obj) override {
    *obj = nullptr;
    if (cid != kClassId) return kInvalidArgument;
    return make_ref<RawBusy>()->queryInterface(wanted, obj);
  }
};

}  // namespace

extern "C" {
__attribute__((visibility("default"))) bool ModuleEntry(void*) {
  return true;
}
__attribute__((visibility("default"))) bool ModuleExit() {
  return true;
}
__attribute__((visibility("default"))) IPluginFactory* GetPluginFactory() {
  static const Ref<Factory> factory = make_ref<Factory>();
  factory->addRef();
  return factory.get();
}
}
