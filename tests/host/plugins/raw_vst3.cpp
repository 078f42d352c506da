// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A gain on the raw VST3 interface, one object for everything, that notes what it receives and
// misbehaves on demand.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/module_exports.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "abi/vst3/process_context.hpp"
#include "abi/vst3/process_data.hpp"
#include "abi/vst3/speaker_arrangements.hpp"
#include "misbehaviour.hpp"
#include "raw_log.hpp"

namespace {

using namespace attacca::vst3;

constexpr Tuid kClassId = Tuid::from_words(0x41747461, 0x63636121, 0x52617756, 0x73743300);
constexpr ParamID kGain = 10;
constexpr ParamID kMisbehave = 20;
constexpr ParamID kRevision = 30;
constexpr double kSteps = 8.0;
constexpr double kMaxRevision = 1e6;
constexpr std::size_t kStateSize = 1000;

std::string narrow(const char16_t* text) {
  std::string result;
  for (; *text != u'\0'; ++text) result.push_back(static_cast<char>(*text));
  return result;
}

void widen(const char* text, char16_t* target) {
  while (*text != '\0') *target++ = static_cast<char16_t>(*text++);
  *target = u'\0';
}

std::atomic<std::uint32_t> g_tail{kInfiniteTail};
std::atomic<int> g_starts{0};
std::atomic<int> g_stops{0};

class RawGain final : public Implements<IComponent, IAudioProcessor, IEditController, IInfoListener,
                                        IContextInfoHandler2> {
 public:
  // -- IPluginBase
  TResult initialize(FUnknown*) override {
    note("initialize");
    return kResultOk;
  }
  TResult terminate() override {
    note("terminate");
    handler_.reset();
    return kResultOk;
  }

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
    bus.channelCount = 2;
    widen("Main", bus.name);
    return kResultOk;
  }
  TResult getRoutingInfo(RoutingInfo&, RoutingInfo&) override { return kNotImplemented; }
  TResult activateBus(MediaType, BusDirection, std::int32_t, TBool) override { return kResultOk; }
  TResult setActive(TBool state) override {
    note(state != 0 ? "active" : "inactive");
    return kResultOk;
  }
  // Shared by component and controller: both halves keep the same state here.
  TResult setState(IBStream* stream) override { return read_state(*stream); }
  TResult getState(IBStream* stream) override { return write_state(*stream); }

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
  std::uint32_t getLatencySamples() override { return 7; }
  TResult setupProcessing(ProcessSetup& setup) override {
    note("setup:" + std::to_string(static_cast<int>(setup.sampleRate)) + ":" +
         std::to_string(setup.maxSamplesPerBlock));
    note(setup.processMode == ProcessModes::kOffline ? "mode:offline" : "mode:realtime");
    return kResultOk;
  }
  TResult setProcessing(TBool on) override {
    ++(on != 0 ? g_starts : g_stops);
    return kResultOk;
  }
  TResult process(ProcessData& data) override;
  std::uint32_t getTailSamples() override { return g_tail; }

  // -- IEditController
  TResult setComponentState(IBStream*) override { return kResultOk; }
  std::int32_t getParameterCount() override { return 3; }
  TResult getParameterInfo(std::int32_t index, ParameterInfo& info) override;
  TResult getParamStringByValue(ParamID id, ParamValue value, String128 text) override {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.2f x", normalizedParamToPlain(id, value));
    widen(buffer.data(), text);
    return kResultOk;
  }
  TResult getParamValueByString(ParamID id, char16_t* text, ParamValue& value) override {
    double plain = 0.0;
    if (std::sscanf(narrow(text).c_str(), "%lf", &plain) != 1) return kResultFalse;
    value = plainParamToNormalized(id, plain);
    return kResultOk;
  }
  static double range(ParamID id) {
    return id == kGain ? 2.0 : id == kMisbehave ? kSteps : kMaxRevision;
  }
  ParamValue normalizedParamToPlain(ParamID id, ParamValue value) override {
    return value * range(id);
  }
  ParamValue plainParamToNormalized(ParamID id, ParamValue value) override {
    return value / range(id);
  }
  ParamValue getParamNormalized(ParamID id) override {
    return id == kGain ? shown_gain_ : id == kRevision ? shown_revision_ : 0.0;
  }
  TResult setParamNormalized(ParamID id, ParamValue value) override {
    if (id == kGain) shown_gain_ = value;
    if (id == kRevision) shown_revision_ = value;
    return kResultOk;
  }
  TResult setComponentHandler(IComponentHandler* handler) override {
    handler_ = Ref<IComponentHandler>::share(handler);
    return kResultOk;
  }
  IPlugView* createView(FIDString) override { return nullptr; }

  // -- track info
  TResult setChannelContextInfos(IAttributeList* list) override;
  void notifyContextInfoChange(const char* id) override;

  /// Turns a knob, as an editor would.
  void turn_gain(double normalized) {
    handler_->beginEdit(kGain);
    handler_->performEdit(kGain, normalized);
    handler_->endEdit(kGain);
  }
  void turn_unknown() { handler_->performEdit(777, 0.5); }

 private:
  TResult read_state(IBStream& stream);
  TResult write_state(IBStream& stream);

  Ref<IComponentHandler> handler_;
  std::atomic<double> gain_{0.5};
  double shown_gain_ = 0.5;
  double shown_revision_ = 0.0;
  int misbehaviour_ = 0;
  std::atomic<std::uint32_t> changes_{0};
  std::uint32_t reported_ = 0;
};

RawGain* g_newest = nullptr;

TResult RawGain::process(ProcessData& data) {
  IParameterChanges* const changes = data.inputParameterChanges;
  for (std::int32_t i = 0; changes != nullptr && i < changes->getParameterCount(); ++i) {
    IParamValueQueue* const queue = changes->getParameterData(i);
    std::int32_t offset = 0;
    double value = 0.0;
    if (queue->getPoint(queue->getPointCount() - 1, offset, value) != kResultTrue) continue;
    if (queue->getParameterId() == kGain) gain_ = value;
    if (queue->getParameterId() == kMisbehave) misbehaviour_ = static_cast<int>(value * kSteps);
  }
  const auto gain = static_cast<float>(gain_ * 2.0);
  for (int channel = 0; data.numInputs > 0 && data.numOutputs > 0 && channel < 2; ++channel) {
    const float* const in = data.inputs[0].channelBuffers32[channel];
    float* const out = data.outputs[0].channelBuffers32[channel];
    for (std::int32_t i = 0; i < data.numSamples; ++i) out[i] = in[i] * gain;
  }
  std::int32_t index = 0;
  const std::uint32_t seen = changes_;
  if (seen != reported_ && data.outputParameterChanges != nullptr) {
    data.outputParameterChanges->addParameterData(kRevision, index)
        ->addPoint(0, seen / kMaxRevision, index);
    reported_ = seen;
  }
  switch (static_cast<Misbehaviour>(misbehaviour_)) {
    case Misbehaviour::allocate: {
      int* volatile memory = new int[100];
      delete[] memory;
      break;
    }
    case Misbehaviour::write_nan:
      data.outputs[0].channelBuffers32[0][0] = std::numeric_limits<float>::quiet_NaN();
      break;
    case Misbehaviour::send_nonsense:
      data.outputParameterChanges->addParameterData(999, index)->addPoint(0, 0.5, index);
      break;
    case Misbehaviour::call_main_function:
      handler_->performEdit(kGain, gain_);
      break;
    case Misbehaviour::ask_for_restart:
      misbehaviour_ = 0;
      handler_->restartComponent(RestartFlags::kLatencyChanged);
      break;
    case Misbehaviour::fail:
      return kInternalError;
    default:
      break;
  }
  return kResultOk;
}

TResult RawGain::getParameterInfo(std::int32_t index, ParameterInfo& info) {
  if (index < 0 || index > 2) return kInvalidArgument;
  info = {};
  if (index == 0) {
    info.id = kGain;
    widen("Gain", info.title);
    info.defaultNormalizedValue = 0.5;
    info.flags = ParameterInfo::kCanAutomate;
  } else if (index == 1) {
    info.id = kMisbehave;
    widen("Misbehave", info.title);
    info.stepCount = static_cast<std::int32_t>(kSteps);
  } else {
    info.id = kRevision;
    widen("Revision", info.title);
    info.flags = ParameterInfo::kIsReadOnly;
  }
  return kResultOk;
}

TResult RawGain::setChannelContextInfos(IAttributeList* list) {
  if (list == nullptr) return kInvalidArgument;
  char16_t name[256] = {};
  std::int64_t color = 0;
  std::int64_t length = -1;
  std::string received = "list";
  if (list->getString(channel_context::kName, name, sizeof name - 2) == kResultTrue) {
    received += ":name=" + narrow(name);
  }
  if (list->getInt(channel_context::kNameLength, length) == kResultTrue) {
    received += ":length=" + std::to_string(length);
  }
  if (list->getInt(channel_context::kColor, color) == kResultTrue) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), ":color=%08llx",
                  static_cast<unsigned long long>(color));
    received += text.data();
  }
  note(received);
  changes_ += 1;
  return kResultOk;
}

void RawGain::notifyContextInfoChange(const char* id) {
  note(std::string("context:") + id);
  const auto provider = handler_.query<IContextInfoProvider>();
  char16_t name[256] = {};
  std::int32_t color = 0;
  std::int32_t index = -1;
  if (!provider) return;
  provider->getContextInfoString(name, 255, context_info::kName);
  provider->getContextInfoValue(color, context_info::kColor);
  provider->getContextInfoValue(index, context_info::kIndex);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), ":%08x:%d", static_cast<unsigned>(color), index);
  note("provider:" + narrow(name) + text.data());
  changes_ += 1;
}

TResult RawGain::write_state(IBStream& stream) {
  std::array<unsigned char, kStateSize> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i * 7);
  const double gain = gain_;
  std::memcpy(bytes.data(), &gain, sizeof gain);
  std::size_t done = 0;
  while (done < bytes.size()) {
    std::int32_t count = 0;
    const auto left = static_cast<std::int32_t>(bytes.size() - done);
    if (stream.write(bytes.data() + done, left, &count) != kResultOk || count <= 0) {
      return kResultFalse;
    }
    done += static_cast<std::size_t>(count);
  }
  return kResultOk;
}

TResult RawGain::read_state(IBStream& stream) {
  std::array<unsigned char, kStateSize> bytes;
  std::size_t done = 0;
  while (done < bytes.size()) {
    std::int32_t count = 0;
    const auto left = static_cast<std::int32_t>(bytes.size() - done);
    if (stream.read(bytes.data() + done, left, &count) != kResultOk || count <= 0) {
      return kResultFalse;
    }
    done += static_cast<std::size_t>(count);
  }
  double gain = 0.0;
  std::memcpy(&gain, bytes.data(), sizeof gain);
  gain_ = gain;
  shown_gain_ = gain;
  return kResultOk;
}

class RawFactory final : public Implements<IPluginFactory3> {
 public:
  TResult getFactoryInfo(PFactoryInfo* info) override {
    *info = {};
    std::strcpy(info->vendor, "Tests");
    return kResultOk;
  }
  std::int32_t countClasses() override { return 1; }
  TResult getClassInfo(std::int32_t index, PClassInfo* info) override {
    if (index != 0) return kInvalidArgument;
    *info = {};
    info->cid = kClassId;
    std::strcpy(info->category, kVstAudioEffectClass);
    std::strcpy(info->name, "Raw Gain");
    return kResultOk;
  }
  TResult getClassInfo2(std::int32_t, PClassInfo2*) override { return kNotImplemented; }
  TResult getClassInfoUnicode(std::int32_t index, PClassInfoW* info) override {
    if (index != 0) return kInvalidArgument;
    *info = {};
    info->cid = kClassId;
    std::strcpy(info->category, kVstAudioEffectClass);
    std::strcpy(info->subCategories, "Fx|Tools");
    widen("Raw Gain", info->name);
    widen("1.2.3", info->version);
    return kResultOk;
  }
  TResult setHostContext(FUnknown* context) override {
    note(context != nullptr ? "context" : "no-context");
    return kResultOk;
  }
  TResult createInstance(const Tuid& cid, const Tuid& wanted, void** obj) override {
    *obj = nullptr;
    if (cid != kClassId) return kInvalidArgument;
    const auto made = make_ref<RawGain>();
    g_newest = made.get();
    return made->queryInterface(wanted, obj);
  }
};

}  // namespace

RAW_EXPORT const char* raw_calls() {
  return noted_words();
}
RAW_EXPORT void raw_answer(std::int32_t /*status*/, std::uint32_t tail) {
  g_tail = tail;
}
RAW_EXPORT int raw_starts() {
  return g_starts;
}
RAW_EXPORT int raw_stops() {
  return g_stops;
}
RAW_EXPORT void raw_turn_gain(double normalized) {
  g_newest->turn_gain(normalized);
}
RAW_EXPORT void raw_turn_unknown() {
  g_newest->turn_unknown();
}

RAW_EXPORT bool ModuleEntry(void*) {
  note("entry");
  return true;
}
RAW_EXPORT bool ModuleExit() {
  note("exit");
  return true;
}
RAW_EXPORT IPluginFactory* GetPluginFactory() {
  static const Ref<RawFactory> factory = make_ref<RawFactory>();
  factory->addRef();
  return factory.get();
}
