// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <charconv>
#include <string>

#include "abi/vst3/units.hpp"
#include "host/vst3/utf16.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

const ParameterInfo* Vst3Instance::program_parameter() const noexcept {
  const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                  [](const ParameterInfo& info) { return info.is_program_change; });
  return found != parameters_.end() ? &*found : nullptr;
}

std::vector<PresetInfo> Vst3Instance::presets() {
  std::vector<PresetInfo> found;
  const auto units = controller_.query<vst3::IUnitInfo>();
  vst3::UnitInfo root{};
  if (!units || program_parameter() == nullptr || units->getUnitInfo(0, root) != vst3::kResultOk) {
    return found;
  }
  const std::int32_t lists = units->getProgramListCount();
  for (std::int32_t i = 0; i < lists; ++i) {
    vst3::ProgramListInfo list{};
    if (units->getProgramListInfo(i, list) != vst3::kResultOk || list.id != root.programListId) {
      continue;
    }
    const std::int32_t count = std::min(list.programCount, program_parameter()->step_count + 1);
    for (std::int32_t program = 0; program < count; ++program) {
      vst3::String128 name{};
      if (units->getProgramName(list.id, program, name) != vst3::kResultOk) continue;
      found.push_back({to_utf8(text_in(name)), std::to_string(program)});
    }
  }
  return found;
}

Result<void> Vst3Instance::load_preset(const PresetInfo& preset) {
  const ParameterInfo* const parameter = program_parameter();
  std::int32_t program = -1;
  std::from_chars(preset.key.data(), preset.key.data() + preset.key.size(), program);
  if (parameter == nullptr || program < 0 || program > parameter->step_count) {
    return fail(description_.name + " has no preset " + preset.name);
  }
  // As hosts do: the controller at once, the processor with its next block.
  const double normalized = static_cast<double>(program) / parameter->step_count;
  if (controller_->setParamNormalized(parameter->id, normalized) != vst3::kResultOk) {
    return fail(description_.name + " did not load the preset " + preset.name);
  }
  send_edit(parameter->id, normalized);
  return {};
}

}  // namespace attacca::host
