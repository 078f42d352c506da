// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "attacca/params/param_set.hpp"
#include "params/param_events.hpp"
#include "params/value_exchange.hpp"

namespace attacca::core {

/// Where the parameter values of one plugin meet: the main thread's edits and states, the host's
/// events, and what process() works with. ValueExchange decides who was last.
///
/// Values are normalized 0..1; out of range is clamped, NaN is ignored. Only the plugin changes a
/// parameter that is read_only.
class ParamStore {
 public:
  /// Everything that is ever allocated is allocated here. [main]
  explicit ParamStore(ParamSet& params);
  ParamStore(const ParamStore&) = delete;
  ParamStore& operator=(const ParamStore&) = delete;

  // The main side. Waits for other writers, never for audio.

  /// One edit. [not audio]
  void set(Param& param, double normalized) noexcept;
  /// All values at once, by index. [not audio]
  void load(std::span<const double> normalized) noexcept;

  // Beside a callback.

  /// A host's value from outside process(); the next begin_callback() applies it. Wait-free. [any]
  void note(Param& param, double normalized) noexcept;

  // The audio side: whoever owns it, one at a time.

  /// Applies what the main side and note() have brought since the last time. Nothing new costs two
  /// loads.
  void begin_callback() noexcept {
    exchange_.begin_callback(
        [this](std::size_t index, double value) noexcept { params_[index]->apply(value); });
  }
  /// A host's event within the callback.
  void apply_event(Param& param, double normalized) noexcept;
  /// Ends all smoothing.
  void snap() noexcept;
  /// Gives everybody the sample rate in Hz and ends all smoothing. While inactive. [main]
  void prepare(double sample_rate) noexcept;

  /// Offers every changed read-only value to `sink`; what it refuses is offered again next time.
  /// Wait-free but for the sink. [any]
  void report(ParamEventSink& sink, std::uint32_t frame) noexcept {
    if (!outputs_.empty()) report_outputs(sink, frame);
  }

 private:
  /// What ValueExchange is about.
  struct Values {
    std::span<Param* const> params;
    [[nodiscard]] std::size_t size() const noexcept { return params.size(); }
    detail::SharedValue<>& operator[](std::size_t index) const noexcept {
      return params[index]->shared_;
    }
  };

  void report_outputs(ParamEventSink& sink, std::uint32_t frame) noexcept;

  std::span<Param* const> params_;
  ValueExchange<Values> exchange_;

  std::unique_ptr<std::atomic<double>[]> reported_;  ///< read-only values as the host knows them
  std::vector<Param*> outputs_;
};

}  // namespace attacca::core
