// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/param_store.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "params/gesture_flag.hpp"

namespace attacca::core {

ParamStore::ParamStore(ParamSet& params, Echoes* echoes, ChangeBell bell)
    : set_(params),
      echoes_(echoes),
      bell_(bell),
      params_(params.all()),
      exchange_(Values{params_}),
      unreported_(params.size()) {
  for (const Param* param : params_) {
    if (param->normalized() != param->default_normalized()) report_later(*param);
  }
  set_.store_ = this;
}

ParamStore::~ParamStore() {
  set_.store_ = nullptr;
}

void ParamStore::set(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  exchange_.set(param.index(), std::clamp(normalized, 0.0, 1.0));
}

template <typename Set>
void ParamStore::set_loaded(std::span<const double> normalized, Set&& set) noexcept {
  for (Param* param : params_) {
    const double value = normalized[param->index()];
    if (std::isnan(value) || param->flags().read_only) continue;
    set(param->index(), std::clamp(value, 0.0, 1.0));
  }
}

void ParamStore::load(std::span<const double> normalized) noexcept {
  exchange_.set_all([&](auto set) noexcept { set_loaded(normalized, set); });
}

void ParamStore::load(std::span<const double> normalized,
                      const detail::FieldValues* fields) noexcept {
  exchange_.set_all([&](auto set) noexcept { set_loaded(normalized, set); }, fields);
}

void ParamStore::carry_fields(const detail::FieldValues*& in_process,
                              const detail::FieldValues* first) noexcept {
  in_process = first;
  fields_in_process_ = &in_process;
  exchange_.set_companion(first);
}

void ParamStore::note(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  exchange_.note(param.index(), std::clamp(normalized, 0.0, 1.0));
}

void ParamStore::apply_event(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  const double value = std::clamp(normalized, 0.0, 1.0);
  exchange_.event(param.index(), value);
  work_with(param, value);
}

void ParamStore::apply_modulation(Param& param, double offset) noexcept {
  if (std::isnan(offset) || param.modulation() == Modulation::none) return;
  param.apply_modulation(std::clamp(offset, -1.0, 1.0));
}

void ParamStore::set_from_audio(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  const double value = std::clamp(normalized, 0.0, 1.0);
  exchange_.event(param.index(), value);
  if (echoes_ != nullptr) echoes_->set_by_plugin(param.index(), value);
  work_with(param, value);
  report_later(param);
}

void ParamStore::call_watches() {
  for (ParamSet::Watch& watch : set_.watches_) {
    const double value = watch.param->normalized();
    if (watch.callback && std::exchange(watch.notified, value) != value) watch.callback();
  }
}

void ParamStore::snap() noexcept {
  for (Param* param : params_) param->snap();
}

void ParamStore::prepare(double sample_rate) noexcept {
  for (Param* param : params_) {
    if (param->modulation_offset() != 0.0) param->apply_modulation(0.0);
    if (in_gesture(*param)) (void)param->end_gesture_from_audio();
    param->prepare(sample_rate);
  }
}

bool ParamStore::in_gesture(Param& param) noexcept {
  return flag(param.gesture_begins_) || flag(param.gesture_is_open_);
}

bool ParamStore::report_in_gesture(ParamEventSink& sink, std::uint32_t frame,
                                   Param& param) noexcept {
  if (flag(param.gesture_begins_)) {
    if (!sink.gesture(frame, param, true)) return false;
    set_flag(param.gesture_is_open_, true);
    set_flag(param.gesture_begins_, false);
  }
  if (!sink.value(frame, param, param.normalized())) return false;
  if (flag(param.gesture_ends_)) {
    if (!sink.gesture(frame, param, false)) return false;
    set_flag(param.gesture_ends_, false);
    set_flag(param.gesture_is_open_, false);
  }
  return true;
}

void ParamStore::report_changed(ParamEventSink& sink, std::uint32_t frame) noexcept {
  unreported_.take([&](std::size_t index) noexcept {
    Param& param = *params_[index];
    const double value = param.normalized();
    const bool taken = in_gesture(param)         ? report_in_gesture(sink, frame, param)
                       : param.flags().read_only ? sink.value(frame, param, value)
                                                 : sink.set_by_plugin(frame, param, value);
    if (!taken) report_later(param);
  });
}

}  // namespace attacca::core
