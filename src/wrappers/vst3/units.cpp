// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "base/unicode.hpp"
#include "wrappers/vst3/instance.hpp"

namespace attacca::vst3_wrapper {

// The root, then the groups of parameters.

std::int32_t Instance::getUnitCount() {
  return 1 + static_cast<std::int32_t>(core_->params().groups().size());
}

vst3::TResult Instance::getUnitInfo(std::int32_t unitIndex, vst3::UnitInfo& info) {
  if (unitIndex < 0 || unitIndex >= getUnitCount()) return vst3::kInvalidArgument;
  info = {};
  info.programListId = vst3::kNoProgramListId;
  if (unitIndex == 0) {
    info.id = vst3::kRootUnitId;
    info.parentUnitId = vst3::kNoParentUnitId;
    core::utf16_from_utf8("Root", info.name, 128);
    return vst3::kResultOk;
  }
  const ParamGroup& group = *core_->params().groups()[static_cast<std::size_t>(unitIndex - 1)];
  info.id = static_cast<vst3::UnitID>(group.stable_id);
  info.parentUnitId = group.parent == nullptr ? vst3::kRootUnitId
                                              : static_cast<vst3::UnitID>(group.parent->stable_id);
  core::utf16_from_utf8(group.name, info.name, 128);
  return vst3::kResultOk;
}

std::int32_t Instance::getProgramListCount() {
  return 0;
}

vst3::TResult Instance::getProgramListInfo(std::int32_t /*listIndex*/,
                                           vst3::ProgramListInfo& /*info*/) {
  return vst3::kInvalidArgument;
}

vst3::TResult Instance::getProgramName(vst3::ProgramListID /*listId*/,
                                       std::int32_t /*programIndex*/, vst3::String128 /*name*/) {
  return vst3::kInvalidArgument;
}

vst3::TResult Instance::getProgramInfo(vst3::ProgramListID /*listId*/,
                                       std::int32_t /*programIndex*/, vst3::CString /*attributeId*/,
                                       vst3::String128 /*attributeValue*/) {
  return vst3::kInvalidArgument;
}

vst3::TResult Instance::hasProgramPitchNames(vst3::ProgramListID /*listId*/,
                                             std::int32_t /*programIndex*/) {
  return vst3::kResultFalse;
}

vst3::TResult Instance::getProgramPitchName(vst3::ProgramListID /*listId*/,
                                            std::int32_t /*programIndex*/,
                                            std::int16_t /*midiPitch*/, vst3::String128 /*name*/) {
  return vst3::kInvalidArgument;
}

vst3::UnitID Instance::getSelectedUnit() {
  return vst3::kRootUnitId;
}

vst3::TResult Instance::selectUnit(vst3::UnitID unitId) {
  const bool known = unitId == vst3::kRootUnitId ||
                     core_->params().find_group(static_cast<std::uint32_t>(unitId)) != nullptr;
  return known ? vst3::kResultOk : vst3::kResultFalse;
}

vst3::TResult Instance::getUnitByBus(vst3::MediaType /*type*/, vst3::BusDirection /*dir*/,
                                     std::int32_t /*busIndex*/, std::int32_t /*channel*/,
                                     vst3::UnitID& /*unitId*/) {
  return vst3::kResultFalse;
}

vst3::TResult Instance::setUnitProgramData(std::int32_t /*listOrUnitId*/,
                                           std::int32_t /*programIndex*/,
                                           vst3::IBStream* /*data*/) {
  return vst3::kNotImplemented;
}

}  // namespace attacca::vst3_wrapper
