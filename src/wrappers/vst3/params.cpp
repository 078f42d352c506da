// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "base/unicode.hpp"
#include "core/param_indications.hpp"
#include "params/number_text.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"

namespace attacca::vst3_wrapper {
namespace {

constexpr std::size_t kUnits = 128;  // of a String128

vst3::ParameterFlags to_flags(const Param& param) noexcept {
  const ParamFlags flags = param.flags();
  using Flag = vst3::ParameterInfo;
  vst3::ParameterFlags out = Flag::kNoFlags;
  // What is hidden is neither shown nor automated nor set by hosts.
  if (flags.automatable && !flags.read_only && !flags.hidden) out |= Flag::kCanAutomate;
  if (flags.read_only || flags.hidden) out |= Flag::kIsReadOnly;
  if (flags.hidden) out |= Flag::kIsHidden;
  if (flags.bypass) out |= Flag::kIsBypass;
  if (!param.value_id(0.0).empty()) out |= Flag::kIsList;
  return out;
}

vst3::UnitID unit_of(const ParamGroup* group) noexcept {
  return group == nullptr ? vst3::kRootUnitId : static_cast<vst3::UnitID>(group->stable_id);
}

/// VST3 hosts put ParameterInfo::units behind the text themselves.
std::string without_unit(std::string text, std::string_view unit) {
  if (unit.empty() || !text.ends_with(unit)) return text;
  text.resize(text.size() - unit.size());
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace

Param* Instance::find(vst3::ParamID id) noexcept {
  return core_->params().find_stable(id);
}

std::optional<std::uint32_t> Instance::controller_of(vst3::ParamID id) const noexcept {
  if (notes_ == nullptr) return std::nullopt;
  return notes_->controllers().number_of(id);
}

std::int32_t Instance::getParameterCount() {
  const std::size_t own = core_->params().size();
  const std::size_t controllers = notes_ == nullptr ? 0 : notes_->controllers().count();
  return static_cast<std::int32_t>(own + controllers + (presets_ != nullptr ? 1 : 0));
}

vst3::TResult Instance::getParameterInfo(std::int32_t paramIndex, vst3::ParameterInfo& info) {
  return guarded([&] {
    const MainCall call(gate_);
    if (paramIndex < 0 || paramIndex >= getParameterCount()) return vst3::kInvalidArgument;
    const auto index = static_cast<std::size_t>(paramIndex);
    const std::size_t own = core_->params().size();
    if (presets_ != nullptr && paramIndex == getParameterCount() - 1) {
      presets_->info(info);
      return vst3::kResultOk;
    }
    if (index >= own) {
      notes_->controllers().info(static_cast<std::uint32_t>(index - own), info);
      return vst3::kResultOk;
    }
    const Param& param = core_->params()[index];
    info = {};
    info.id = param.stable_id();
    core::utf16_from_utf8(param.name(), info.title, kUnits);
    core::utf16_from_utf8(param.name(), info.shortTitle, kUnits);
    core::utf16_from_utf8(param.unit(), info.units, kUnits);
    info.stepCount = static_cast<std::int32_t>(param.step_count());
    info.defaultNormalizedValue = param.default_normalized();
    info.unitId = unit_of(param.group());
    info.flags = to_flags(param);
    return vst3::kResultOk;
  });
}

vst3::TResult Instance::getParamStringByValue(vst3::ParamID id, vst3::ParamValue valueNormalized,
                                              vst3::String128 string) {
  return guarded([&] {
    const MainCall call(gate_);
    const Param* const param = find(id);
    if (string == nullptr) return vst3::kInvalidArgument;
    if (chooses_preset(id)) {
      presets_->name(presets_->index_of(valueNormalized), string);
      return vst3::kResultOk;
    }
    const auto controller = param == nullptr ? controller_of(id) : std::nullopt;
    if (controller && notes_->controllers().is_program(*controller)) {
      const Event event = notes_->controllers().event_of(*controller, valueNormalized);
      const auto* const change = event.get_if<ProgramChange>();
      if (change == nullptr) return vst3::kInternalError;
      notes_->programs().program_name(change->program, string);
      return vst3::kResultOk;
    }
    if (controller) {
      core::utf16_from_utf8(core::decimal_text(valueNormalized, 4), string, kUnits);
      return vst3::kResultOk;
    }
    if (param == nullptr) return vst3::kInvalidArgument;
    core::utf16_from_utf8(without_unit(param->format(valueNormalized), param->unit()), string,
                          kUnits);
    return vst3::kResultOk;
  });
}

vst3::TResult Instance::getParamValueByString(vst3::ParamID id, char16_t* string,
                                              vst3::ParamValue& valueNormalized) {
  return guarded([&] {
    const MainCall call(gate_);
    const Param* const param = find(id);
    const bool is_controller = param == nullptr && controller_of(id);
    if (string == nullptr) return vst3::kInvalidArgument;
    const std::string text = core::utf8_from_utf16(string, kUnits);
    if (chooses_preset(id)) {
      const std::optional<std::int32_t> preset = presets_->find(text);
      if (preset) valueNormalized = presets_->value_of(*preset);
      return preset ? vst3::kResultOk : vst3::kResultFalse;
    }
    if (param == nullptr && !is_controller) return vst3::kInvalidArgument;
    std::optional<double> value =
        is_controller ? core::number_with_unit(text, "") : param->parse(text);
    if (value && is_controller && notes_->controllers().is_program(*controller_of(id))) {
      value = (*value - 1.0) / 127.0;
    }
    if (is_controller && value && (*value < 0.0 || *value > 1.0)) return vst3::kResultFalse;
    if (!value) return vst3::kResultFalse;
    valueNormalized = *value;
    return vst3::kResultOk;
  });
}

vst3::ParamValue Instance::normalizedParamToPlain(vst3::ParamID id,
                                                  vst3::ParamValue valueNormalized) {
  const Param* const param = find(id);
  if (chooses_preset(id)) return presets_->index_of(valueNormalized);
  return param != nullptr ? param->to_plain(valueNormalized) : valueNormalized;
}

vst3::ParamValue Instance::plainParamToNormalized(vst3::ParamID id, vst3::ParamValue plainValue) {
  const Param* const param = find(id);
  if (chooses_preset(id)) {
    const double last = presets_->count() - 1;
    return presets_->value_of(static_cast<std::int32_t>(std::clamp(plainValue, 0.0, last)));
  }
  return param != nullptr ? param->to_normalized(plainValue) : plainValue;
}

vst3::ParamValue Instance::getParamNormalized(vst3::ParamID id) {
  const Param* const param = find(id);
  if (param != nullptr) return param->normalized();
  if (chooses_preset(id)) {
    const MainCall call(gate_);
    return presets_->value();
  }
  const auto controller = controller_of(id);
  return controller ? static_cast<double>(notes_->controllers().value(*controller).load()) : 0.0;
}

vst3::TResult Instance::setParamNormalized(vst3::ParamID id, vst3::ParamValue value) {
  return guarded([&] {
    const MainCall call(gate_);
    Param* const param = find(id);
    if (std::isnan(value)) return vst3::kInvalidArgument;
    if (chooses_preset(id)) {
      report(presets_->choose(value));
      call_host_later();
      return vst3::kResultOk;
    }
    if (const auto controller = param == nullptr ? controller_of(id) : std::nullopt) {
      // process() has it by the queues; this is what the host reads back.
      notes_->controllers().value(*controller) = static_cast<float>(std::clamp(value, 0.0, 1.0));
      return vst3::kResultOk;
    }
    if (param == nullptr) return vst3::kInvalidArgument;
    // What we reported ourselves comes back here for the controller; it is the one that knows.
    if (param->flags().read_only) return vst3::kResultOk;
    core_->set_param_from_host(*param, value);
    return vst3::kResultOk;
  });
}

vst3::TResult Instance::setKnobMode(vst3::KnobMode mode) {
  return guarded([&] {
    const MainCall call(gate_);
    core::ParamIndications* const indications = core_->editor().indications();
    if (indications == nullptr) return vst3::kNotImplemented;
    using Mode = vst3::KnobModes;
    if (mode != Mode::kCircularMode && mode != Mode::kRelativCircularMode &&
        mode != Mode::kLinearMode) {
      return vst3::kInvalidArgument;
    }
    indications->set_knob_mode(mode == Mode::kLinearMode     ? KnobMode::linear
                               : mode == Mode::kCircularMode ? KnobMode::circular
                                                             : KnobMode::relative_circular);
    return vst3::kResultTrue;
  });
}

vst3::TResult Instance::openHelp(vst3::TBool /*onlyCheck*/) {
  return vst3::kResultFalse;
}

vst3::TResult Instance::openAboutBox(vst3::TBool /*onlyCheck*/) {
  return vst3::kResultFalse;
}

}  // namespace attacca::vst3_wrapper
