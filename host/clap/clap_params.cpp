// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "host/clap/clap_instance.hpp"
#include "host/clap/clap_notes.hpp"
#include "host/plugin/instance_exchange.hpp"
#include "host/plugin/note_check.hpp"

namespace attacca::host {

namespace {

ParameterInfo describe_parameter(clap::ParamInfo& info) {
  info.name[sizeof info.name - 1] = '\0';
  info.module[sizeof info.module - 1] = '\0';
  ParameterInfo parameter;
  parameter.id = info.id;
  parameter.name = info.name;
  parameter.module = info.module;
  parameter.minimum = info.min_value;
  parameter.maximum = info.max_value;
  parameter.default_value = info.default_value;
  parameter.is_stepped = clap::has(info.flags, clap::ParamInfoFlags::is_stepped);
  parameter.is_automatable = clap::has(info.flags, clap::ParamInfoFlags::is_automatable);
  parameter.is_read_only = clap::has(info.flags, clap::ParamInfoFlags::is_readonly);
  parameter.is_bypass = clap::has(info.flags, clap::ParamInfoFlags::is_bypass);
  parameter.is_hidden = clap::has(info.flags, clap::ParamInfoFlags::is_hidden);
  const double steps = info.max_value - info.min_value;
  if (parameter.is_stepped && steps > 0.0 && steps < 2147483647.0) {
    parameter.step_count = static_cast<std::int32_t>(steps);
  }
  return parameter;
}

}  // namespace

void ClapInstance::read_parameters() {
  std::vector<ParameterInfo> parameters;
  std::vector<std::pair<clap::Id, void*>> cookies;
  const std::uint32_t count = params_ != nullptr ? params_->count(plugin_) : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    clap::ParamInfo info{};
    if (!params_->get_info(plugin_, i, &info)) continue;
    parameters.push_back(describe_parameter(info));
    cookies.emplace_back(info.id, info.cookie);
  }
  std::sort(cookies.begin(), cookies.end());
  input_events_.set_cookies(std::move(cookies));
  set_parameters(std::move(parameters));
}

Result<double> ClapInstance::parameter_value(ParameterId id) {
  double value = 0.0;
  if (params_ == nullptr || !params_->get_value(plugin_, id, &value)) {
    return fail(description_.name + " has no value for parameter " + std::to_string(id));
  }
  return value;
}

Result<std::string> ClapInstance::value_to_text(ParameterId id, double value) {
  std::array<char, 256> text{};
  if (params_ == nullptr ||
      !params_->value_to_text(plugin_, id, value, text.data(), text.size() - 1)) {
    return fail(description_.name + " has no text for parameter " + std::to_string(id));
  }
  return std::string(text.data());
}

Result<double> ClapInstance::text_to_value(ParameterId id, const std::string& text) {
  double value = 0.0;
  if (params_ == nullptr || !params_->text_to_value(plugin_, id, text.c_str(), &value)) {
    return fail(description_.name + " does not understand \"" + text + "\" for parameter " +
                std::to_string(id));
  }
  return value;
}

double ClapInstance::plain_value(ParameterId id, double normalized) {
  const ParameterInfo* const info = find_parameter(id);
  if (info == nullptr) return 0.0;
  const double range = info->maximum - info->minimum;
  // Stepped values are whole; each has an equal share of the range.
  if (info->is_stepped) {
    return info->minimum + std::min(range, std::floor(normalized * (range + 1.0)));
  }
  return info->minimum + normalized * range;
}

ParameterEdit ClapInstance::edit(ParameterId id, double value, std::uint32_t frame) {
  ParameterEdit edit{frame, id, value, value};
  if (const ParameterInfo* const info = find_parameter(id)) {
    edit.value = std::clamp(value, info->minimum, info->maximum);
    const double range = info->maximum - info->minimum;
    edit.normalized = range > 0.0 ? (edit.value - info->minimum) / range : 0.0;
  }
  return edit;
}

void ClapInstance::do_flush(std::span<const ParameterEdit> edits) {
  if (params_ == nullptr || params_->flush == nullptr) return;
  Output output{this, 0, false};
  const clap::OutputEvents out_events = output_list(output);
  params_->flush(plugin_, input_events_.fill(edits), &out_events);
}

clap::OutputEvents ClapInstance::output_list(Output& output) const noexcept {
  clap::OutputEvents list{};
  list.ctx = &output;
  list.try_push = [](const clap::OutputEvents* to, const clap::EventHeader* event) {
    auto& self = *static_cast<Output*>(to->ctx);
    if (event == nullptr) {
      self.instance->offences_.add(OffenceKind::null_argument);
      return false;
    }
    return self.instance->accept_event(self, *event);
  };
  return list;
}

bool ClapInstance::accept_event(Output& output, const clap::EventHeader& header) noexcept {
  if (output.frames > 0) {
    if (header.time < output.last_time)
      offences_.add(OffenceKind::unordered_output_event, header.time);
    if (header.time >= output.frames)
      offences_.add(OffenceKind::output_event_out_of_block, header.time);
    output.last_time = header.time;
  }
  if (header.space_id != clap::kCoreEventSpaceId) return true;
  const auto gesture = [&](ReportKind kind) {
    const auto id = reinterpret_cast<const clap::EventParamGesture&>(header).param_id;
    if (!exchange_->knows(id)) offences_.add(OffenceKind::unknown_parameter, id);
    if (output.from_audio) {
      exchange_->report_from_audio(kind, id, 0.0);
    } else {
      exchange_->report(kind, id, 0.0);
    }
  };
  switch (header.type) {
    case clap::EventType::param_value:
      accept_value(output, reinterpret_cast<const clap::EventParamValue&>(header));
      return true;
    case clap::EventType::param_gesture_begin:
      gesture(ReportKind::begin_gesture);
      return true;
    case clap::EventType::param_gesture_end:
      gesture(ReportKind::end_gesture);
      return true;
    case clap::EventType::note_choke:
    case clap::EventType::transport:
    case clap::EventType::param_mod:
      offences_.add(OffenceKind::forbidden_output_event, static_cast<std::uint32_t>(header.type));
      return false;
    default:
      accept_note(output, header);
      return true;
  }
}

void ClapInstance::accept_note(const Output& output, const clap::EventHeader& header) noexcept {
  if (header.type > clap::EventType::midi_sysex) return;  // MIDI 2, which nobody listens to
  const auto event = note_event_from(header);
  if (!event || !is_well_formed(*event, ports_.note_outputs.size())) {
    offences_.add(OffenceKind::malformed_event, static_cast<std::uint32_t>(header.type));
    return;
  }
  // One beyond the block, or from a flush, is an offence already or has no time.
  if (output.from_audio && event->frame < output.frames) exchange_->notes.add(*event);
}

void ClapInstance::accept_value(const Output& output, const clap::EventParamValue& event) noexcept {
  if (!exchange_->knows(event.param_id)) {
    offences_.add(OffenceKind::unknown_parameter, event.param_id);
    return;
  }
  if (!std::isfinite(event.value)) {
    offences_.add(OffenceKind::value_out_of_range, event.param_id);
    return;
  }
  if (output.from_audio) {
    exchange_->report_from_audio(ReportKind::value, event.param_id, event.value);
  } else {
    exchange_->report(ReportKind::value, event.param_id, event.value);
  }
}

}  // namespace attacca::host
