// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What is carried out when; performer_notes.cpp does it.

#include "parlando/musician/performer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parlando {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr double kUnknownTempo = 120;
/// Frames that a jump may land behind a beat and still have come to it: a loop's end is seldom on a
/// frame, and hosts round.
constexpr double kLandedBehind = 1.001;

}  // namespace

Performer::~Performer() {
  for (Task* const tree :
       {immediate_.release(), by_time_.release(), ahead_.release(), behind_.release()}) {
    if (tree != nullptr) exchange_.spent.push(tree);
  }
  for (std::size_t i = 0; i < curve_count_; ++i) exchange_.spent.push(curves_[i]);
}

void Performer::reset(double sample_rate) noexcept {
  clock_.reset(sample_rate);
  beats_.reset();
  passed_ = 0;
  beat_ = 0;
  speaker_.reset();
  ends_all_ = true;
}

void Performer::give_back(Task* task) noexcept {
  exchange_.taken.fetch_add(1, std::memory_order_relaxed);
  exchange_.spent.push(task);
}

/// What ends at once, before anything else. A block sees the inbox before it looks for cuts, so
/// that what take_new() has taken in earlier blocks was sent before any cut that is new here. What
/// was sent between the two looks is not seen yet: take_new() knows it by its order.
void Performer::take_cuts() noexcept {
  exchange_.inbox.see();
  const auto report_it = [this](const Cut::Asked& asked) {
    if (asked.seq == 0) return;
    Report played;
    played.seq = asked.seq;
    report(played, 0);
  };
  if (const auto all = exchange_.silence_all.take()) {
    all_cut_ = all->order;
    end_all_sent_before(all->order, 0);
    const auto give = [this](Task* task) { exchange_.spent.push(task); };
    const std::uint32_t skipped = exchange_.inbox.skip_to(all->order, give);
    exchange_.taken.fetch_add(skipped + static_cast<std::uint32_t>(immediate_.size()),
                              std::memory_order_relaxed);
    if (Task* const tree = immediate_.release()) exchange_.spent.push(tree);
    drop_waiting();
    report_it(*all);
  }
  if (const auto sounding = exchange_.silence_sounding.take()) {
    sounding_cut_ = sounding->order;
    end_all_sent_before(sounding->order, 0);
    report_it(*sounding);
  }
  if (const auto waiting = exchange_.silence_waiting.take()) {
    waiting_cut_ = gap_ = waiting->order;
    drop_waiting();
    end_open(waiting->order, 0);
    report_it(*waiting);
  }
  if (const auto gap = exchange_.gap.take()) {
    gap_ = gap->order;
    end_open(gap->order, 0);
  }
}

/// What was sent since the last block finds its place.
void Performer::take_new(const Block& block) noexcept {
  for (; moved_ < kMostPerBlock; ++moved_) {
    Task* const task = exchange_.inbox.pop();
    if (task == nullptr) break;
    const bool waits = task->when != When::Kind::next_block;
    if (task->order <= all_cut_ || (waits && task->order <= waiting_cut_)) {
      give_back(task);
      continue;
    }
    switch (task->when) {
      case When::Kind::next_block:
        immediate_.push(task);
        break;
      case When::Kind::time:
        by_time_.push(task);
        break;
      case When::Kind::beat:
        take_new_beat(task, block);
        break;
    }
  }
  if (block.is_bypassed) end_all(0);
}

void Performer::take_new_beat(Task* task, const Block& block) noexcept {
  const double behind = here_beat_ - task->beat;
  const bool is_behind = stretch_->rolls() && behind > 0;
  // In a loop it may be closer to the next round than to this one.
  double until_again = kLateBeats;
  if (const auto& loop = block.transport.loop_beats; block.transport.looping && loop) {
    if (task->beat >= loop->start && here_beat_ < loop->end) {
      until_again = loop->end - loop->start - behind;
    }
  }
  const bool is_just_late = is_behind && behind < std::min(kLateBeats, until_again);
  if (is_behind && !is_just_late) {
    behind_.push(task);
  } else {
    ahead_.push(task);
  }
}

/// After the transport has gone elsewhere: what lies behind it waits for it to come back, and what
/// it has come back to is ahead again. What lies on neither way is not touched.
void Performer::settle_beats() noexcept {
  // What has gone by meanwhile is late, as long as it is not older than that.
  const double bound = std::max(settle_beat_, here_beat_ - kLateBeats);
  for (; settled_ < kMostPerBlock; ++settled_) {
    if (ahead_.top() != nullptr && ahead_.top()->beat < bound) {
      behind_.push(ahead_.pop());
    } else if (behind_.top() != nullptr && behind_.top()->beat >= bound) {
      ahead_.push(behind_.pop());
    } else {
      are_beats_settled_ = true;
      return;
    }
  }
}

bool Performer::play(const Block& block, EventSender& to) noexcept {
  const std::uint32_t frames = block.clock.frames;
  to_ = &to;
  clock_.begin_block(block.clock);
  has_news_ = clock_.has_turned();
  if (clock_.has_turned()) ++turns_;
  beats_.begin_block(block.transport, frames, clock_.sample_rate());
  const double tempo = block.transport.tempo.value_or(kUnknownTempo);
  beats_per_frame_ = (tempo > 0 ? tempo : kUnknownTempo) / 60.0 / clock_.sample_rate();
  speaker_.set(block.dialect);
  event_ = 0;
  block_frames_ = frames;
  moved_ = settled_ = done_ = curve_events_ = 0;
  stretch_ = &beats_[0];
  if (stretch_->rolls()) beat_ = stretch_->begin_beat;
  if (ends_all_) end_all(0);
  ends_all_ = false;
  release_pedals(releasing_, 0);
  take_cuts();
  publish(block);
  for (std::size_t i = 0; i < beats_.size(); ++i) {
    stretch_ = &beats_[i];
    if (beats_.has_stopped() || stretch_->begins_elsewhere) {
      end_by_beat(stretch_->begin_frame);
    }
    if (stretch_->begins_elsewhere) {
      here_beat_ = stretch_->begin_beat;
      settle_beat_ = here_beat_ - kLandedBehind * stretch_->beats_per_frame;
      are_beats_settled_ = false;
    }
    if (!are_beats_settled_) settle_beats();
    if (stretch_->rolls()) here_beat_ = std::max(here_beat_, stretch_->begin_beat);
    if (i == 0) {
      stretch_curves();
      take_new(block);
    }
    play_until(block, stretch_->end_frame);
    if (stretch_->rolls()) {
      here_beat_ = stretch_->end_beat();
      beat_ = here_beat_;
    } else {
      beat_ += (stretch_->end_frame - stretch_->begin_frame) * beats_per_frame_;
    }
  }
  passed_ += frames * beats_per_frame_;
  exchange_.sounding.store(static_cast<std::uint32_t>(notes_.size()), std::memory_order_relaxed);
  exchange_.holds_pedal.store(held_ != 0, std::memory_order_relaxed);
  return has_news_;
}

std::int64_t Performer::frame_of_time(const Task& task) const noexcept {
  const double frame = clock_.frame_at(task.due_ns);
  return static_cast<std::int64_t>(std::floor(std::clamp(frame, -1e15, 1e15) + 0.5));
}

/// All that happens before frame `end`, in its order: notes end before others begin.
void Performer::play_until(const Block& block, std::uint32_t end) noexcept {
  std::int64_t now = stretch_->begin_frame;
  while (true) {
    const std::int64_t note_end = next_end();
    const std::int64_t event = event_ < block.events.size() ? block.events[event_].frame : kNever;
    std::int64_t time = kNever;
    std::int64_t beat = kNever;
    if (done_ < kMostPerBlock) {
      if (immediate_.top() != nullptr) {
        time = 0;
      } else if (by_time_.top() != nullptr) {
        time = frame_of_time(*by_time_.top());
      }
      if (ahead_.top() != nullptr && stretch_->rolls() && are_beats_settled_) {
        beat = stretch_->frame_of(ahead_.top()->beat);
      }
    }
    const std::int64_t curve = next_curve(end);
    const std::int64_t first = std::min({note_end, event, time, beat, curve});
    if (first >= end) return;
    now = std::max(now, first);
    if (first == note_end) {
      end_due(now);
    } else if (first == event) {
      pass(block.events[event_++], block);
    } else if (first == time) {
      const bool is_immediate = immediate_.top() != nullptr;
      Task* const task = is_immediate ? immediate_.pop() : by_time_.pop();
      const std::int64_t late = is_immediate ? 0 : std::max<std::int64_t>(now - time, 0);
      carry_out(task, now, late > 1 ? late : 0, block.is_bypassed);
    } else if (first == beat) {
      Task* const task = ahead_.pop();
      const double behind = here_beat_ - task->beat;
      const bool is_late = behind > 2 * stretch_->beats_per_frame;
      const double late = is_late ? behind / stretch_->beats_per_frame : 0;
      carry_out(task, now, std::llround(std::min(late, 1e9)), block.is_bypassed);
    } else {
      play_curve(static_cast<std::uint32_t>(now));
    }
  }
}

std::int64_t Performer::end_of(const SoundingNote& note) const noexcept {
  switch (note.end) {
    case SoundingNote::End::open:
      break;
    case SoundingNote::End::sample:
      return note.end_sample - clock_.samples();
    case SoundingNote::End::beat:
      return stretch_->rolls() ? stretch_->frame_of(note.end_beat) : kNever;
  }
  return kNever;
}

std::int64_t Performer::next_end() const noexcept {
  std::int64_t first = kNever;
  for (std::size_t i = 0; i < notes_.size(); ++i) first = std::min(first, end_of(notes_[i]));
  return first;
}

void Performer::end_due(std::int64_t frame) noexcept {
  for (std::size_t i = 0; i < notes_.size();) {
    const bool has_gone =
        end_of(notes_[i]) <= frame && end_note(i, static_cast<std::uint32_t>(frame));
    if (!has_gone) ++i;
  }
}

/// `late`: samples after it was due; 0: on time.
void Performer::carry_out(Task* task, std::int64_t frame, std::int64_t late,
                          bool is_bypassed) noexcept {
  ++done_;
  if (is_cut(*task)) return give_back(task);
  const auto at = static_cast<std::uint32_t>(frame);
  if (late > 0) exchange_.late.fetch_add(1, std::memory_order_relaxed);
  if (task->is_reported && !is_bypassed) {
    Report played;
    played.seq = task->seq;
    played.late = static_cast<std::int32_t>(std::min<std::int64_t>(late, INT32_MAX));
    report(played, at);
  }
  if (task->kind == Task::Kind::curve && !is_bypassed) return begin_curve(task, at);
  expressed_ = 0;
  if (!is_bypassed || task->kind >= Task::Kind::silence_all) do_task(*task, at);
  done_ += expressed_ > 0 ? expressed_ - 1 : 0;
  give_back(task);
}

void Performer::drop_waiting() noexcept {
  const auto count = by_time_.size() + ahead_.size() + behind_.size();
  exchange_.taken.fetch_add(static_cast<std::uint32_t>(count), std::memory_order_relaxed);
  for (Task* const tree : {by_time_.release(), ahead_.release(), behind_.release()}) {
    if (tree != nullptr) exchange_.spent.push(tree);
  }
}

void Performer::report(Report& report, std::uint32_t frame) noexcept {
  report.samples = clock_.samples() + frame;
  report.steady_ns = clock_.time_at(frame);
  const double since = (frame - stretch_->begin_frame) * beats_per_frame_;
  report.has_beat = stretch_->rolls();
  report.beat = (stretch_->rolls() ? stretch_->begin_beat : beat_) + since;
  report.passed = passed_ + frame * beats_per_frame_;
  has_news_ = true;
  if (!exchange_.reports.writer().push(report)) {
    exchange_.heard_lost.fetch_add(1, std::memory_order_relaxed);
  }
}

void Performer::publish(const Block& block) noexcept {
  BlockFacts facts;
  facts.samples = clock_.samples();
  facts.steady_ns = clock_.time_at(0);
  facts.sample_rate = clock_.sample_rate();
  facts.passed = passed_;
  facts.beat = beat_;
  facts.beats_per_bar = block.transport.beats_per_bar().value_or(4.0);
  facts.free_wheels = clock_.free_wheels();
  facts.turns = turns_;
  facts.transport = block.transport;
  exchange_.facts.writer().publish(facts);
  exchange_.last_block_ns.store(block.clock.now.steady_ns, std::memory_order_relaxed);
  exchange_.is_bypassed.store(block.is_bypassed, std::memory_order_relaxed);
}

}  // namespace parlando
