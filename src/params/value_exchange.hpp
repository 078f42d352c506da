// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "attacca/params/detail/shared_value.hpp"
#include "attacca/rt/triple_buffer.hpp"
#include "params/mark_set.hpp"

namespace attacca::core {

/// Decides whose value of a parameter is the newest: the main side's edits and states, values noted
/// beside a callback, or the events within callbacks. What everybody reads (SharedValue) and what
/// the audio side works with end up the same, whoever came last.
///
/// The main side keeps a table of its newest values and publishes it whole, so that a loaded state
/// arrives in one piece and nothing can overflow. Each table says what has changed lately, so that
/// handing it over and taking it costs what was changed, not what there is. Edits and notes draw
/// even tickets from one counter. A callback's events carry the odd ticket behind everything that
/// this callback began with: an event is newer than every edit and note that its callback knew, and
/// older than those made while the callback runs. A note that is taken over gets the callback's
/// ticket too, in the audio side's own record, so that a second thread that writes the same note
/// meanwhile changes nothing about who was last.
///
/// `Companion` goes with each table: a pointer to something that must not change any more, and that
/// the main side keeps as long as is_held().
///
/// `Values` gives SharedValue<Sync>& for each index 0..size(); copied, so make it small. `Sync` as
/// in attacca/rt: tests/model walks through every interleaving of this very code.
template <typename Values, typename Sync = rt::detail::StdSync, typename Companion = const void*>
class ValueExchange {
 public:
  /// Everything that is ever allocated is allocated here. [main]
  explicit ValueExchange(Values values)
      : values_(std::move(values)),
        newest_(values_.size()),
        tables_(values_.size()),
        noted_(values_.size()),
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

  /// The same, and a companion that arrives with them. [not audio]
  template <typename Edits>
  void set_all(Edits&& edits, Companion companion) noexcept {
    const std::lock_guard lock(writers_);
    newest_.clock = draw();
    newest_.companion = companion;
    edits([this](std::size_t index, double value) noexcept { write_main(index, value); });
    publish();
  }

  /// A companion alone. [not audio]
  void set_companion(Companion companion) noexcept {
    const std::lock_guard lock(writers_);
    newest_.companion = companion;
    publish();
  }

  /// Whether the audio side uses this companion, or may come to it. [not audio]
  [[nodiscard]] bool is_held(Companion companion) noexcept {
    const std::lock_guard lock(writers_);
    return newest_.companion == companion ||
           tables_.writer().any(
               [companion](const Table& table) noexcept { return table.companion == companion; });
  }

  // Beside a callback.

  /// For the next begin_callback(). Wait-free. [any]
  void note(std::size_t index, double value) noexcept {
    // Drawn, not read: a ticket that is merely looked up may be older than a callback's.
    values_[index].noted.write(value, draw());
    noted_.mark(index);
  }

  // The audio side: whoever owns it, one at a time.

  /// Calls `apply(index, value)` for what is newer than what the audio side has. Nothing new costs
  /// two loads. True if there may be another companion(). [audio, or main while inactive]
  template <typename Apply>
  bool begin_callback(Apply&& apply) noexcept {
    const bool news = tables_.reader().update();
    if (news) take_table(apply);
    if (noted_.any()) take_notes(apply);
    return news;
  }

  /// What came with the values; it stays until the next begin_callback(). [audio, or main while
  /// inactive]
  [[nodiscard]] Companion companion() const noexcept {
    return tables_.reader().current().companion;
  }

  /// An event within the callback; the caller applies it. [audio, or main while inactive]
  void event(std::size_t index, double value) noexcept {
    values_[index].audio.write(value, callback_ticket_);
    applied_[index] = callback_ticket_;
  }

 private:
  using Ticket = std::uint64_t;

  struct Entry {
    double value = 0.0;
    Ticket ticket = 0;
  };
  /// So many changes are remembered; whoever is further behind looks at the whole table. A table
  /// that is no longer than this is looked at whole in any case, and remembers none.
  static constexpr std::size_t kRemembered = 64;

  struct Table {
    explicit Table(std::size_t size)
        : entries(size), changed(size > kRemembered ? kRemembered : 0) {}
    std::vector<Entry> entries;
    Ticket clock = 0;  ///< the highest ticket in the table
    /// The indexes of the last changes, of which the n-th is at n modulo kRemembered.
    std::vector<std::uint32_t> changed;
    std::uint64_t changes = 0;  ///< how many there were
    Companion companion = {};

    /// Calls `change` with the index of each change from the `seen`-th on; false if not all of them
    /// are remembered.
    template <typename Change>
    bool changes_from(std::uint64_t seen, Change&& change) const noexcept {
      if (changes - seen > changed.size()) return false;
      for (; seen != changes; ++seen) change(changed[seen % kRemembered]);
      return true;
    }
  };

  /// Read-modify-writes of one atomic follow one order, and that order keeps what happened before
  /// what: relaxed is enough for a later ticket to be higher.
  Ticket draw() noexcept { return clock_.fetch_add(2, std::memory_order_relaxed) + 2; }

  void write_main(std::size_t index, double value) noexcept {
    newest_.entries[index] = {value, newest_.clock};
    if (!newest_.changed.empty()) {
      newest_.changed[newest_.changes % kRemembered] = static_cast<std::uint32_t>(index);
    }
    ++newest_.changes;
    values_[index].main.write(value, newest_.clock);
  }

  /// The table that is filled is one from a few publications ago: what has changed since is copied.
  void publish() noexcept {
    tables_.writer().publish_with([this](Table& table) noexcept {
      const bool remembered = newest_.changes_from(
          table.changes,
          [&](std::uint32_t index) noexcept { table.entries[index] = newest_.entries[index]; });
      if (!remembered) {
        std::copy(newest_.entries.begin(), newest_.entries.end(), table.entries.begin());
      }
      std::copy(newest_.changed.begin(), newest_.changed.end(), table.changed.begin());
      table.changes = newest_.changes;
      table.clock = newest_.clock;
      table.companion = newest_.companion;
    });
  }

  void follow(Ticket ticket) noexcept { callback_ticket_ = std::max(callback_ticket_, ticket | 1); }

  template <typename Apply>
  void take_table(Apply& apply) noexcept {
    const Table& table = tables_.reader().current();
    follow(table.clock);
    const auto take = [&](std::size_t index) noexcept {
      const Entry& entry = table.entries[index];
      if (entry.ticket <= applied_[index]) return;
      applied_[index] = entry.ticket;
      apply(index, entry.value);
    };
    if (!table.changes_from(std::exchange(taken_changes_, table.changes), take)) {
      for (std::size_t index = 0; index < applied_.size(); ++index) take(index);
    }
  }

  template <typename Apply>
  void take_notes(Apply& apply) noexcept {
    noted_.take([&](std::size_t index) noexcept {
      const auto& record = values_[index].noted;
      const Ticket ticket = record.ticket.load(std::memory_order_acquire);
      if (ticket < applied_[index]) return;
      const double value = record.value.load(std::memory_order_relaxed);
      follow(ticket);
      event(index, value);
      apply(index, value);
    });
  }

  Values values_;

  typename Sync::Mutex writers_;
  Table newest_;
  rt::TripleBuffer<Table, Sync> tables_;
  typename Sync::template Atomic<Ticket> clock_{0};

  MarkSet<Sync> noted_;

  std::vector<Ticket> applied_;  ///< of each value that the audio side works with
  Ticket callback_ticket_ = 1;
  std::uint64_t taken_changes_ = 0;  ///< Table::changes of the table taken last
};

}  // namespace attacca::core
