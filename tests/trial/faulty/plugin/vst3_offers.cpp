// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/vst3_offers.hpp"

#include <string_view>

#include "abi/vst3/midi_controllers.hpp"
#include "abi/vst3/units.hpp"
#include "faulty/plugin/effect.hpp"
#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {

using vst3::TResult;

void* Vst3Offers::find(const vst3::Tuid& wanted) noexcept {
  if (wanted == vst3::IMidiMapping2::iid) return static_cast<vst3::IMidiMapping2*>(&mapping_);
  if (wanted == vst3::INoteExpressionPhysicalUIMapping::iid) {
    return static_cast<vst3::INoteExpressionPhysicalUIMapping*>(&physical_);
  }
  if (wanted == vst3::IParameterFunctionName::iid) {
    return static_cast<vst3::IParameterFunctionName*>(&functions_);
  }
  if (wanted == vst3::IPrefetchableSupport::iid) {
    return static_cast<vst3::IPrefetchableSupport*>(&prefetch_);
  }
  if (wanted == vst3::IEditController2::iid) return static_cast<vst3::IEditController2*>(&knobs_);
  return nullptr;
}

TResult Vst3Offers::Mapping::getMidi1ControllerAssignments(
    vst3::BusDirections direction, const vst3::Midi1ControllerParamIDAssignmentList& list) {
  if (direction != vst3::BusDirections::kInput || list.map == nullptr) return vst3::kResultFalse;
  const vst3::ParamID wheel = is(Fault::lists_other_controllers) ? 2 : 1;
  for (std::uint32_t i = 0; i < list.count && i < 16; ++i) {
    list.map[i] = {
        .pId = wheel,
        .busIndex = 0,
        .channel = static_cast<vst3::MidiChannel>(i),
        .controller = static_cast<vst3::CtrlNumber>(vst3::ControllerNumbers::kCtrlModWheel)};
  }
  return vst3::kResultTrue;
}

TResult Vst3Offers::Physical::getPhysicalUIMapping(std::int32_t busIndex, std::int16_t channel,
                                                   vst3::PhysicalUIMapList& list) {
  if (busIndex != 0 || channel < 0 || channel > 15) return vst3::kResultFalse;
  using Type = vst3::NoteExpressionTypeIDs;
  for (std::uint32_t i = 0; i < list.count; ++i) {
    const bool is_pressure = list.map[i].physicalUITypeID == vst3::PhysicalUITypeIDs::kPUIPressure;
    list.map[i].noteExpressionTypeID = is_pressure ? Type::kVolumeTypeID : Type::kInvalidTypeID;
    if (!is_pressure && is(Fault::finger_moves_nothing)) {
      list.map[i].noteExpressionTypeID = Type::kTuningTypeID;
    }
  }
  return vst3::kResultTrue;
}

TResult Vst3Offers::Functions::getParameterIDFromFunctionName(vst3::UnitID unit,
                                                              vst3::FIDString name,
                                                              vst3::ParamID& id) {
  const bool is_mix =
      name != nullptr && std::string_view(name) == vst3::function_name_type::kDryWetMix;
  if (unit != vst3::kRootUnitId || !is_mix) return vst3::kResultFalse;
  id = is(Fault::function_of_no_parameter) ? 4711 : 1;
  return vst3::kResultTrue;
}

TResult Vst3Offers::Prefetch::getPrefetchableSupport(vst3::PrefetchableSupport& support) {
  support = is(Fault::prefetch_unknown) ? static_cast<vst3::PrefetchableSupport>(17)
                                        : vst3::PrefetchableSupport::kIsYetPrefetchable;
  return vst3::kResultOk;
}

TResult Vst3Offers::Knobs::setKnobMode(vst3::KnobMode mode) {
  if (is(Fault::knob_mode_moves_gain)) whole_.effect_.set(0, 0.25);
  return mode == vst3::KnobModes::kLinearMode ? vst3::kResultTrue : vst3::kResultFalse;
}

}  // namespace attacca::faulty
