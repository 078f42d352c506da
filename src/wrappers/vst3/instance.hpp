// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/parameter_function_name.hpp"
#include "abi/vst3/prefetchable_support.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "abi/vst3/units.hpp"
#include "attacca/base/result.hpp"
#include "attacca/detail/plugin_entry.hpp"
#include "core/instance.hpp"
#include "main_thread/main_thread.hpp"
#include "wrappers/vst3/buses.hpp"
#include "wrappers/vst3/context_info.hpp"
#include "wrappers/vst3/editor_interfaces.hpp"
#include "wrappers/vst3/factory_programs.hpp"
#include "wrappers/vst3/note_events.hpp"
#include "wrappers/vst3/note_interfaces.hpp"
#include "wrappers/vst3/parts.hpp"
#include "wrappers/vst3/services.hpp"

namespace attacca::vst3_wrapper {

class QueueSource;
class View;

/// One plugin as VST3 hosts see it: component, processor and controller in one object.
///
/// Calls marked [main] in the interfaces are accepted from any thread and in any order; MainThread
/// lets them in one by one. process() never waits for them.
class Instance final
    : public vst3::Implements<ComponentPart, vst3::IAudioProcessor,
                              vst3::IProcessContextRequirements, ControllerPart,
                              vst3::IEditController2, vst3::IUnitInfo, vst3::IParameterFunctionName,
                              vst3::IPrefetchableSupport, vst3::IInfoListener,
                              vst3::IContextInfoHandler, vst3::IContextInfoHandler2>,
      private core::MainThread::Client {
 public:
  /// Constructs the plugin; `factory_context` may be null. The calling thread is taken for the main
  /// thread. Throws when memory runs out. [main]
  static Result<vst3::Ref<Instance>> create(const detail::PluginEntry& entry,
                                            vst3::Ref<vst3::FUnknown> factory_context);

  [[nodiscard]] core::MainThread& gate() noexcept { return gate_; }
  [[nodiscard]] Services& services() noexcept { return services_; }
  [[nodiscard]] core::Instance& core() noexcept { return *core_; }
  /// What this object is called in the log.
  [[nodiscard]] const void* log_id() const noexcept { return this; }
  /// A view has released the editor. [main]
  void view_retired(const View& view) noexcept;
  /// `view` is the one that has the editor now. [main]
  void show_in(View& view) noexcept {
    view_ = &view;
    services_.set_view(view_, nullptr);
  }

  // IPluginBase: instance.cpp

  /// The second call without terminate() between answers kResultFalse and changes nothing, as the
  /// rules have it. Ardour initializes component and controller of one object each, and ignores the
  /// second answer; it also terminates twice, which is harmless.
  vst3::TResult initialize(vst3::FUnknown* context) override;
  vst3::TResult terminate() override;

  // IComponent: instance.cpp, and bus_calls.cpp

  vst3::TResult getControllerClassId(vst3::Tuid& classId) override;
  vst3::TResult setIoMode(vst3::IoMode mode) override;
  std::int32_t getBusCount(vst3::MediaType type, vst3::BusDirection dir) override;
  vst3::TResult getBusInfo(vst3::MediaType type, vst3::BusDirection dir, std::int32_t index,
                           vst3::BusInfo& bus) override;
  vst3::TResult getRoutingInfo(vst3::RoutingInfo& inInfo, vst3::RoutingInfo& outInfo) override;
  vst3::TResult activateBus(vst3::MediaType type, vst3::BusDirection dir, std::int32_t index,
                            vst3::TBool state) override;
  vst3::TResult setActive(vst3::TBool state) override;

  // IAudioProcessor: bus_calls.cpp, process.cpp

  vst3::TResult setBusArrangements(vst3::SpeakerArrangement* inputs, std::int32_t numIns,
                                   vst3::SpeakerArrangement* outputs,
                                   std::int32_t numOuts) override;
  vst3::TResult getBusArrangement(vst3::BusDirection dir, std::int32_t index,
                                  vst3::SpeakerArrangement& arr) override;
  vst3::TResult canProcessSampleSize(vst3::SymbolicSampleSizes symbolicSampleSize) override;
  std::uint32_t getLatencySamples() override;
  vst3::TResult setupProcessing(vst3::ProcessSetup& setup) override;
  vst3::TResult setProcessing(vst3::TBool state) override;
  vst3::TResult process(vst3::ProcessData& data) override;
  std::uint32_t getTailSamples() override;
  vst3::IProcessContextRequirements::Flags getProcessContextRequirements() override;

  // IEditController and IEditController2: params.cpp; the component's bytes: state.cpp

  vst3::TResult setComponentState(vst3::IBStream* state) override;
  std::int32_t getParameterCount() override;
  vst3::TResult getParameterInfo(std::int32_t paramIndex, vst3::ParameterInfo& info) override;
  vst3::TResult getParamStringByValue(vst3::ParamID id, vst3::ParamValue valueNormalized,
                                      vst3::String128 string) override;
  vst3::TResult getParamValueByString(vst3::ParamID id, char16_t* string,
                                      vst3::ParamValue& valueNormalized) override;
  vst3::ParamValue normalizedParamToPlain(vst3::ParamID id,
                                          vst3::ParamValue valueNormalized) override;
  vst3::ParamValue plainParamToNormalized(vst3::ParamID id, vst3::ParamValue plainValue) override;
  vst3::ParamValue getParamNormalized(vst3::ParamID id) override;
  /// The newest value, whether the host processes or not, sends blocks or not, and sends the value
  /// to process() as well or not; but hosts also set what automation played a while ago, which is
  /// recognised and passed over.
  vst3::TResult setParamNormalized(vst3::ParamID id, vst3::ParamValue value) override;
  vst3::TResult setComponentHandler(vst3::IComponentHandler* handler) override;
  vst3::IPlugView* createView(vst3::FIDString name) override;
  vst3::TResult setKnobMode(vst3::KnobMode mode) override;
  vst3::TResult openHelp(vst3::TBool onlyCheck) override;
  vst3::TResult openAboutBox(vst3::TBool onlyCheck) override;

  // IUnitInfo and IParameterFunctionName: units.cpp

  std::int32_t getUnitCount() override;
  vst3::TResult getUnitInfo(std::int32_t unitIndex, vst3::UnitInfo& info) override;
  std::int32_t getProgramListCount() override;
  vst3::TResult getProgramListInfo(std::int32_t listIndex, vst3::ProgramListInfo& info) override;
  vst3::TResult getProgramName(vst3::ProgramListID listId, std::int32_t programIndex,
                               vst3::String128 name) override;
  vst3::TResult getProgramInfo(vst3::ProgramListID listId, std::int32_t programIndex,
                               vst3::CString attributeId, vst3::String128 attributeValue) override;
  vst3::TResult hasProgramPitchNames(vst3::ProgramListID listId,
                                     std::int32_t programIndex) override;
  vst3::TResult getProgramPitchName(vst3::ProgramListID listId, std::int32_t programIndex,
                                    std::int16_t midiPitch, vst3::String128 name) override;
  vst3::UnitID getSelectedUnit() override;
  vst3::TResult selectUnit(vst3::UnitID unitId) override;
  vst3::TResult getUnitByBus(vst3::MediaType type, vst3::BusDirection dir, std::int32_t busIndex,
                             std::int32_t channel, vst3::UnitID& unitId) override;
  vst3::TResult setUnitProgramData(std::int32_t listOrUnitId, std::int32_t programIndex,
                                   vst3::IBStream* data) override;
  vst3::TResult getParameterIDFromFunctionName(vst3::UnitID unitID, vst3::FIDString functionName,
                                               vst3::ParamID& paramID) override;

  // IPrefetchableSupport: instance.cpp

  vst3::TResult getPrefetchableSupport(vst3::PrefetchableSupport& prefetchable) override;

  // Track info: track_info.cpp

  vst3::TResult setChannelContextInfos(vst3::IAttributeList* list) override;
  void notifyContextInfoChange() override;
  void notifyContextInfoChange(const char* id) override;

 private:
  Instance(const detail::PluginEntry& entry, vst3::Ref<vst3::FUnknown> factory_context);
  ~Instance() override;

  bool offers(const vst3::Tuid& wanted) const noexcept override;
  void* other_interface(const vst3::Tuid& wanted) noexcept override;

  vst3::TResult load_component_state(vst3::IBStream* stream) override;
  vst3::TResult save_component_state(vst3::IBStream* stream) override;

  void run_waiting() noexcept override;
  void deliver() noexcept override;
  void unused() noexcept override;
  /// The last reference of the host's is gone; calls that are under way finish first.
  void on_last_release() noexcept override;

  vst3::TResult start();
  vst3::TResult stop();
  [[nodiscard]] Param* find(vst3::ParamID id) noexcept;
  /// The number of the MIDI controller whose hidden parameter this is. [any]
  [[nodiscard]] std::optional<std::uint32_t> controller_of(vst3::ParamID id) const noexcept;

  /// Of the one program list; 0 without it. Inside the gate.
  [[nodiscard]] std::int32_t program_count();
  [[nodiscard]] bool is_program(vst3::ProgramListID list, std::int32_t index);

  /// Behind a state or preset that the host has loaded, from inside the gate: what it brought is
  /// told to the host later. Ardour (7.3) and its descendants hold a lock while they load a preset,
  /// by a program or from a file, which their restartComponent() takes as well: called from inside,
  /// it never returns. Others may do the same, and one with a run loop need not be trusted.
  void call_host_later() {
    if (locks_while_loading_ || services_.has_run_loop()) services_.deliver_later();
  }
  /// Whether it is the parameter that chooses a factory preset. [any]
  [[nodiscard]] bool chooses_preset(vst3::ParamID id) const noexcept {
    return presets_ != nullptr && presets_->id() == id;
  }
  /// Says why where it failed. [main]
  void report(const Result<void>& loaded);

  void ask_context(ContextKeys keys) noexcept;

  vst3::TResult process_block(vst3::ProcessData& data) noexcept;
  void process_with_notes(core::Block& block, vst3::IEventList* events,
                          QueueSource& changes) noexcept;
  std::size_t take_ports(vst3::BusDirection direction, vst3::AudioBusBuffers* buses,
                         std::int32_t count, std::uint32_t frames, bool doubles) noexcept;
  void mark_silence(vst3::AudioBusBuffers* buses, std::size_t count, std::uint32_t frames,
                    bool doubles) const noexcept;
  /// Whether samples of this size were offered. [any]
  [[nodiscard]] bool takes(vst3::SymbolicSampleSizes size) const noexcept;

  const detail::PluginEntry& entry_;
  vst3::Ref<vst3::FUnknown> factory_context_;
  Services services_;
  core::MainThread gate_;
  std::atomic<bool> released_{false};
  std::unique_ptr<core::Instance> core_;
  std::unique_ptr<Buses> buses_;
  std::unique_ptr<NoteInterfaces> notes_;     ///< null without note inputs
  std::unique_ptr<FactoryPrograms> presets_;  ///< null without factory presets
  std::unique_ptr<EditorInterfaces> editor_;  ///< null without an editor

  // Inside the gate.
  bool initialized_ = false;
  vst3::ProcessSetup setup_ = {};
  bool has_setup_ = false;
  bool locks_while_loading_ = false;  ///< see call_host_later()
  View* view_ = nullptr;              ///< the one that has the editor; it keeps us alive, not we it

  std::atomic<bool> listener_only_{false};  ///< see offers()
  std::atomic<bool> active_{false};
  std::atomic<std::int64_t> asked_latency_{-1};  ///< samples, as asked for while inactive; -1: not
  std::atomic<bool> processing_{false};          ///< between setProcessing(true) and (false)
  std::atomic<bool> reset_wanted_{false};        ///< forget the past before the next block

  // Audio thread.
  BlockBytes block_bytes_;
  std::vector<core::PortBuffers> input_ports_;
  std::vector<core::PortBuffers> output_ports_;
};

}  // namespace attacca::vst3_wrapper
