// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/presence.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "parlando/musician/task_of.hpp"

namespace parlando {
namespace {

/// A musician that got no block for so long is asleep, and not between two blocks.
constexpr std::int64_t kAsleepNs = 100'000'000;
constexpr std::int64_t kProcessedNs = 1'000'000'000;

/// Without it something might sound for ever.
bool ends_something(const Task& task) noexcept {
  constexpr std::uint8_t kHold = 64;
  constexpr std::uint8_t kAllSoundOff = 120;
  constexpr std::uint8_t kAllNotesOff = 123;
  if (task.kind >= Task::Kind::silence_all || task.kind == Task::Kind::note_off) return true;
  if (task.kind != Task::Kind::controller) return false;
  return (task.number == kHold && task.value < 0.5) || task.number == kAllSoundOff ||
         task.number == kAllNotesOff;
}

}  // namespace

bool Presence::is_processed(const ClockReading& now) const noexcept {
  return now.steady_ns - exchange_.last_block_ns.load(std::memory_order_relaxed) < kProcessedNs;
}

bool Presence::has_something() const noexcept {
  return exchange_.waiting() > 0 || exchange_.sounding.load(std::memory_order_relaxed) > 0 ||
         exchange_.holds_pedal.load(std::memory_order_relaxed);
}

void Presence::wake(const ClockReading& now) noexcept {
  if (now.steady_ns - exchange_.last_block_ns.load(std::memory_order_relaxed) > kAsleepNs) {
    plugin_.ask_for_blocks();
  }
}

bool Presence::keep_awake(const ClockReading& now) noexcept {
  if (!has_something()) return false;
  wake(now);
  return true;
}

void Presence::post(std::unique_ptr<Task> task, const ClockReading& now) {
  exchange_.free_spent();
  // What ends something has as much room again.
  const bool ends = ends_something(*task);
  const std::uint64_t most = std::uint64_t{limits_.waiting} * (ends ? 2 : 1);
  const std::int64_t most_bytes = limits_.process_bytes * (ends ? 2 : 1);
  if (exchange_.waiting() >= most || task_bytes.load(std::memory_order_relaxed) > most_bytes) {
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    if (ends) note_gap(now);
    return;
  }
  exchange_.inbox.push(std::move(task));
  exchange_.sent.fetch_add(1, std::memory_order_relaxed);
  wake(now);
}

/// At most a few, and none twice: an answer is long.
void Presence::ask(const Listen& listen) {
  const bool is_asked = std::any_of(questions_.begin(), questions_.end(), [&](const auto& one) {
    return one.request == listen.request && one.bars == listen.bars;
  });
  if (is_asked) return;
  if (questions_.size() >= kMostQuestions) {
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  questions_.push_back({.request = listen.request, .bars = listen.bars});
}

/// At once: it waits behind nothing that was sent before it.
void Presence::silence(const Silence& silence, const ClockReading& now, bool is_reported) noexcept {
  Cut& cut = silence.what.view() == "all"        ? exchange_.silence_all
             : silence.what.view() == "sounding" ? exchange_.silence_sounding
                                                 : exchange_.silence_waiting;
  cut.ask(exchange_.inbox.last_order(), is_reported ? silence.seq : 0);
  wake(now);
}

void Presence::take(const FromConductor& message, const When& when, const ClockReading& now,
                    bool is_reported) noexcept {
  try {
    if (const auto* const listen = std::get_if<Listen>(&message)) {
      ask(*listen);
    } else if (const auto* const record = std::get_if<Record>(&message)) {
      records_ = record->on;
    } else if (const auto* const instrument = std::get_if<InstrumentIs>(&message)) {
      plugin_.keep_instrument(std::string(instrument->name.view()));
    } else if (const auto* const quiet = std::get_if<Silence>(&message);
               quiet != nullptr && when.kind == When::Kind::next_block) {
      silence(*quiet, now, is_reported);
    } else if (auto task = task_of(message, when, now)) {
      task->is_reported = is_reported;
      post(std::move(task), now);
    }
  } catch (const std::bad_alloc&) {
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    note_gap(now);
  }
}

void Presence::note_gap(const ClockReading& now) noexcept {
  exchange_.gap.ask(exchange_.inbox.last_order());
  if (has_something()) wake(now);
}

void Presence::fall_silent(const ClockReading& now) noexcept {
  records_ = false;
  exchange_.silence_all.ask(exchange_.inbox.last_order());
  if (has_something()) wake(now);
}

Vitals Presence::vitals(const ClockReading& now) noexcept {
  exchange_.free_spent();
  const BlockFacts& facts = exchange_.facts.reader().read();
  return {.is_processed = is_processed(now),
          .waiting = exchange_.waiting(),
          .late = exchange_.late.load(std::memory_order_relaxed),
          .dropped = exchange_.dropped.load(std::memory_order_relaxed),
          .sounding = exchange_.sounding.load(std::memory_order_relaxed),
          .samples = facts.samples,
          .sample_rate = facts.sample_rate,
          .steady_ns = facts.steady_ns,
          .free_wheels = facts.free_wheels,
          .turns = facts.turns};
}

std::optional<TimedTransport> Presence::transport() noexcept {
  const BlockFacts& facts = exchange_.facts.reader().read();
  if (facts.sample_rate <= 0) return std::nullopt;
  const attacca::Transport& from = facts.transport;
  TimedTransport timed;
  timed.steady_ns = facts.steady_ns;
  TransportIs& is = timed.transport;
  is.playing = from.playing;
  is.recording = from.recording;
  is.looping = from.looping;
  is.tempo = from.tempo.value_or(0);
  is.beat = from.beats().value_or(0);
  is.bar_start = from.bar_start().value_or(0);
  is.numerator = from.time_signature ? from.time_signature->numerator : 4;
  is.denominator = from.time_signature ? from.time_signature->denominator : 4;
  is.loop_start = from.loop_beats ? from.loop_beats->start : 0;
  is.loop_end = from.loop_beats ? from.loop_beats->end : 0;
  is.samples = from.samples().value_or(0);
  is.sample_rate = facts.sample_rate;
  return timed;
}

void Presence::report(MemberPost& post, const ClockReading& now, bool is_wanted) noexcept {
  try {
    heard_.set_lost(exchange_.heard_lost.load(std::memory_order_relaxed));
    exchange_.reports.reader().drain([&](const Report& report) {
      if (report.kind != Report::Kind::played) {
        return heard_.add(report, is_wanted && records_ ? &post : nullptr, now);
      }
      if (!is_wanted) return;
      Played message;
      message.of = report.seq;
      message.late = report.late;
      message.samples = report.samples;
      message.when = osc_time::from_unix_nanoseconds(report.steady_ns + now.offset_ns());
      message.beat = report.has_beat ? report.beat : -1;
      post.send(message, {});
    });
  } catch (const std::bad_alloc&) {
    // What found no room is missing in the next answer.
  }
}

bool Presence::answer(MemberPost& post, const ClockReading& now) noexcept {
  const BlockFacts facts = exchange_.facts.reader().read();
  while (!questions_.empty()) {
    if (!heard_.answer(questions_.front(), facts, post, now)) return true;
    questions_.pop_front();
  }
  return false;
}

}  // namespace parlando
