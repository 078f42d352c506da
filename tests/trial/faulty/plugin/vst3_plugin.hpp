// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/base/stream.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/events.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/note_expression.hpp"
#include "abi/vst3/process_data.hpp"
#include "abi/vst3/units.hpp"
#include "faulty/plugin/effect.hpp"
#include "faulty/plugin/sent_edits.hpp"
#include "faulty/plugin/vst3_offers.hpp"
#include "faulty/plugin/vst3_view.hpp"

namespace attacca::faulty {

/// The component's state functions under names of their own: the controller has some with the same
/// signatures, and one function for both would mix them up.
class ComponentPart : public vst3::IComponent {
 public:
  vst3::TResult setState(vst3::IBStream* stream) final { return load_component(stream); }
  vst3::TResult getState(vst3::IBStream* stream) final { return save_component(stream); }

 protected:
  ~ComponentPart() = default;
  virtual vst3::TResult load_component(vst3::IBStream* stream) = 0;
  virtual vst3::TResult save_component(vst3::IBStream* stream) = 0;
};

/// The controller's.
class ControllerPart : public vst3::IEditController {
 public:
  vst3::TResult setState(vst3::IBStream* stream) final { return load_controller(stream); }
  vst3::TResult getState(vst3::IBStream* stream) final { return save_controller(stream); }

 protected:
  ~ControllerPart() = default;
  virtual vst3::TResult load_controller(vst3::IBStream* stream) = 0;
  virtual vst3::TResult save_controller(vst3::IBStream* stream) = 0;
};

/// The effect as a VST3 plugin of one object, on the raw interface.
class Vst3Plugin final
    : public vst3::Implements<ComponentPart, vst3::IAudioProcessor, ControllerPart,
                              vst3::IInfoListener, vst3::IUnitInfo, vst3::IMidiMapping,
                              vst3::INoteExpressionController>,
      private Knob {
 public:
  vst3::TResult queryInterface(const vst3::Tuid& wanted, void** obj) override;

  vst3::TResult initialize(vst3::FUnknown* context) override;
  vst3::TResult terminate() override;

  vst3::TResult getControllerClassId(vst3::Tuid&) override { return vst3::kResultFalse; }
  vst3::TResult setIoMode(vst3::IoMode) override { return vst3::kNotImplemented; }
  std::int32_t getBusCount(vst3::MediaType type, vst3::BusDirection dir) override;
  vst3::TResult getBusInfo(vst3::MediaType type, vst3::BusDirection dir, std::int32_t index,
                           vst3::BusInfo& bus) override;
  vst3::TResult getRoutingInfo(vst3::RoutingInfo&, vst3::RoutingInfo&) override {
    return vst3::kNotImplemented;
  }
  vst3::TResult activateBus(vst3::MediaType type, vst3::BusDirection dir, std::int32_t index,
                            vst3::TBool state) override;
  vst3::TResult setActive(vst3::TBool state) override;

  vst3::TResult setBusArrangements(vst3::SpeakerArrangement* inputs, std::int32_t numIns,
                                   vst3::SpeakerArrangement* outputs,
                                   std::int32_t numOuts) override;
  vst3::TResult getBusArrangement(vst3::BusDirection dir, std::int32_t index,
                                  vst3::SpeakerArrangement& arr) override;
  vst3::TResult canProcessSampleSize(vst3::SymbolicSampleSizes size) override {
    const bool is_known = size == vst3::SymbolicSampleSizes::kSample32 ||
                          size == vst3::SymbolicSampleSizes::kSample64;
    return is_known ? vst3::kResultTrue : vst3::kResultFalse;
  }
  std::uint32_t getLatencySamples() override { return effect_.latency(); }
  vst3::TResult setupProcessing(vst3::ProcessSetup& setup) override;
  /// Hosts reset a plugin by switching processing off and on.
  vst3::TResult setProcessing(vst3::TBool state) override {
    if (state != 0) effect_.reset();
    is_processing_ = state != 0;
    return vst3::kResultOk;
  }
  vst3::TResult process(vst3::ProcessData& data) override;
  std::uint32_t getTailSamples() override { return Effect::kEcho; }

  vst3::TResult setComponentState(vst3::IBStream*) override { return vst3::kResultOk; }
  std::int32_t getParameterCount() override { return kParams + 1; }
  vst3::TResult getParameterInfo(std::int32_t index, vst3::ParameterInfo& info) override;
  vst3::TResult getParamStringByValue(vst3::ParamID id, vst3::ParamValue value,
                                      vst3::String128 text) override;
  vst3::TResult getParamValueByString(vst3::ParamID id, char16_t* text,
                                      vst3::ParamValue& value) override;
  vst3::ParamValue normalizedParamToPlain(vst3::ParamID id, vst3::ParamValue value) override;
  vst3::ParamValue plainParamToNormalized(vst3::ParamID id, vst3::ParamValue value) override;
  vst3::ParamValue getParamNormalized(vst3::ParamID id) override;
  vst3::TResult setParamNormalized(vst3::ParamID id, vst3::ParamValue value) override;
  vst3::TResult setComponentHandler(vst3::IComponentHandler* handler) override;
  vst3::IPlugView* createView(vst3::FIDString name) override;

  vst3::TResult setChannelContextInfos(vst3::IAttributeList* list) override;

  /// The modulation wheel moves the gain.
  vst3::TResult getMidiControllerAssignment(std::int32_t busIndex, std::int16_t channel,
                                            vst3::CtrlNumber number, vst3::ParamID& id) override;
  std::int32_t getNoteExpressionCount(std::int32_t busIndex, std::int16_t channel) override;
  vst3::TResult getNoteExpressionInfo(std::int32_t busIndex, std::int16_t channel,
                                      std::int32_t index,
                                      vst3::NoteExpressionTypeInfo& info) override;
  vst3::TResult getNoteExpressionStringByValue(std::int32_t busIndex, std::int16_t channel,
                                               vst3::NoteExpressionTypeID id, double value,
                                               vst3::String128 text) override;
  vst3::TResult getNoteExpressionValueByString(std::int32_t busIndex, std::int16_t channel,
                                               vst3::NoteExpressionTypeID id, const char16_t* text,
                                               double& value) override;

  std::int32_t getUnitCount() override;
  vst3::TResult getUnitInfo(std::int32_t index, vst3::UnitInfo& info) override;
  std::int32_t getProgramListCount() override { return 1; }
  vst3::TResult getProgramListInfo(std::int32_t index, vst3::ProgramListInfo& info) override;
  vst3::TResult getProgramName(vst3::ProgramListID list, std::int32_t index,
                               vst3::String128 name) override;
  vst3::TResult getProgramInfo(vst3::ProgramListID, std::int32_t, vst3::CString,
                               vst3::String128) override {
    return vst3::kInvalidArgument;
  }
  vst3::TResult hasProgramPitchNames(vst3::ProgramListID, std::int32_t) override {
    return vst3::kResultFalse;
  }
  vst3::TResult getProgramPitchName(vst3::ProgramListID, std::int32_t, std::int16_t,
                                    vst3::String128) override {
    return vst3::kInvalidArgument;
  }
  vst3::UnitID getSelectedUnit() override { return vst3::kRootUnitId; }
  vst3::TResult selectUnit(vst3::UnitID) override { return vst3::kResultFalse; }
  /// All channels belong to the root.
  vst3::TResult getUnitByBus(vst3::MediaType type, vst3::BusDirection dir, std::int32_t bus,
                             std::int32_t channel, vst3::UnitID& unit) override;
  vst3::TResult setUnitProgramData(std::int32_t, std::int32_t, vst3::IBStream*) override {
    return vst3::kResultFalse;
  }

 private:
  void* other_interface(const vst3::Tuid& wanted) noexcept override { return offers_.find(wanted); }
  vst3::TResult load_component(vst3::IBStream* stream) override;
  vst3::TResult save_component(vst3::IBStream* stream) override;
  vst3::TResult load_controller(vst3::IBStream* stream) override;
  vst3::TResult save_controller(vst3::IBStream* stream) override;
  void press() override;
  void turn(double value) override;
  void let_go() override;
  vst3::TResult choose_program(double value);
  void take_changes(vst3::IParameterChanges& changes, std::int32_t frames) noexcept;
  void take_notes(vst3::IEventList& events) noexcept;
  void take_event(const vst3::Event& event) noexcept;
  void send_report(vst3::IParameterChanges* changes) noexcept;
  void send_note(vst3::IEventList* events) noexcept;

  Effect effect_;
  Vst3Offers offers_{*unknown(), effect_};
  TrackRecord track_;
  vst3::ParamID asked_ = 0;  ///< Of the MIDI mapping's questions.
  SentEdits sent_edits_;     ///< Of the gain.
  vst3::Ref<vst3::IComponentHandler> handler_;
  bool is_initialized_ = false;
  bool is_processing_ = false;
  double controller_note_ = 0.25;  ///< All that the controller's own state has.
};

}  // namespace attacca::faulty
