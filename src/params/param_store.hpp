// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "attacca/params/param_set.hpp"
#include "attacca/rt/triple_buffer.hpp"
#include "params/param_events.hpp"

namespace attacca::core {

/// Where the parameter values of one plugin meet: the main thread's edits and states, the host's
/// events, and what process() works with.
///
/// The main side keeps a table of what it said last and publishes it whole, so that a loaded state
/// arrives in one piece and nothing can overflow. Who was last is decided by tickets: the main side
/// draws even numbers, counting up; whatever happens in a callback gets the odd number behind the
/// table that this callback began with. So an event beats every edit that its callback already
/// knew, and an edit made while a callback is running beats that callback's events.
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

  /// One edit. [any] but never [audio]
  void set(Param& param, double normalized) noexcept;
  /// All values at once, by index. [any] but never [audio]
  void load(std::span<const double> normalized) noexcept;

  // Beside a callback.

  /// A host's value from outside process(); the next begin_callback() applies it. Wait-free. [any]
  void note(Param& param, double normalized) noexcept;

  // The audio side: whoever owns it, one at a time.

  /// Applies what the main side and note() have brought since the last time. Nothing new costs two
  /// loads.
  void begin_callback() noexcept {
    if (tables_.reader().update()) take_table();
    if (any_noted_.load(std::memory_order_relaxed)) take_notes();
  }
  /// A host's event within the callback.
  void apply_event(Param& param, double normalized) noexcept;
  /// Ends all smoothing.
  void snap() noexcept;
  /// Gives everybody the sample rate in Hz and ends all smoothing. [main], inactive
  void prepare(double sample_rate) noexcept;

  /// Offers every changed read-only value to `sink`; what it refuses is offered again next time.
  /// Wait-free but for the sink. [any]
  void report(ParamEventSink& sink, std::uint32_t frame) noexcept {
    if (!outputs_.empty()) report_outputs(sink, frame);
  }

 private:
  struct Entry {
    double normalized = 0.0;
    std::uint64_t ticket = 0;
  };
  struct Table {
    explicit Table(std::size_t size) : entries(size) {}
    std::vector<Entry> entries;
    std::uint64_t clock = 0;
  };

  void edit(Param& param, double normalized, std::uint64_t ticket) noexcept;
  void publish() noexcept;
  void take_table() noexcept;
  void take_notes() noexcept;
  void report_outputs(ParamEventSink& sink, std::uint32_t frame) noexcept;

  std::span<Param* const> params_;

  std::mutex writers_;
  Table newest_;
  rt::TripleBuffer<Table> tables_;
  std::atomic<std::uint64_t> clock_{0};  ///< of the table published last

  std::unique_ptr<std::atomic<bool>[]> noted_;
  std::atomic<bool> any_noted_{false};
  std::unique_ptr<std::atomic<double>[]> reported_;  ///< read-only values as the host knows them
  std::vector<Param*> outputs_;

  std::vector<std::uint64_t> applied_;  ///< the ticket of each value that process() works with
  std::uint64_t callback_ticket_ = 1;
};

}  // namespace attacca::core
