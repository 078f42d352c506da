// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A gain on the VST3 interface and nothing else: one object for component, processor and
// controller.

#include <array>
#include <cstdio>
#include <cstring>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/module_exports.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "abi/vst3/process_data.hpp"
#include "abi/vst3/speaker_arrangements.hpp"
#include "raw_gain.hpp"

namespace {

using namespace attacca::vst3;
using namespace raw_gain;

constexpr Tuid kClassId = Tuid::from_words(0x41747461, 0x63636121, 0x42656e63, 0x68476169);

void widen(const char* text, char16_t* target) {
  while (*text != '\0') *target++ = static_cast<char16_t>(*text++);
  *target = u'\0';
}

double to_plain(ParamID id, double value) {
  return id == kGainId ? kMinDecibels + value * (kMaxDecibels - kMinDecibels) : value;
}

double to_normalized(ParamID id, double value) {
  return id == kGainId ? (value - kMinDecibels) / (kMaxDecibels - kMinDecibels) : value;
}

class RawGain final : public Implements<IComponent, IAudioProcessor, IEditController> {
 public:
  TResult initialize(FUnknown*) override { return kResultOk; }
  TResult terminate() override { return kResultOk; }

  // -- IComponent
  TResult getControllerClassId(Tuid&) override { return kResultFalse; }
  TResult setIoMode(IoMode) override { return kNotImplemented; }
  std::int32_t getBusCount(MediaType type, BusDirection) override {
    return type == MediaType::kAudio ? 1 : 0;
  }
  TResult getBusInfo(MediaType type, BusDirection dir, std::int32_t index, BusInfo& bus) override {
    if (type != MediaType::kAudio || index != 0) return kInvalidArgument;
    bus = {};
    bus.direction = dir;
    bus.channelCount = kChannels;
    widen("Main", bus.name);
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
  TResult setupProcessing(ProcessSetup& setup) override {
    gain_.prepare(setup.sampleRate);
    return kResultOk;
  }
  TResult setProcessing(TBool) override { return kResultOk; }
  TResult process(ProcessData& data) override;
  std::uint32_t getTailSamples() override { return 0; }

  // -- IEditController
  TResult setComponentState(IBStream*) override { return kResultOk; }
  std::int32_t getParameterCount() override { return 2; }
  TResult getParameterInfo(std::int32_t index, ParameterInfo& info) override {
    if (index < 0 || index > 1) return kInvalidArgument;
    info = {};
    info.id = index == 0 ? kGainId : kBypassId;
    widen(index == 0 ? "Gain" : "Bypass", info.title);
    info.stepCount = index;
    info.flags = ParameterInfo::kCanAutomate;
    return kResultOk;
  }
  TResult getParamStringByValue(ParamID id, ParamValue value, String128 text) override {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.2f", to_plain(id, value));
    widen(buffer.data(), text);
    return kResultOk;
  }
  TResult getParamValueByString(ParamID, char16_t*, ParamValue&) override {
    return kNotImplemented;
  }
  ParamValue normalizedParamToPlain(ParamID id, ParamValue value) override {
    return to_plain(id, value);
  }
  ParamValue plainParamToNormalized(ParamID id, ParamValue value) override {
    return to_normalized(id, value);
  }
  ParamValue getParamNormalized(ParamID id) override { return shown_[id == kGainId ? 0 : 1]; }
  TResult setParamNormalized(ParamID id, ParamValue value) override {
    shown_[id == kGainId ? 0 : 1] = value;
    return kResultOk;
  }
  TResult setComponentHandler(IComponentHandler*) override { return kResultOk; }
  IPlugView* createView(FIDString) override { return nullptr; }

 private:
  Gain gain_;
  std::array<double, 2> shown_{to_normalized(kGainId, 0.0), 0.0};
};

TResult RawGain::process(ProcessData& data) {
  if (kSilent) return kResultOk;
  IParameterChanges* const changes = data.inputParameterChanges;
  const std::int32_t queues = changes != nullptr ? changes->getParameterCount() : 0;
  for (std::int32_t i = 0; i < queues; ++i) {
    IParamValueQueue* const queue = changes->getParameterData(i);
    std::int32_t offset = 0;
    double value = 0.0;
    if (queue->getPoint(queue->getPointCount() - 1, offset, value) != kResultTrue) continue;
    const ParamID id = queue->getParameterId();
    if (id == kGainId) gain_.set_decibels(to_plain(id, value));
    if (id == kBypassId) gain_.bypass = value >= 0.5;
  }
  if (data.numInputs == 0 || data.numOutputs == 0) return kResultOk;
  gain_.process(data.inputs[0].channelBuffers32, data.outputs[0].channelBuffers32,
                static_cast<std::uint32_t>(data.outputs[0].numChannels),
                static_cast<std::uint32_t>(data.numSamples));
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
    std::strcpy(info->name, kName);
    return kResultOk;
  }
  TResult createInstance(const Tuid& cid, const Tuid& wanted, void** obj) override {
    *obj = nullptr;
    if (cid != kClassId) return kInvalidArgument;
    return make_ref<RawGain>()->queryInterface(wanted, obj);
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
