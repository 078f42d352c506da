// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Every call of VST3 that is recorded and replayed, with the name it has in records: the interfaces
// of a plugin, each with its methods in the order of its table, its bases' first.

#include <string_view>
#include <tuple>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/automation_state.hpp"
#include "abi/vst3/base/plugin_base.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/content_scale.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/midi_mapping2.hpp"
#include "abi/vst3/note_expression.hpp"
#include "abi/vst3/parameter_function_name.hpp"
#include "abi/vst3/physical_ui.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/prefetchable_support.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "abi/vst3/units.hpp"
#include "witness/record/call_name.hpp"

namespace attacca::witness {

template <auto Method, Literal Name>
struct Vst3Call {
  static constexpr auto kMethod = Method;
  static constexpr std::string_view kName = Name.view();
};

/// All methods of an interface but those of FUnknown.
template <typename I, Literal Name, typename... Calls>
struct Vst3Calls {
  using Interface = I;
  static constexpr std::string_view kName = Name.view();
};

/// "IComponent.setActive". [any]
template <typename List, typename Call>
inline constexpr auto kVst3CallName =
    joined_name<List::kName.size() + Call::kName.size() + 2>(List::kName, Call::kName);

using Vst3Interfaces = std::tuple<
    Vst3Calls<vst3::FUnknown, "FUnknown">,
    Vst3Calls<vst3::IPluginBase, "IPluginBase",
              Vst3Call<&vst3::IPluginBase::initialize, "initialize">,
              Vst3Call<&vst3::IPluginBase::terminate, "terminate">>,
    Vst3Calls<vst3::IComponent, "IComponent",
              Vst3Call<&vst3::IPluginBase::initialize, "initialize">,
              Vst3Call<&vst3::IPluginBase::terminate, "terminate">,
              Vst3Call<&vst3::IComponent::getControllerClassId, "getControllerClassId">,
              Vst3Call<&vst3::IComponent::setIoMode, "setIoMode">,
              Vst3Call<&vst3::IComponent::getBusCount, "getBusCount">,
              Vst3Call<&vst3::IComponent::getBusInfo, "getBusInfo">,
              Vst3Call<&vst3::IComponent::getRoutingInfo, "getRoutingInfo">,
              Vst3Call<&vst3::IComponent::activateBus, "activateBus">,
              Vst3Call<&vst3::IComponent::setActive, "setActive">,
              Vst3Call<&vst3::IComponent::setState, "setState">,
              Vst3Call<&vst3::IComponent::getState, "getState">>,
    Vst3Calls<vst3::IAudioProcessor, "IAudioProcessor",
              Vst3Call<&vst3::IAudioProcessor::setBusArrangements, "setBusArrangements">,
              Vst3Call<&vst3::IAudioProcessor::getBusArrangement, "getBusArrangement">,
              Vst3Call<&vst3::IAudioProcessor::canProcessSampleSize, "canProcessSampleSize">,
              Vst3Call<&vst3::IAudioProcessor::getLatencySamples, "getLatencySamples">,
              Vst3Call<&vst3::IAudioProcessor::setupProcessing, "setupProcessing">,
              Vst3Call<&vst3::IAudioProcessor::setProcessing, "setProcessing">,
              Vst3Call<&vst3::IAudioProcessor::process, "process">,
              Vst3Call<&vst3::IAudioProcessor::getTailSamples, "getTailSamples">>,
    Vst3Calls<vst3::IProcessContextRequirements, "IProcessContextRequirements",
              Vst3Call<&vst3::IProcessContextRequirements::getProcessContextRequirements,
                       "getProcessContextRequirements">>,
    Vst3Calls<vst3::IEditController, "IEditController",
              Vst3Call<&vst3::IPluginBase::initialize, "initialize">,
              Vst3Call<&vst3::IPluginBase::terminate, "terminate">,
              Vst3Call<&vst3::IEditController::setComponentState, "setComponentState">,
              Vst3Call<&vst3::IEditController::setState, "setState">,
              Vst3Call<&vst3::IEditController::getState, "getState">,
              Vst3Call<&vst3::IEditController::getParameterCount, "getParameterCount">,
              Vst3Call<&vst3::IEditController::getParameterInfo, "getParameterInfo">,
              Vst3Call<&vst3::IEditController::getParamStringByValue, "getParamStringByValue">,
              Vst3Call<&vst3::IEditController::getParamValueByString, "getParamValueByString">,
              Vst3Call<&vst3::IEditController::normalizedParamToPlain, "normalizedParamToPlain">,
              Vst3Call<&vst3::IEditController::plainParamToNormalized, "plainParamToNormalized">,
              Vst3Call<&vst3::IEditController::getParamNormalized, "getParamNormalized">,
              Vst3Call<&vst3::IEditController::setParamNormalized, "setParamNormalized">,
              Vst3Call<&vst3::IEditController::setComponentHandler, "setComponentHandler">,
              Vst3Call<&vst3::IEditController::createView, "createView">>,
    Vst3Calls<vst3::IEditController2, "IEditController2",
              Vst3Call<&vst3::IEditController2::setKnobMode, "setKnobMode">,
              Vst3Call<&vst3::IEditController2::openHelp, "openHelp">,
              Vst3Call<&vst3::IEditController2::openAboutBox, "openAboutBox">>,
    Vst3Calls<vst3::IUnitInfo, "IUnitInfo",
              Vst3Call<&vst3::IUnitInfo::getUnitCount, "getUnitCount">,
              Vst3Call<&vst3::IUnitInfo::getUnitInfo, "getUnitInfo">,
              Vst3Call<&vst3::IUnitInfo::getProgramListCount, "getProgramListCount">,
              Vst3Call<&vst3::IUnitInfo::getProgramListInfo, "getProgramListInfo">,
              Vst3Call<&vst3::IUnitInfo::getProgramName, "getProgramName">,
              Vst3Call<&vst3::IUnitInfo::getProgramInfo, "getProgramInfo">,
              Vst3Call<&vst3::IUnitInfo::hasProgramPitchNames, "hasProgramPitchNames">,
              Vst3Call<&vst3::IUnitInfo::getProgramPitchName, "getProgramPitchName">,
              Vst3Call<&vst3::IUnitInfo::getSelectedUnit, "getSelectedUnit">,
              Vst3Call<&vst3::IUnitInfo::selectUnit, "selectUnit">,
              Vst3Call<&vst3::IUnitInfo::getUnitByBus, "getUnitByBus">,
              Vst3Call<&vst3::IUnitInfo::setUnitProgramData, "setUnitProgramData">>,
    Vst3Calls<vst3::IParameterFunctionName, "IParameterFunctionName",
              Vst3Call<&vst3::IParameterFunctionName::getParameterIDFromFunctionName,
                       "getParameterIDFromFunctionName">>,
    Vst3Calls<
        vst3::IPrefetchableSupport, "IPrefetchableSupport",
        Vst3Call<&vst3::IPrefetchableSupport::getPrefetchableSupport, "getPrefetchableSupport">>,
    Vst3Calls<vst3::IInfoListener, "IInfoListener",
              Vst3Call<&vst3::IInfoListener::setChannelContextInfos, "setChannelContextInfos">>,
    Vst3Calls<
        vst3::IContextInfoHandler, "IContextInfoHandler",
        Vst3Call<&vst3::IContextInfoHandler::notifyContextInfoChange, "notifyContextInfoChange">>,
    Vst3Calls<
        vst3::IContextInfoHandler2, "IContextInfoHandler2",
        Vst3Call<&vst3::IContextInfoHandler2::notifyContextInfoChange, "notifyContextInfoChange">>,
    Vst3Calls<
        vst3::IMidiMapping, "IMidiMapping",
        Vst3Call<&vst3::IMidiMapping::getMidiControllerAssignment, "getMidiControllerAssignment">>,
    Vst3Calls<vst3::IMidiMapping2, "IMidiMapping2",
              Vst3Call<&vst3::IMidiMapping2::getNumMidi2ControllerAssignments,
                       "getNumMidi2ControllerAssignments">,
              Vst3Call<&vst3::IMidiMapping2::getMidi2ControllerAssignments,
                       "getMidi2ControllerAssignments">,
              Vst3Call<&vst3::IMidiMapping2::getNumMidi1ControllerAssignments,
                       "getNumMidi1ControllerAssignments">,
              Vst3Call<&vst3::IMidiMapping2::getMidi1ControllerAssignments,
                       "getMidi1ControllerAssignments">>,
    Vst3Calls<
        vst3::INoteExpressionController, "INoteExpressionController",
        Vst3Call<&vst3::INoteExpressionController::getNoteExpressionCount,
                 "getNoteExpressionCount">,
        Vst3Call<&vst3::INoteExpressionController::getNoteExpressionInfo, "getNoteExpressionInfo">,
        Vst3Call<&vst3::INoteExpressionController::getNoteExpressionStringByValue,
                 "getNoteExpressionStringByValue">,
        Vst3Call<&vst3::INoteExpressionController::getNoteExpressionValueByString,
                 "getNoteExpressionValueByString">>,
    Vst3Calls<vst3::INoteExpressionPhysicalUIMapping, "INoteExpressionPhysicalUIMapping",
              Vst3Call<&vst3::INoteExpressionPhysicalUIMapping::getPhysicalUIMapping,
                       "getPhysicalUIMapping">>,
    Vst3Calls<vst3::IAutomationState, "IAutomationState",
              Vst3Call<&vst3::IAutomationState::setAutomationState, "setAutomationState">>,
    Vst3Calls<vst3::IAudioPresentationLatency, "IAudioPresentationLatency",
              Vst3Call<&vst3::IAudioPresentationLatency::setAudioPresentationLatencySamples,
                       "setAudioPresentationLatencySamples">>,
    Vst3Calls<vst3::IPlugView, "IPlugView",
              Vst3Call<&vst3::IPlugView::isPlatformTypeSupported, "isPlatformTypeSupported">,
              Vst3Call<&vst3::IPlugView::attached, "attached">,
              Vst3Call<&vst3::IPlugView::removed, "removed">,
              Vst3Call<&vst3::IPlugView::onWheel, "onWheel">,
              Vst3Call<&vst3::IPlugView::onKeyDown, "onKeyDown">,
              Vst3Call<&vst3::IPlugView::onKeyUp, "onKeyUp">,
              Vst3Call<&vst3::IPlugView::getSize, "getSize">,
              Vst3Call<&vst3::IPlugView::onSize, "onSize">,
              Vst3Call<&vst3::IPlugView::onFocus, "onFocus">,
              Vst3Call<&vst3::IPlugView::setFrame, "setFrame">,
              Vst3Call<&vst3::IPlugView::canResize, "canResize">,
              Vst3Call<&vst3::IPlugView::checkSizeConstraint, "checkSizeConstraint">>,
    Vst3Calls<vst3::IPlugViewContentScaleSupport, "IPlugViewContentScaleSupport",
              Vst3Call<&vst3::IPlugViewContentScaleSupport::setContentScaleFactor,
                       "setContentScaleFactor">>>;

}  // namespace attacca::witness
