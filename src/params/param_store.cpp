// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/param_store.hpp"

#include <algorithm>
#include <cmath>

namespace attacca::core {

ParamStore::ParamStore(ParamSet& params)
    : params_(params.all()),
      newest_(params.size()),
      tables_(params.size()),
      noted_(std::make_unique<std::atomic<bool>[]>(params.size())),
      reported_(std::make_unique<std::atomic<double>[]>(params.size())),
      applied_(params.size(), 0) {
  for (Param* param : params_) {
    reported_[param->index()].store(param->default_normalized(), std::memory_order_relaxed);
    if (param->flags().read_only) outputs_.push_back(param);
  }
}

void ParamStore::set(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  const std::lock_guard lock(writers_);
  newest_.clock += 2;
  edit(param, std::clamp(normalized, 0.0, 1.0), newest_.clock);
  publish();
}

void ParamStore::load(std::span<const double> normalized) noexcept {
  const std::lock_guard lock(writers_);
  newest_.clock += 2;
  for (Param* param : params_) {
    const double value = normalized[param->index()];
    if (std::isnan(value) || param->flags().read_only) continue;
    edit(*param, std::clamp(value, 0.0, 1.0), newest_.clock);
  }
  publish();
}

void ParamStore::edit(Param& param, double normalized, std::uint64_t ticket) noexcept {
  newest_.entries[param.index()] = {normalized, ticket};
  param.from_main_.value.store(normalized, std::memory_order_relaxed);
  param.from_main_.ticket.store(ticket, std::memory_order_release);
}

void ParamStore::publish() noexcept {
  tables_.writer().publish_with([this](Table& table) noexcept {
    std::copy(newest_.entries.begin(), newest_.entries.end(), table.entries.begin());
    table.clock = newest_.clock;
  });
  clock_.store(newest_.clock, std::memory_order_release);
}

void ParamStore::note(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  param.from_audio_.value.store(std::clamp(normalized, 0.0, 1.0), std::memory_order_relaxed);
  param.from_audio_.ticket.store(clock_.load(std::memory_order_acquire) | 1,
                                 std::memory_order_release);
  noted_[param.index()].store(true, std::memory_order_release);
  any_noted_.store(true, std::memory_order_release);
}

void ParamStore::take_table() noexcept {
  const Table& table = tables_.reader().current();
  callback_ticket_ = table.clock | 1;
  for (Param* param : params_) {
    const Entry& entry = table.entries[param->index()];
    std::uint64_t& applied = applied_[param->index()];
    if (entry.ticket <= applied) continue;
    param->apply(entry.normalized);
    applied = entry.ticket;
  }
}

void ParamStore::take_notes() noexcept {
  any_noted_.exchange(false, std::memory_order_acq_rel);
  for (Param* param : params_) {
    std::atomic<bool>& noted = noted_[param->index()];
    if (!noted.load(std::memory_order_relaxed) || !noted.exchange(false, std::memory_order_acq_rel))
      continue;
    const std::uint64_t ticket = param->from_audio_.ticket.load(std::memory_order_acquire);
    std::uint64_t& applied = applied_[param->index()];
    if (ticket < applied) continue;
    param->apply(param->from_audio_.value.load(std::memory_order_relaxed));
    applied = ticket;
  }
}

void ParamStore::apply_event(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  const double value = std::clamp(normalized, 0.0, 1.0);
  param.from_audio_.value.store(value, std::memory_order_relaxed);
  param.from_audio_.ticket.store(callback_ticket_, std::memory_order_release);
  param.apply(value);
  applied_[param.index()] = callback_ticket_;
}

void ParamStore::snap() noexcept {
  for (Param* param : params_) param->snap();
}

void ParamStore::prepare(double sample_rate) noexcept {
  for (Param* param : params_) param->prepare(sample_rate);
}

void ParamStore::report_outputs(ParamEventSink& sink, std::uint32_t frame) noexcept {
  for (Param* param : outputs_) {
    const double value = param->normalized();
    std::atomic<double>& reported = reported_[param->index()];
    if (value == reported.load(std::memory_order_relaxed)) continue;
    if (sink.value(frame, *param, value)) reported.store(value, std::memory_order_relaxed);
  }
}

}  // namespace attacca::core
