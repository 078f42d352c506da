// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/presence.hpp"

#include <new>
#include <utility>

#include "parlando/musician/task_of.hpp"

namespace parlando {
namespace {

/// A musician that got no block for so long is asleep, and not between two blocks.
constexpr std::int64_t kAsleepNs = 100'000'000;
constexpr std::int64_t kProcessedNs = 1'000'000'000;

}  // namespace

bool Presence::is_processed(const ClockReading& now) const noexcept {
  return now.steady_ns - exchange_.last_block_ns.load(std::memory_order_relaxed) < kProcessedNs;
}

void Presence::post(std::unique_ptr<Task> task, const ClockReading& now) noexcept {
  TaskList::free_all(exchange_.spent.take());
  // What ends something always has room.
  if (exchange_.waiting() >= Exchange::kMostWaiting && task->kind < Task::Kind::silence_all) {
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  task->order = ++order_;
  exchange_.sent.fetch_add(1, std::memory_order_relaxed);
  exchange_.inbox.push(task.release());
  if (now.steady_ns - exchange_.last_block_ns.load(std::memory_order_relaxed) > kAsleepNs) {
    plugin_.ask_for_blocks();
  }
}

void Presence::take(const FromConductor& message, const When& when, const ClockReading& now,
                    bool is_reported) noexcept {
  try {
    if (const auto* const listen = std::get_if<Listen>(&message)) {
      questions_.push_back({listen->request, listen->bars});
    } else if (const auto* const record = std::get_if<Record>(&message)) {
      records_ = record->on;
    } else if (const auto* const instrument = std::get_if<InstrumentIs>(&message)) {
      plugin_.keep_instrument(std::string(instrument->name.view()));
    } else if (auto task = task_of(message, when, now)) {
      task->is_reported = is_reported;
      post(std::move(task), now);
    }
  } catch (const std::bad_alloc&) {
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
  }
}

void Presence::note_gap() noexcept {
  auto task = std::unique_ptr<Task>(new (std::nothrow) Task);
  if (task == nullptr) return;
  task->kind = Task::Kind::gap;
  post(std::move(task), {});
}

void Presence::fall_silent() noexcept {
  records_ = false;
  auto task = std::unique_ptr<Task>(new (std::nothrow) Task);
  if (task == nullptr) return;
  task->kind = Task::Kind::silence_all;
  post(std::move(task), {});
}

Vitals Presence::vitals(const ClockReading& now) noexcept {
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
    if (questions_.empty()) return;
    const BlockFacts facts = exchange_.facts.reader().read();
    for (const Question& question : questions_) {
      heard_.answer(question.request, question.bars, facts, post, now);
    }
    questions_.clear();
  } catch (const std::bad_alloc&) {
    // What found no room is missing in the next answer.
  }
}

}  // namespace parlando
