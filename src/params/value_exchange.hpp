// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "attacca/params/detail/shared_value.hpp"
#include "attacca/rt/triple_buffer.hpp"

namespace attacca::core {

/// Decides whose value of a parameter is the newest: the main side's edits and states, values noted
/// beside a callback, or the events within callbacks. What everybody reads (SharedValue) and what
/// the audio side works with end up the same, whoever came last.
///
/// The main side keeps a table of its newest values and publishes it whole, so that a loaded state
/// arrives in one piece and nothing can overflow. Edits and notes draw even tickets from one
/// counter. A callback's events carry the odd ticket behind everything that this callback began
/// with: an event is newer than every edit and note that its callback knew, and older than those
/// made while the callback runs. A note that is taken over gets the callback's ticket too, in the
/// audio side's own record, so that a second thread that writes the same note meanwhile changes
/// nothing about who was last.
///
/// `Values` gives SharedValue<Sync>& for each index 0..size(); copied, so make it small. `Sync` as
/// in attacca/rt: tests/model walks through every interleaving of this very code.
template <typename Values, typename Sync = rt::detail::StdSync>
class ValueExchange {
 public:
  /// Everything that is ever allocated is allocated here. [main]
  explicit ValueExchange(Values values)
      : values_(std::move(values)),
        newest_(values_.size()),
        tables_(values_.size()),
        noted_(std::make_unique<Flag[]>(values_.size())),
        applied_(values_.size(), 0) {}
  ValueExchange(const ValueExchange&) = delete;
  ValueExchange& operator=(const ValueExchange&) = delete;

  // The main side. Waits for other writers, never for audio.

  /// One edit. [not audio]
  void set(std::size_t index, double value) noexcept {
    const std::lock_guard lock(writers_);
    newest_.clock = draw();
    write_main(index, value);
    publish();
  }

  /// Several at once: `edits` calls its argument with index and value, as often as it likes.
  /// [not audio]
  template <typename Edits>
  void set_all(Edits&& edits) noexcept {
    const std::lock_guard lock(writers_);
    newest_.clock = draw();
    edits([this](std::size_t index, double value) noexcept { write_main(index, value); });
    publish();
  }

  // Beside a callback.

  /// For the next begin_callback(). Wait-free. [any]
  void note(std::size_t index, double value) noexcept {
    // Drawn, not read: a ticket that is merely looked up may be older than a callback's.
    values_[index].noted.write(value, draw());
    noted_[index].store(true, std::memory_order_release);
    any_noted_.store(true, std::memory_order_release);
  }

  // The audio side: whoever owns it, one at a time.

  /// Calls `apply(index, value)` for what is newer than what the audio side has. Nothing new costs
  /// two loads. [audio, or main while inactive]
  template <typename Apply>
  void begin_callback(Apply&& apply) noexcept {
    if (tables_.reader().update()) take_table(apply);
    if (any_noted_.load(std::memory_order_relaxed)) take_notes(apply);
  }

  /// An event within the callback; the caller applies it. [audio, or main while inactive]
  void event(std::size_t index, double value) noexcept {
    values_[index].audio.write(value, callback_ticket_);
    applied_[index] = callback_ticket_;
  }

 private:
  using Flag = typename Sync::template Atomic<bool>;
  using Ticket = std::uint64_t;

  struct Entry {
    double value = 0.0;
    Ticket ticket = 0;
  };
  struct Table {
    explicit Table(std::size_t size) : entries(size) {}
    std::vector<Entry> entries;
    Ticket clock = 0;  ///< the highest ticket in the table
  };

  /// Read-modify-writes of one atomic follow one order, and that order keeps what happened before
  /// what: relaxed is enough for a later ticket to be higher.
  Ticket draw() noexcept { return clock_.fetch_add(2, std::memory_order_relaxed) + 2; }

  void write_main(std::size_t index, double value) noexcept {
    newest_.entries[index] = {value, newest_.clock};
    values_[index].main.write(value, newest_.clock);
  }

  void publish() noexcept {
    tables_.writer().publish_with([this](Table& table) noexcept {
      std::copy(newest_.entries.begin(), newest_.entries.end(), table.entries.begin());
      table.clock = newest_.clock;
    });
  }

  void follow(Ticket ticket) noexcept { callback_ticket_ = std::max(callback_ticket_, ticket | 1); }

  template <typename Apply>
  void take_table(Apply& apply) noexcept {
    const Table& table = tables_.reader().current();
    follow(table.clock);
    for (std::size_t index = 0; index < applied_.size(); ++index) {
      const Entry& entry = table.entries[index];
      if (entry.ticket <= applied_[index]) continue;
      applied_[index] = entry.ticket;
      apply(index, entry.value);
    }
  }

  template <typename Apply>
  void take_notes(Apply& apply) noexcept {
    any_noted_.exchange(false, std::memory_order_acq_rel);
    for (std::size_t index = 0; index < applied_.size(); ++index) {
      Flag& noted = noted_[index];
      if (!noted.load(std::memory_order_relaxed)) continue;
      noted.exchange(false, std::memory_order_acq_rel);
      const auto& record = values_[index].noted;
      const Ticket ticket = record.ticket.load(std::memory_order_acquire);
      if (ticket < applied_[index]) continue;
      const double value = record.value.load(std::memory_order_relaxed);
      follow(ticket);
      event(index, value);
      apply(index, value);
    }
  }

  Values values_;

  typename Sync::Mutex writers_;
  Table newest_;
  rt::TripleBuffer<Table, Sync> tables_;
  typename Sync::template Atomic<Ticket> clock_{0};

  std::unique_ptr<Flag[]> noted_;
  Flag any_noted_{false};

  std::vector<Ticket> applied_;  ///< of each value that the audio side works with
  Ticket callback_ticket_ = 1;
};

}  // namespace attacca::core
