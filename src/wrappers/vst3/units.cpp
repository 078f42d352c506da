// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <string_view>

#include "base/unicode.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"

namespace attacca::vst3_wrapper {
namespace {

/// In the order of ParamFunction, which begins with none.
constexpr std::array<std::string_view, 10> kFunctions = {
    vst3::function_name_type::kCompGainReduction,
    vst3::function_name_type::kCompGainReductionMax,
    vst3::function_name_type::kCompGainReductionPeakHold,
    vst3::function_name_type::kCompResetGainReductionMax,
    vst3::function_name_type::kLowLatencyMode,
    vst3::function_name_type::kDryWetMix,
    vst3::function_name_type::kRandomize,
    vst3::function_name_type::kPanPosCenterX,
    vst3::function_name_type::kPanPosCenterY,
    vst3::function_name_type::kPanPosCenterZ};
static_assert(static_cast<std::size_t>(ParamFunction::pan_z) == kFunctions.size());

}  // namespace

// The root, then the groups of parameters, then what channels have for program changes.

std::int32_t Instance::getUnitCount() {
  const std::int32_t of_channels = notes_ == nullptr ? 0 : notes_->programs().unit_count();
  return 1 + static_cast<std::int32_t>(core_->params().groups().size()) + of_channels;
}

vst3::TResult Instance::getUnitInfo(std::int32_t unitIndex, vst3::UnitInfo& info) {
  return guarded([&] {
    const MainCall call(gate_);
    if (unitIndex < 0 || unitIndex >= getUnitCount()) return vst3::kInvalidArgument;
    info = {};
    info.programListId = vst3::kNoProgramListId;
    if (unitIndex == 0) {
      info.id = vst3::kRootUnitId;
      info.parentUnitId = vst3::kNoParentUnitId;
      if (notes_ != nullptr) info.programListId = notes_->programs().root_list();
      if (presets_ != nullptr) info.programListId = FactoryPrograms::kListId;
      core::utf16_from_utf8("Root", info.name, 128);
      return vst3::kResultOk;
    }
    const auto groups = core_->params().groups();
    const auto index = static_cast<std::size_t>(unitIndex - 1);
    if (index >= groups.size()) {
      notes_->programs().unit_info(static_cast<std::int32_t>(index - groups.size()), info);
      return vst3::kResultOk;
    }
    const ParamGroup& group = *groups[index];
    info.id = static_cast<vst3::UnitID>(group.stable_id);
    info.parentUnitId = group.parent == nullptr
                            ? vst3::kRootUnitId
                            : static_cast<vst3::UnitID>(group.parent->stable_id);
    core::utf16_from_utf8(group.name, info.name, 128);
    return vst3::kResultOk;
  });
}

std::int32_t Instance::program_count() {
  return notes_ == nullptr ? 0 : notes_->programs().program_count();
}

bool Instance::is_program(vst3::ProgramListID list, std::int32_t index) {
  return list == Programs::kList && index >= 0 && index < program_count();
}

std::int32_t Instance::getProgramListCount() {
  return guarded(0, [&] {
    const MainCall call(gate_);
    return (program_count() > 0 ? 1 : 0) + (presets_ != nullptr ? 1 : 0);
  });
}

vst3::TResult Instance::getProgramListInfo(std::int32_t listIndex, vst3::ProgramListInfo& info) {
  return guarded([&] {
    const MainCall call(gate_);
    const std::int32_t of_channels = program_count() > 0 ? 1 : 0;
    if (presets_ != nullptr && listIndex == of_channels) {
      presets_->list_info(info);
      return vst3::kResultOk;
    }
    if (listIndex != 0 || program_count() == 0) return vst3::kInvalidArgument;
    info = {};
    info.id = Programs::kList;
    info.programCount = program_count();
    core::utf16_from_utf8("Programs", info.name, 128);
    return vst3::kResultOk;
  });
}

vst3::TResult Instance::getProgramName(vst3::ProgramListID listId, std::int32_t programIndex,
                                       vst3::String128 name) {
  return guarded([&] {
    const MainCall call(gate_);
    if (name == nullptr) return vst3::kInvalidArgument;
    if (presets_ != nullptr && listId == FactoryPrograms::kListId) {
      return presets_->name(programIndex, name) ? vst3::kResultOk : vst3::kInvalidArgument;
    }
    if (!is_program(listId, programIndex)) return vst3::kInvalidArgument;
    notes_->programs().program_name(programIndex, name);
    return vst3::kResultOk;
  });
}

vst3::TResult Instance::getProgramInfo(vst3::ProgramListID /*listId*/,
                                       std::int32_t /*programIndex*/, vst3::CString /*attributeId*/,
                                       vst3::String128 /*attributeValue*/) {
  return vst3::kResultFalse;
}

vst3::TResult Instance::hasProgramPitchNames(vst3::ProgramListID listId,
                                             std::int32_t programIndex) {
  return guarded([&] {
    const MainCall call(gate_);
    if (!is_program(listId, programIndex)) return vst3::kResultFalse;
    return notes_->programs().has_pitch_names() ? vst3::kResultTrue : vst3::kResultFalse;
  });
}

vst3::TResult Instance::getProgramPitchName(vst3::ProgramListID listId, std::int32_t programIndex,
                                            std::int16_t midiPitch, vst3::String128 name) {
  return guarded([&] {
    const MainCall call(gate_);
    if (name == nullptr || !is_program(listId, programIndex)) return vst3::kInvalidArgument;
    return notes_->programs().pitch_name(midiPitch, name) ? vst3::kResultTrue : vst3::kResultFalse;
  });
}

vst3::UnitID Instance::getSelectedUnit() {
  return vst3::kRootUnitId;
}

vst3::TResult Instance::selectUnit(vst3::UnitID unitId) {
  const bool known = unitId == vst3::kRootUnitId ||
                     core_->params().find_group(static_cast<std::uint32_t>(unitId)) != nullptr ||
                     (notes_ != nullptr && notes_->programs().has_unit(unitId));
  return known ? vst3::kResultOk : vst3::kResultFalse;
}

vst3::TResult Instance::getUnitByBus(vst3::MediaType type, vst3::BusDirection dir,
                                     std::int32_t busIndex, std::int32_t channel,
                                     vst3::UnitID& unitId) {
  const bool is_note_input =
      type == vst3::MediaTypes::kEvent && dir == vst3::BusDirections::kInput && notes_ != nullptr;
  const auto unit = is_note_input ? notes_->programs().unit_of(busIndex, channel) : std::nullopt;
  if (!unit) return vst3::kResultFalse;
  unitId = *unit;
  return vst3::kResultTrue;
}

vst3::TResult Instance::setUnitProgramData(std::int32_t /*listOrUnitId*/,
                                           std::int32_t /*programIndex*/,
                                           vst3::IBStream* /*data*/) {
  return vst3::kNotImplemented;
}

vst3::TResult Instance::getParameterIDFromFunctionName(vst3::UnitID unitID,
                                                       vst3::FIDString functionName,
                                                       vst3::ParamID& paramID) {
  if (functionName == nullptr) return vst3::kInvalidArgument;
  const auto at = std::find(kFunctions.begin(), kFunctions.end(), std::string_view(functionName));
  if (at == kFunctions.end()) return vst3::kResultFalse;
  const auto function = static_cast<ParamFunction>(at - kFunctions.begin() + 1);
  for (const Param* param : core_->params().all()) {
    const auto unit = param->group() == nullptr
                          ? vst3::kRootUnitId
                          : static_cast<vst3::UnitID>(param->group()->stable_id);
    if (param->flags().function != function || unit != unitID) continue;
    paramID = param->stable_id();
    return vst3::kResultTrue;
  }
  return vst3::kResultFalse;
}

}  // namespace attacca::vst3_wrapper
