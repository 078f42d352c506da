// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A gain on the raw VST3 interface that hears of its track. As it is, it copes with every host.
// Each NAIVE_… makes it trust hosts in one point, as real wrappers have done:
//   NAIVE_RUN_LOOP    work that is put off waits for a run loop
//   NAIVE_EARLY_STATE a state that comes before activation is refused
//   NAIVE_CONTROLLER  what the controller shows does not follow a loaded state
//   NAIVE_RACE        activation and loading must not overlap
//   NAIVE_WORKER      activation and calls about the track must not overlap
//   NAIVE_BYTES       a String128 is room enough for getString
//   NAIVE_LENGTH      the length key has the name's length
//   NAIVE_WORDS       the word "Master" means the master track
//   NAIVE_FLUSH       every call of process() has buffers
//   NAIVE_THREAD      a host may be called from any thread

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>

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
#include "abi/vst3/process_data.hpp"
#include "abi/vst3/run_loop.hpp"
#include "abi/vst3/speaker_arrangements.hpp"

namespace {

using namespace attacca::vst3;

#if defined(NAIVE_RUN_LOOP)
constexpr std::string_view kTrusts = "run loop";
#elif defined(NAIVE_EARLY_STATE)
constexpr std::string_view kTrusts = "early state";
#elif defined(NAIVE_CONTROLLER)
constexpr std::string_view kTrusts = "controller";
#elif defined(NAIVE_RACE)
constexpr std::string_view kTrusts = "race";
#elif defined(NAIVE_WORKER)
constexpr std::string_view kTrusts = "worker";
#elif defined(NAIVE_BYTES)
constexpr std::string_view kTrusts = "bytes";
#elif defined(NAIVE_LENGTH)
constexpr std::string_view kTrusts = "length";
#elif defined(NAIVE_WORDS)
constexpr std::string_view kTrusts = "words";
#elif defined(NAIVE_THREAD)
constexpr std::string_view kTrusts = "thread";
#elif defined(NAIVE_FLUSH)
constexpr std::string_view kTrusts = "flush";
#else
constexpr std::string_view kTrusts = "nothing";
#endif

constexpr bool trusts(std::string_view what) {
  return kTrusts == what;
}

constexpr Tuid kClassId = Tuid::from_words(0x4E616976, 0x65000000, 0x41747461, 0x63636121);
constexpr ParamID kGain = 10;
constexpr ParamID kHeard = 20;
constexpr ParamID kOnMaster = 21;

void widen(const char* text, char16_t* target) {
  while (*text != '\0') *target++ = static_cast<char16_t>(*text++);
  *target = u'\0';
}

/// Room for a name, and what lies behind it.
struct NameBuffer {
  static constexpr std::size_t kUnits = trusts("bytes") ? 128 : 8192;
  char16_t text[kUnits] = {};
  char16_t behind[16384] = {};
};

class Naive final : public Implements<IComponent, IAudioProcessor, IEditController, IInfoListener,
                                      ITimerHandler> {
 public:
  TResult initialize(FUnknown* context) override {
    if (trusts("run loop") && !run_loop_ && context != nullptr) {
      run_loop_ = Ref<FUnknown>::share(context).query<IRunLoop>();
      if (run_loop_) (void)run_loop_->registerTimer(this, 10);
    }
    return kResultOk;
  }
  TResult terminate() override {
    if (run_loop_) (void)run_loop_->unregisterTimer(this);
    run_loop_.reset();
    handler_.reset();
    return kResultOk;
  }
  void onTimer() override { notify_host(); }

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
    const Alone alone(*this, trusts("race") || trusts("worker"));
    // Whoever comes from elsewhere, comes now.
    if (std::this_thread::get_id() != made_on_ && state != 0) alone.wait();
    is_active_ = state != 0;
    return kResultOk;
  }
  TResult setState(IBStream* stream) override {
    if (trusts("early state") && !is_active_) return kResultFalse;
    const Alone alone(*this, trusts("race"));
    double gain = 0.0;
    auto* const bytes = reinterpret_cast<char*>(&gain);
    for (std::size_t done = 0; done < sizeof gain;) {
      std::int32_t count = 0;
      const auto left = static_cast<std::int32_t>(sizeof gain - done);
      if (stream->read(bytes + done, left, &count) != kResultOk || count <= 0) return kResultFalse;
      done += static_cast<std::size_t>(count);
    }
    gain_ = gain;
    if (!trusts("controller")) shown_gain_ = gain;
    if (trusts("thread") && handler_) {
      std::thread([this] {
        (void)handler_->restartComponent(RestartFlags::kParamValuesChanged);
      }).join();
    }
    return kResultOk;
  }
  TResult getState(IBStream* stream) override {
    double gain = gain_;
    auto* const bytes = reinterpret_cast<char*>(&gain);
    for (std::size_t done = 0; done < sizeof gain;) {
      std::int32_t count = 0;
      const auto left = static_cast<std::int32_t>(sizeof gain - done);
      if (stream->write(bytes + done, left, &count) != kResultOk || count <= 0) return kResultFalse;
      done += static_cast<std::size_t>(count);
    }
    return kResultOk;
  }

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
  std::uint32_t getTailSamples() override { return 0; }
  TResult process(ProcessData& data) override;

  TResult setComponentState(IBStream*) override {
    return trusts("controller") ? kNotImplemented : kResultOk;
  }
  std::int32_t getParameterCount() override { return 3; }
  TResult getParameterInfo(std::int32_t index, ParameterInfo& info) override {
    if (index < 0 || index > 2) return kInvalidArgument;
    info = {};
    info.id = index == 0 ? kGain : index == 1 ? kHeard : kOnMaster;
    widen(index == 0 ? "Gain" : index == 1 ? "Heard" : "On master", info.title);
    info.defaultNormalizedValue = index == 0 ? 0.5 : 0.0;
    info.flags = index == 0 ? ParameterInfo::kCanAutomate : ParameterInfo::kIsReadOnly;
    return kResultOk;
  }
  TResult getParamStringByValue(ParamID, ParamValue value, String128 text) override {
    widen(std::to_string(value).c_str(), text);
    return kResultOk;
  }
  TResult getParamValueByString(ParamID, char16_t*, ParamValue&) override { return kResultFalse; }
  ParamValue normalizedParamToPlain(ParamID, ParamValue value) override { return value; }
  ParamValue plainParamToNormalized(ParamID, ParamValue value) override { return value; }
  ParamValue getParamNormalized(ParamID id) override {
    return id == kGain ? shown_gain_ : id == kHeard ? shown_heard_ : shown_on_master_;
  }
  TResult setParamNormalized(ParamID id, ParamValue value) override {
    (id == kGain ? shown_gain_ : id == kHeard ? shown_heard_ : shown_on_master_) = value;
    return kResultOk;
  }
  TResult setComponentHandler(IComponentHandler* handler) override {
    handler_ = Ref<IComponentHandler>::share(handler);
    return kResultOk;
  }
  IPlugView* createView(FIDString) override { return nullptr; }

  TResult setChannelContextInfos(IAttributeList* list) override;

 private:
  /// Ends the process when two threads are inside at once, as an exclusive borrow does.
  class Alone {
   public:
    Alone(Naive& self, bool counts) : self_(self), counts_(counts) {
      if (counts_ && self_.inside_.exchange(true)) std::abort();
    }
    ~Alone() {
      if (counts_) self_.inside_ = false;
    }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;
    void wait() const {
      if (counts_) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }

   private:
    Naive& self_;
    const bool counts_;
  };

  void notify_host() {
    if (has_news_ && handler_) {
      has_news_ = false;
      (void)handler_->restartComponent(RestartFlags::kParamTitlesChanged);
    }
  }

  Ref<IComponentHandler> handler_;
  Ref<IRunLoop> run_loop_;
  const std::thread::id made_on_ = std::this_thread::get_id();
  std::atomic<bool> inside_{false};
  std::atomic<bool> has_news_{false};
  bool is_active_ = false;
  std::atomic<double> gain_{0.5};
  std::atomic<double> heard_{0.0};
  std::atomic<double> on_master_{0.0};
  double shown_gain_ = 0.5;
  double shown_heard_ = 0.0;
  double shown_on_master_ = 0.0;
};

TResult Naive::process(ProcessData& data) {
  IParameterChanges* const changes = data.inputParameterChanges;
  for (std::int32_t i = 0; changes != nullptr && i < changes->getParameterCount(); ++i) {
    IParamValueQueue* const queue = changes->getParameterData(i);
    std::int32_t offset = 0;
    double value = 0.0;
    if (queue->getPoint(queue->getPointCount() - 1, offset, value) != kResultTrue) continue;
    if (queue->getParameterId() == kGain) gain_ = value;
  }
  const bool has_buffers = trusts("flush") || (data.numInputs > 0 && data.numOutputs > 0);
  const auto gain = static_cast<float>(gain_.load());
  for (int channel = 0; has_buffers && channel < 2; ++channel) {
    const float* const in = data.inputs[0].channelBuffers32[channel];
    float* const out = data.outputs[0].channelBuffers32[channel];
    for (std::int32_t i = 0; i < data.numSamples; ++i) out[i] = in[i] * gain;
  }
  std::int32_t index = 0;
  if (data.outputParameterChanges == nullptr) return kResultOk;
  data.outputParameterChanges->addParameterData(kHeard, index)->addPoint(0, heard_, index);
  data.outputParameterChanges->addParameterData(kOnMaster, index)->addPoint(0, on_master_, index);
  return kResultOk;
}

TResult Naive::setChannelContextInfos(IAttributeList* list) {
  if (list == nullptr) return kInvalidArgument;
  const Alone alone(*this, trusts("worker"));
  NameBuffer name;
  if (list->getString(channel_context::kName, name.text, sizeof name.text) == kResultTrue) {
    if (trusts("bytes") && name.behind[0] != u'\0') std::abort();
    const auto* const end = std::find(std::begin(name.text), std::end(name.text), u'\0');
    auto length = static_cast<std::size_t>(end - name.text);
    std::int64_t sent_length = 0;
    if (trusts("length") &&
        list->getInt(channel_context::kNameLength, sent_length) == kResultTrue) {
      length = std::min(length, static_cast<std::size_t>(sent_length));
    }
    heard_ = static_cast<double>(length) / 8192.0;
  }
  char16_t word[128] = {};
  if (trusts("words") && list->getString(channel_context::kIndexNamespace, word,
                                         sizeof word - sizeof(char16_t)) == kResultTrue) {
    on_master_ = std::u16string_view(word) == u"Master" ? 1.0 : 0.0;
  }
  has_news_ = true;
  if (!trusts("run loop") && std::this_thread::get_id() == made_on_) notify_host();
  return kResultOk;
}

class Factory final : public Implements<IPluginFactory> {
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
    std::strcpy(info->name, "Naive");
    return kResultOk;
  }
  TResult createInstance(const Tuid& cid, const Tuid& wanted, void** obj) override {
    *obj = nullptr;
    return cid == kClassId ? make_ref<Naive>()->queryInterface(wanted, obj) : kInvalidArgument;
  }
};

}  // namespace

#define NAIVE_EXPORT extern "C" __attribute__((visibility("default")))

NAIVE_EXPORT bool ModuleEntry(void*) {
  return true;
}
NAIVE_EXPORT bool ModuleExit() {
  return true;
}
NAIVE_EXPORT IPluginFactory* GetPluginFactory() {
  static const Ref<Factory> factory = make_ref<Factory>();
  factory->addRef();
  return factory.get();
}
