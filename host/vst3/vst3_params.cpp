// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "abi/vst3/midi_mapping2.hpp"
#include "abi/vst3/units.hpp"
#include "host/plugin/instance_exchange.hpp"
#include "host/vst3/utf16.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

using vst3::kResultFalse;
using vst3::kResultOk;
using vst3::TResult;

namespace {
/// Units that lead to themselves have no end.
constexpr int kMostUnitsDeep = 16;
}  // namespace

/// The names of each unit and of those it is in, from the top on, with slashes between.
std::map<std::int32_t, std::string> Vst3Instance::unit_paths() {
  struct Unit {
    std::string name;
    std::int32_t parent;
  };
  std::map<std::int32_t, Unit> all;
  const auto units = controller_.query<vst3::IUnitInfo>();
  const std::int32_t count = units ? units->getUnitCount() : 0;
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::UnitInfo info{};
    if (units->getUnitInfo(i, info) != kResultOk || info.id == vst3::kRootUnitId) continue;
    all[info.id] = {to_utf8(text_in(info.name)), info.parentUnitId};
  }
  std::map<std::int32_t, std::string> paths;
  for (const auto& [id, unit] : all) {
    std::string path = unit.name;
    auto parent = all.find(unit.parent);
    for (int depth = 1; parent != all.end() && depth < kMostUnitsDeep; ++depth) {
      path.insert(0, parent->second.name + '/');
      parent = all.find(parent->second.parent);
    }
    paths[id] = std::move(path);
  }
  return paths;
}

void Vst3Instance::read_parameters() {
  using vst3::ParameterFlags;
  const auto units = unit_paths();
  std::set<ParameterId> mapped(midi_map_.begin(), midi_map_.end());
  if (const auto all = controller_.query<vst3::IMidiMapping2>()) {
    constexpr std::uint32_t kMost = 1u << 16;
    using vst3::BusDirections;
    std::vector<vst3::Midi2ControllerParamIDAssignment> assigned(
        std::min(all->getNumMidi2ControllerAssignments(BusDirections::kInput), kMost));
    const vst3::Midi2ControllerParamIDAssignmentList list = {
        static_cast<std::uint32_t>(assigned.size()), assigned.data()};
    if (list.count > 0 &&
        all->getMidi2ControllerAssignments(BusDirections::kInput, list) == kResultOk) {
      for (const auto& each : assigned) mapped.insert(each.pId);
    }
  }
  const std::set<ParameterId> programs(program_map_.begin(), program_map_.end());
  std::vector<ParameterInfo> parameters;
  const std::int32_t count = controller_->getParameterCount();
  for (std::int32_t i = 0; i < count; ++i) {
    vst3::ParameterInfo info{};
    if (controller_->getParameterInfo(i, info) != kResultOk) continue;
    const auto has = [&](ParameterFlags flag) { return vst3::has(info.flags, flag); };
    ParameterInfo parameter;
    parameter.id = info.id;
    parameter.name = to_utf8(text_in(info.title));
    parameter.unit = to_utf8(text_in(info.units));
    if (const auto unit = units.find(info.unitId); unit != units.end()) {
      parameter.module = unit->second;
    }
    parameter.minimum = controller_->normalizedParamToPlain(info.id, 0.0);
    parameter.maximum = controller_->normalizedParamToPlain(info.id, 1.0);
    parameter.default_value = plain_value(info.id, info.defaultNormalizedValue);
    parameter.step_count = info.stepCount;
    parameter.is_stepped = info.stepCount > 0;
    parameter.is_automatable = has(ParameterFlags::kCanAutomate);
    parameter.is_read_only = has(ParameterFlags::kIsReadOnly);
    parameter.is_bypass = has(ParameterFlags::kIsBypass);
    parameter.is_program_change = has(ParameterFlags::kIsProgramChange);
    parameter.is_hidden = has(ParameterFlags::kIsHidden);
    // One that people see is a parameter that a controller happens to move as well; the program of
    // a channel is none, though hosts show it in a list of its own.
    parameter.is_midi_controller =
        (parameter.is_hidden && mapped.contains(info.id)) || programs.contains(info.id);
    parameters.push_back(std::move(parameter));
  }
  set_parameters(std::move(parameters));
}

Result<double> Vst3Instance::parameter_value(ParameterId id) {
  if (find_parameter(id) == nullptr) {
    return fail(description_.name + " has no parameter " + std::to_string(id));
  }
  return plain_value(id, controller_->getParamNormalized(id));
}

Result<double> Vst3Instance::normalized_value(ParameterId id) {
  if (find_parameter(id) == nullptr) {
    return fail(description_.name + " has no parameter " + std::to_string(id));
  }
  return controller_->getParamNormalized(id);
}

Result<std::string> Vst3Instance::value_to_text(ParameterId id, double value) {
  vst3::String128 text{};
  const double normalized = normalized_value(id, value);
  if (find_parameter(id) == nullptr ||
      controller_->getParamStringByValue(id, normalized, text) != kResultOk) {
    return fail(description_.name + " has no text for parameter " + std::to_string(id));
  }
  return to_utf8(text_in(text));
}

Result<double> Vst3Instance::text_to_value(ParameterId id, const std::string& text) {
  std::u16string wide = to_utf16(text);
  double normalized = 0.0;
  if (find_parameter(id) == nullptr ||
      controller_->getParamValueByString(id, wide.data(), normalized) != kResultOk) {
    return fail(description_.name + " does not understand \"" + text + "\" for parameter " +
                std::to_string(id));
  }
  return plain_value(id, normalized);
}

double Vst3Instance::plain_value(ParameterId id, double normalized) {
  const double plain = controller_->normalizedParamToPlain(id, normalized);
  auto& recent = recent_plain_[id];
  recent.entries[recent.next++ % recent.entries.size()] = {plain, normalized};
  return plain;
}

double Vst3Instance::normalized_value(ParameterId id, double plain) {
  constexpr double kLastDigits = 1e-9;
  const double converted = controller_->plainParamToNormalized(id, plain);
  if (const auto recent = recent_plain_.find(id); recent != recent_plain_.end()) {
    for (const auto& entry : recent->second.entries) {
      const bool is_meant =
          entry.plain == plain && std::abs(entry.normalized - converted) < kLastDigits;
      if (is_meant) return entry.normalized;
    }
  }
  return converted;
}

ParameterEdit Vst3Instance::edit(ParameterId id, double value, std::uint32_t frame) {
  const double normalized = std::clamp(normalized_value(id, value), 0.0, 1.0);
  return {frame, id, value, normalized};
}

void Vst3Instance::on_set_parameter(const ParameterEdit& edit) {
  (void)controller_->setParamNormalized(edit.id, edit.normalized);
}

void Vst3Instance::do_flush(std::span<const ParameterEdit> edits) {
  // The processor hears of parameters only in process(): what changes before goes with its first
  // block, the last value of each parameter only.
  for (const ParameterEdit& edit : edits) {
    std::erase_if(inactive_edits_, [&](const ParameterEdit& old) { return old.id == edit.id; });
    inactive_edits_.push_back(edit);
  }
}

double Vst3Instance::plain_from_report(ParameterId id, double reported) {
  return controller_->normalizedParamToPlain(id, reported);
}

double Vst3Instance::normalized_from_report(ParameterId, double reported) {
  return reported;
}

void Vst3Instance::accept_audio_report(ParameterId id, double reported) {
  (void)controller_->setParamNormalized(id, reported);
}

void Vst3Instance::send_edit(ParameterId id, double normalized) {
  const ParameterEdit edit{0, id, 0.0, normalized};
  if (is_active()) {
    if (!exchange_->push_edit(edit)) offences_.add(OffenceKind::output_queue_full, id);
  } else {
    do_flush({&edit, 1});
  }
}

void Vst3Instance::send_back_edit(ParameterId id, double normalized) {
  if (late_edits_ == nullptr || !is_active()) return send_edit(id, normalized);
  const std::uint64_t due = block_count() + profile_.vst3_edit_delay;
  if (!late_edits_->writer().push({due, id, normalized})) {
    offences_.add(OffenceKind::output_queue_full, id);
  }
}

void Vst3Instance::add_late_edits() noexcept {
  if (late_edits_ == nullptr) return;
  while (true) {
    LateEdit edit;
    if (!next_late_edit_ && late_edits_->reader().pop(edit)) next_late_edit_ = edit;
    if (!next_late_edit_ || next_late_edit_->due > block_count()) return;
    changes_in_->add(next_late_edit_->id, 0, next_late_edit_->normalized);
    next_late_edit_.reset();
  }
}

void Vst3Instance::check_gesture(ReportKind kind, ParameterId id) {
  const bool is_open = open_gestures_.contains(id);
  if (kind == ReportKind::begin_gesture) {
    if (is_open) offences_.add(OffenceKind::gesture_mismatch, id);
    open_gestures_.insert(id);
  } else {
    if (!is_open) offences_.add(OffenceKind::gesture_mismatch, id);
    if (kind == ReportKind::end_gesture) open_gestures_.erase(id);
  }
}

void Vst3Instance::edit_from_plugin(ReportKind kind, ParameterId id, double normalized) {
  if (!exchange_->knows(id)) {
    offences_.add(OffenceKind::unknown_parameter, id);
    return;
  }
  if (kind == ReportKind::value && !(normalized >= 0.0 && normalized <= 1.0)) {
    offences_.add(OffenceKind::value_out_of_range, id);
    if (!std::isfinite(normalized)) return;
    normalized = std::clamp(normalized, 0.0, 1.0);
  }
  if (on_audio_thread()) {
    (void)check_main();
    exchange_->report_from_audio(kind, id, normalized);
    return;
  }
  if (check_main() && loop_.is_main_thread()) {
    check_gesture(kind, id);
    if (kind == ReportKind::value) send_back_edit(id, normalized);
  } else if (kind == ReportKind::value) {
    const std::lock_guard lock(foreign_mutex_);
    foreign_edits_.push_back({0, id, 0.0, normalized});
  }
  exchange_->report(kind, id, normalized);
  loop_.wake();
}

// -- the handler
// -----------------------------------------------------------------------------------

bool ComponentHandler::offers(const vst3::Tuid& wanted) const noexcept {
  const bool is_context_info = wanted == vst3::IContextInfoProvider::iid ||
                               wanted == vst3::IContextInfoProvider2::iid ||
                               wanted == vst3::IContextInfoProvider3::iid;
  return !is_context_info || has_context_info_;
}

TResult ComponentHandler::beginEdit(vst3::ParamID id) {
  if (instance_ == nullptr) return kResultFalse;
  instance_->edit_from_plugin(ReportKind::begin_gesture, id, 0.0);
  return kResultOk;
}

TResult ComponentHandler::performEdit(vst3::ParamID id, vst3::ParamValue valueNormalized) {
  if (instance_ == nullptr) return kResultFalse;
  instance_->edit_from_plugin(ReportKind::value, id, valueNormalized);
  return kResultOk;
}

TResult ComponentHandler::endEdit(vst3::ParamID id) {
  if (instance_ == nullptr) return kResultFalse;
  instance_->edit_from_plugin(ReportKind::end_gesture, id, 0.0);
  return kResultOk;
}

TResult ComponentHandler::restartComponent(vst3::RestartFlags flags) {
  if (instance_ == nullptr) return kResultFalse;
  const bool on_main = instance_->check_main();
  instance_->restart_flags_.fetch_or(static_cast<std::int32_t>(flags));
  if (on_main || !instance_->on_audio_thread()) instance_->loop_.wake();
  return kResultOk;
}

TResult ComponentHandler::setDirty(vst3::TBool state) {
  if (instance_ == nullptr) return kResultFalse;
  (void)instance_->check_main();
  if (state != 0) instance_->state_dirty_.store(true, std::memory_order_release);
  return kResultOk;
}

}  // namespace attacca::host
