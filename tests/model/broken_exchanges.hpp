// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "attacca/params/detail/shared_value.hpp"
#include "attacca/rt/triple_buffer.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model::broken {

/// How an exchange of parameter values goes wrong.
enum class Mistake {
  clock_after_table,  ///< a note looks its ticket up, which a callback may have overtaken
  one_record          ///< notes and events write the same record of what everybody reads
};

/// core::ValueExchange as it once was: edits count their tickets up, notes look theirs up in
/// `clock_`. For two parameters and one thread that edits.
template <Mistake kMistake>
class Exchange {
 public:
  template <typename Values>
  explicit Exchange(Values values) : values_{&values[0], &values[1]} {}

  void set(std::size_t index, double value) {
    newest_.clock += 2;
    newest_.entries[index] = {value, newest_.clock};
    values_[index]->main.write(value, newest_.clock);
    if (kMistake == Mistake::one_record) clock_.store(newest_.clock, std::memory_order_release);
    tables_.writer().publish_with([this](Table& table) { table = newest_; });
    if (kMistake == Mistake::clock_after_table) {
      clock_.store(newest_.clock, std::memory_order_release);
    }
  }

  void note(std::size_t index, double value) {
    values_[index]->audio.write(value, clock_.load(std::memory_order_acquire) | 1);
    noted_[index].store(true, std::memory_order_release);
    any_noted_.store(true, std::memory_order_release);
  }

  template <typename Apply>
  void begin_callback(Apply&& apply) {
    if (tables_.reader().update()) take_table(apply);
    if (any_noted_.load(std::memory_order_relaxed)) take_notes(apply);
  }

  void event(std::size_t index, double value) {
    values_[index]->audio.write(value, callback_ticket_);
    applied_[index] = callback_ticket_;
  }

 private:
  struct Entry {
    double value = 0.0;
    std::uint64_t ticket = 0;
  };
  struct Table {
    std::array<Entry, 2> entries;
    std::uint64_t clock = 0;
  };

  template <typename Apply>
  void take_table(Apply& apply) {
    const Table& table = tables_.reader().current();
    callback_ticket_ = table.clock | 1;
    for (std::size_t index = 0; index < applied_.size(); ++index) {
      const Entry& entry = table.entries[index];
      if (entry.ticket <= applied_[index]) continue;
      applied_[index] = entry.ticket;
      apply(index, entry.value);
    }
  }

  template <typename Apply>
  void take_notes(Apply& apply) {
    any_noted_.exchange(false, std::memory_order_acq_rel);
    for (std::size_t index = 0; index < applied_.size(); ++index) {
      if (!noted_[index].load(std::memory_order_relaxed)) continue;
      noted_[index].exchange(false, std::memory_order_acq_rel);
      const std::uint64_t ticket = values_[index]->audio.ticket.load(std::memory_order_acquire);
      if (ticket < applied_[index]) continue;
      applied_[index] = ticket;
      apply(index, values_[index]->audio.value.load(std::memory_order_relaxed));
    }
  }

  std::array<detail::SharedValue<ModelSync>*, 2> values_;
  Table newest_;
  rt::TripleBuffer<Table, ModelSync> tables_;
  ModelAtomic<std::uint64_t> clock_{0};
  std::array<ModelAtomic<bool>, 2> noted_;
  ModelAtomic<bool> any_noted_{false};
  std::array<std::uint64_t, 2> applied_{};
  std::uint64_t callback_ticket_ = 1;
};

}  // namespace attacca::model::broken
