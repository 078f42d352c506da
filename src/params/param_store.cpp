// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/param_store.hpp"

#include <algorithm>
#include <cmath>

namespace attacca::core {

ParamStore::ParamStore(ParamSet& params)
    : params_(params.all()),
      exchange_(Values{params_}),
      reported_(std::make_unique<std::atomic<double>[]>(params.size())) {
  for (Param* param : params_) {
    reported_[param->index()].store(param->default_normalized(), std::memory_order_relaxed);
    if (param->flags().read_only) outputs_.push_back(param);
  }
}

void ParamStore::set(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  exchange_.set(param.index(), std::clamp(normalized, 0.0, 1.0));
}

void ParamStore::load(std::span<const double> normalized) noexcept {
  exchange_.set_all([&](auto set) noexcept {
    for (Param* param : params_) {
      const double value = normalized[param->index()];
      if (std::isnan(value) || param->flags().read_only) continue;
      set(param->index(), std::clamp(value, 0.0, 1.0));
    }
  });
}

void ParamStore::note(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  exchange_.note(param.index(), std::clamp(normalized, 0.0, 1.0));
}

void ParamStore::apply_event(Param& param, double normalized) noexcept {
  if (std::isnan(normalized) || param.flags().read_only) return;
  const double value = std::clamp(normalized, 0.0, 1.0);
  exchange_.event(param.index(), value);
  param.apply(value);
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
