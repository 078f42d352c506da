// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "attacca/params/param_set.hpp"
#include "attacca/state/detail/field_values.hpp"
#include "params/echoes.hpp"
#include "params/mark_set.hpp"
#include "params/param_events.hpp"
#include "params/value_exchange.hpp"

namespace attacca::core {

/// Wakes the main thread for Param::on_change(). Called on any thread, never waits.
struct ChangeBell {
  void* context = nullptr;
  void (*ring)(void* context) noexcept = nullptr;
};

/// Where the parameter values of one plugin meet: the main thread's edits and states, the host's
/// events, and what process() works with. ValueExchange decides who was last.
///
/// Values are normalized 0..1; out of range is clamped, NaN is ignored. Only the plugin changes a
/// parameter that is read_only.
class ParamStore {
 public:
  /// Everything that is ever allocated is allocated here. `echoes` hears of what process() sets;
  /// the arguments outlive it. [main]
  explicit ParamStore(ParamSet& params, Echoes* echoes = nullptr, ChangeBell bell = {});
  ~ParamStore();
  ParamStore(const ParamStore&) = delete;
  ParamStore& operator=(const ParamStore&) = delete;

  // The main side. Waits for other writers, never for audio.

  /// One edit. [not audio]
  void set(Param& param, double normalized) noexcept;
  /// All values at once, by index. [not audio]
  void load(std::span<const double> normalized) noexcept;

  /// The values of fields that go along with the parameters from now on: `in_process` is what
  /// process() looks at. It outlives the store. While the plugin is made. [main]
  void carry_fields(const detail::FieldValues*& in_process,
                    const detail::FieldValues* first) noexcept;
  /// Other fields. [not audio]
  void set_fields(const detail::FieldValues* fields) noexcept { exchange_.set_companion(fields); }
  /// load(), and the fields that belong to the values, in one step. [not audio]
  void load(std::span<const double> normalized, const detail::FieldValues* fields) noexcept;
  /// Whether process() sees these fields, or may come to see them. [not audio]
  [[nodiscard]] bool are_held(const detail::FieldValues* fields) noexcept {
    return exchange_.is_held(fields);
  }
  /// Calls what Param::on_change() has left for each value that has changed since. Exceptions of
  /// the callbacks leave it, and the rest is for the next call. [main]
  void call_watches();
  [[nodiscard]] bool has_watches() const noexcept { return !set_.watches_.empty(); }

  // Beside a callback.

  /// A host's value from outside process(); the next begin_callback() applies it. Wait-free. [any]
  void note(Param& param, double normalized) noexcept;

  // The audio side: whoever owns it, one at a time.

  /// Applies what the main side and note() have brought since the last time. Nothing new costs two
  /// loads.
  void begin_callback() noexcept {
    const bool news = exchange_.begin_callback(
        [this](std::size_t index, double value) noexcept { work_with(*params_[index], value); });
    if (news && fields_in_process_ != nullptr) *fields_in_process_ = exchange_.companion();
  }
  /// A host's event within the callback.
  void apply_event(Param& param, double normalized) noexcept;
  /// What process() works with, without modulation; normalized() may be an edit that it has not
  /// taken yet.
  [[nodiscard]] static double working(const Param& param) noexcept { return param.working_; }
  /// The host's modulation of the whole parameter, -1..1 of its range, from now on. Passed over
  /// where the parameter has none, and if it is no number; it ends with the next prepare().
  void apply_modulation(Param& param, double offset) noexcept;
  /// A value that process() sets.
  void set_from_audio(Param& param, double normalized) noexcept;
  /// Ends all smoothing.
  void snap() noexcept;
  /// Gives everybody the sample rate in Hz and ends all smoothing. While inactive. [main]
  void prepare(double sample_rate) noexcept;

  /// The plugin has changed it, and the host is to know. Wait-free. [any]
  void report_later(const Param& param) noexcept { unreported_.mark(param.index()); }
  /// Offers every value that the plugin has changed to `sink`; what it refuses is offered again
  /// next time. Wait-free but for the sink. [any]
  void report(ParamEventSink& sink, std::uint32_t frame) noexcept {
    if (unreported_.any()) report_changed(sink, frame);
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

  template <typename Set>
  void set_loaded(std::span<const double> normalized, Set&& set) noexcept;
  void report_changed(ParamEventSink& sink, std::uint32_t frame) noexcept;
  [[nodiscard]] static bool in_gesture(Param& param) noexcept;
  /// Begin, value and end in their order, as far as the host has room; false: the rest is due.
  static bool report_in_gesture(ParamEventSink& sink, std::uint32_t frame, Param& param) noexcept;
  void work_with(Param& param, double normalized) noexcept {
    param.work_with(normalized);
    if (param.watched_ && bell_.ring != nullptr) bell_.ring(bell_.context);
  }

  ParamSet& set_;
  Echoes* const echoes_;
  const ChangeBell bell_;
  std::span<Param* const> params_;
  ValueExchange<Values, rt::detail::StdSync, const detail::FieldValues*> exchange_;
  const detail::FieldValues** fields_in_process_ = nullptr;
  MarkSet<> unreported_;
};

}  // namespace attacca::core
