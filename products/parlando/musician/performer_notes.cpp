// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <limits>

#include "parlando/musician/performer.hpp"

namespace parlando {
namespace {

using attacca::ChannelPressure;
using attacca::ControlChange;
using attacca::Event;
using attacca::NoteExpression;
using attacca::NoteOff;
using attacca::NoteOn;
using attacca::PitchBend;
using attacca::ProgramChange;
using attacca::Sent;

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::uint8_t kHold = 64;
constexpr std::uint8_t kAllSoundOff = 120;
constexpr std::uint8_t kAllNotesOff = 123;
/// The ids of our notes have this bit, so that they are none of a DAW's that counts from 0.
constexpr std::int32_t kOwnIds = 1 << 30;

/// Samples, for any number of seconds.
std::int64_t samples_of(double seconds, double sample_rate) noexcept {
  return std::llround(std::clamp(seconds * sample_rate, 1.0, 1e15));
}

bool is_same_target(const Task& a, const Task& b) noexcept {
  const CurveTarget& x = a.curve->target;
  const CurveTarget& y = b.curve->target;
  return x.kind == y.kind && x.controller == y.controller && x.expression == y.expression &&
         a.channel == b.channel && a.key == b.key && a.note == b.note;
}

/// Steps that a receiver can tell apart over the whole range.
double steps_of(const CurveTarget& target) noexcept {
  switch (target.kind) {
    case CurveTarget::Kind::bend:
      return 16'383;
    case CurveTarget::Kind::expression:
      return target.expression == ExpressionKind::tuning ? 24'000 : 1'023;
    case CurveTarget::Kind::controller:
    case CurveTarget::Kind::pressure:
      break;
  }
  return 127;
}

}  // namespace

/// What the DAW plays goes through as it is, unless the dialect has no words for it.
void Performer::pass(const Event& event, const Block& block) noexcept {
  if (event.is<attacca::ParamValue>() || event.is<attacca::ParamModulation>()) return;
  event.visit(
      [&](const NoteOn& on) {
        hear(Report::Kind::note_begins, true, static_cast<std::uint8_t>(on.channel),
             static_cast<std::uint8_t>(on.key), on.velocity, event.frame);
      },
      [&](const NoteOff& off) {
        if (off.key < 0 || off.channel < 0) return;
        hear(Report::Kind::note_ends, true, static_cast<std::uint8_t>(off.channel),
             static_cast<std::uint8_t>(off.key), off.velocity, event.frame);
      },
      [&](const ControlChange& change) {
        if (change.controller != kAllSoundOff && change.controller != kAllNotesOff) return;
        end_notes(event.frame,
                  [&](const SoundingNote& note) { return note.channel == change.channel; });
      });
  const auto* const expression = event.get_if<NoteExpression>();
  const Sent sent = expression != nullptr && block.dialect != Dialect::expressions
                        ? speaker_.express(*to_, event.frame, *expression, expression->expression,
                                           expression->value)
                        : to_->send(event);
  if (sent == Sent::no_room) exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
}

void Performer::do_task(Task& task, std::uint32_t frame) noexcept {
  Sent sent = Sent::sent;
  switch (task.kind) {
    case Task::Kind::note_on:
    case Task::Kind::note:
      return begin_note(task, frame);
    case Task::Kind::note_off:
      return end_asked(task, frame);
    case Task::Kind::controller:
      if (task.number == kAllSoundOff || task.number == kAllNotesOff) {
        end_notes(frame, [&](const SoundingNote& note) { return note.channel == task.channel; });
      }
      sent = send_controller(task.channel, task.number, task.value, frame);
      break;
    case Task::Kind::bend: {
      PitchBend bend;
      bend.channel = task.channel;
      bend.value = task.value;
      sent = to_->send(Event(frame, bend));
      break;
    }
    case Task::Kind::pressure:
      if (task.key < 0) {
        ChannelPressure pressure;
        pressure.channel = task.channel;
        pressure.value = task.value;
        sent = to_->send(Event(frame, pressure));
      } else {
        express(-1, task.key, task.channel, attacca::Expression::pressure, task.value, frame);
      }
      break;
    case Task::Kind::program: {
      ProgramChange program;
      program.channel = task.channel;
      program.program = task.number;
      sent = to_->send(Event(frame, program));
      break;
    }
    case Task::Kind::expression:
      express(task.note, task.key, task.channel, to_expression(task.expression), task.value, frame);
      break;
    case Task::Kind::curve:
      break;  // begin_curve()
    case Task::Kind::silence_all:
      end_all(frame);
      drop_waiting();
      break;
    case Task::Kind::silence_sounding:
      end_all(frame);
      break;
    case Task::Kind::silence_waiting:
      drop_waiting();
      break;
    case Task::Kind::gap:
      end_notes(frame,
                [](const SoundingNote& note) { return note.end == SoundingNote::End::open; });
      break;
  }
  if (sent == Sent::no_room) exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
}

Sent Performer::send_controller(std::uint8_t channel, std::uint8_t controller, double value,
                                std::uint32_t frame) noexcept {
  if (controller == kHold) {
    const auto bit = static_cast<std::uint16_t>(1u << channel);
    held_ = static_cast<std::uint16_t>(value >= 0.5 ? held_ | bit : held_ & ~bit);
  }
  ControlChange change;
  change.channel = channel;
  change.controller = controller;
  change.value = value;
  return to_->send(Event(frame, change));
}

void Performer::begin_note(const Task& task, std::uint32_t frame) noexcept {
  // A key that is struck again: instruments without ids would end the new one with the old.
  end_notes(frame, [&](const SoundingNote& note) {
    return note.key == task.key && note.channel == task.channel;
  });
  if (notes_.is_full()) {
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    if (!end_note(0, frame)) return;
  }
  SoundingNote note;
  note.id = kOwnIds | next_id_;
  note.note = task.note;
  note.key = static_cast<std::uint8_t>(task.key);
  note.channel = task.channel;
  note.is_by_beat = task.when == When::Kind::beat;
  if (task.kind == Task::Kind::note && note.is_by_beat) {
    const double begin = std::max(task.beat, stretch_->begin_beat);
    note.end = SoundingNote::End::beat;
    // At least one sample, also where the beats are short.
    note.end_beat = begin + std::max(task.duration, 2 * stretch_->beats_per_frame);
  } else if (task.kind == Task::Kind::note) {
    note.end = SoundingNote::End::sample;
    note.end_sample = clock_.samples() + frame + samples_of(task.duration, clock_.sample_rate());
  }
  speaker_.introduce(*to_, frame);
  note.out_channel = speaker_.channel_for(task.channel);
  NoteOn on;
  on.note_id = note.id;
  on.port = 0;
  on.channel = note.out_channel;
  on.key = task.key;
  on.velocity = task.value;
  if (to_->send(Event(frame, on)) != Sent::sent) {
    speaker_.release(note.out_channel);
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  next_id_ = (next_id_ + 1) & (kOwnIds - 1);
  notes_.add(note);
  hear(Report::Kind::note_begins, false, note.channel, note.key, task.value, frame);
}

void Performer::end_asked(const Task& task, std::uint32_t frame) noexcept {
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    const SoundingNote& note = notes_[i];
    const bool is_meant = task.note >= 0 ? note.note == task.note
                                         : note.key == task.key && note.channel == task.channel;
    if (!is_meant) continue;
    (void)end_note(i, frame);
    return;
  }
}

/// False: the host takes no more in this block, and the note ends with the next one.
bool Performer::end_note(std::size_t index, std::uint32_t frame) noexcept {
  SoundingNote& note = notes_[index];
  NoteOff off;
  off.note_id = note.id;
  off.port = 0;
  off.channel = note.out_channel;
  off.key = note.key;
  if (to_->send(Event(frame, off)) == Sent::no_room) {
    note.end = SoundingNote::End::sample;
    note.end_sample = clock_.samples() + block_frames_;
    return false;
  }
  hear(Report::Kind::note_ends, false, note.channel, note.key, 0, frame);
  speaker_.release(note.out_channel);
  notes_.remove(index);
  return true;
}

template <typename Which>
void Performer::end_notes(std::uint32_t frame, Which&& which) noexcept {
  for (std::size_t i = 0; i < notes_.size();) {
    const bool has_gone = which(notes_[i]) && end_note(i, frame);
    if (!has_gone) ++i;
  }
}

void Performer::end_by_beat(std::uint32_t frame) noexcept {
  end_notes(frame, [](const SoundingNote& note) { return note.is_by_beat; });
  for (std::size_t i = curve_count_; i-- > 0;) {
    if (curves_[i]->when == When::Kind::beat) end_curve(i);
  }
}

void Performer::end_all(std::uint32_t frame) noexcept {
  end_notes(frame, [](const SoundingNote&) { return true; });
  while (curve_count_ > 0) end_curve(curve_count_ - 1);
  for (std::uint8_t channel = 0; held_ != 0 && channel < 16; ++channel) {
    if ((held_ >> channel & 1) != 0) (void)send_controller(channel, kHold, 0, frame);
  }
  held_ = 0;
}

void Performer::express(std::int32_t note, std::int16_t key, std::uint8_t channel,
                        attacca::Expression what, double value, std::uint32_t frame) noexcept {
  attacca::NoteAddress address;
  address.port = 0;
  address.channel = channel;
  address.key = key;
  if (speaker_.dialect() == Dialect::midi1) {
    (void)speaker_.express(*to_, frame, address, what, value);
    return;
  }
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    const SoundingNote& sounding = notes_[i];
    const bool is_meant = note >= 0
                              ? sounding.note == note
                              : sounding.channel == channel && (key < 0 || sounding.key == key);
    if (!is_meant) continue;
    address.note_id = sounding.id;
    address.channel = sounding.out_channel;
    address.key = sounding.key;
    (void)speaker_.express(*to_, frame, address, what, value);
  }
}

/// The curve keeps its task as long as it is under way.
void Performer::begin_curve(Task* task, std::uint32_t frame) noexcept {
  for (std::size_t i = 0; i < curve_count_; ++i) {
    if (!is_same_target(*curves_[i], *task)) continue;
    end_curve(i);
    break;
  }
  if (curve_count_ == kMostCurves) {
    exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    return give_back(task);
  }
  CurveWork& curve = *task->curve;
  const ExpressionRange range = range_of(curve.target);
  const bool is_by_beat = task->when == When::Kind::beat;
  const double seconds = is_by_beat
                             ? task->duration / stretch_->beats_per_frame / clock_.sample_rate()
                             : task->duration;
  curve.walk.emplace(CurveWalk::Range{.from = curve.from,
                                      .to = curve.to,
                                      .length = samples_of(seconds, clock_.sample_rate()),
                                      .steps = steps_of(curve.target),
                                      .low = range.low,
                                      .high = range.high},
                     curve.shape);
  curve.begin_sample = clock_.samples() + frame;
  curve.beats_per_frame = stretch_->beats_per_frame;
  curve.next.reset();
  curves_[curve_count_++] = task;
}

void Performer::end_curve(std::size_t index) noexcept {
  give_back(curves_[index]);
  curves_[index] = curves_[--curve_count_];
}

/// Curves that are timed by beats keep to them when the tempo changes.
void Performer::stretch_curves() noexcept {
  if (!stretch_->rolls()) return;
  for (std::size_t i = 0; i < curve_count_; ++i) {
    CurveWork& curve = *curves_[i]->curve;
    if (curves_[i]->when != When::Kind::beat) continue;
    if (curve.beats_per_frame == stretch_->beats_per_frame) continue;
    const double factor = curve.beats_per_frame / stretch_->beats_per_frame;
    curve.beats_per_frame = stretch_->beats_per_frame;
    curve.walk->stretch(factor);
    const auto gone = static_cast<double>(clock_.samples() - curve.begin_sample);
    curve.begin_sample = clock_.samples() - std::llround(gone * factor);
    curve.next.reset();
  }
}

/// The frame of the next value of any curve before `end`; those that are over go.
std::int64_t Performer::next_curve(std::uint32_t end) noexcept {
  std::int64_t first = kNever;
  for (std::size_t i = 0; i < curve_count_;) {
    CurveWork& curve = *curves_[i]->curve;
    const std::int64_t begin = curve.begin_sample - clock_.samples();
    if (!curve.next) curve.next = curve.walk->next(end - begin);
    if (!curve.next) {
      if (curve.walk->is_over()) {
        end_curve(i);
      } else {
        ++i;
      }
      continue;
    }
    if (const std::int64_t frame = begin + curve.next->frame; frame < first) {
      first = frame;
      next_curve_ = i;
    }
    ++i;
  }
  return first;
}

void Performer::play_curve(std::uint32_t frame) noexcept {
  const Task& task = *curves_[next_curve_];
  CurveWork& curve = *task.curve;
  const double value = curve.next->value;
  curve.next.reset();
  switch (curve.target.kind) {
    case CurveTarget::Kind::controller:
      (void)send_controller(task.channel, static_cast<std::uint8_t>(curve.target.controller), value,
                            frame);
      return;
    case CurveTarget::Kind::bend: {
      PitchBend bend;
      bend.channel = task.channel;
      bend.value = value;
      (void)to_->send(Event(frame, bend));
      return;
    }
    case CurveTarget::Kind::pressure: {
      ChannelPressure pressure;
      pressure.channel = task.channel;
      pressure.value = value;
      (void)to_->send(Event(frame, pressure));
      return;
    }
    case CurveTarget::Kind::expression:
      return express(task.note, task.key, task.channel, to_expression(curve.target.expression),
                     value, frame);
  }
}

void Performer::hear(Report::Kind kind, bool from_daw, std::uint8_t channel, std::uint8_t key,
                     double velocity, std::uint32_t frame) noexcept {
  Report heard;
  heard.kind = kind;
  heard.is_from_daw = from_daw;
  heard.channel = channel;
  heard.key = key;
  heard.velocity = static_cast<float>(velocity);
  report(heard, frame);
}

}  // namespace parlando
