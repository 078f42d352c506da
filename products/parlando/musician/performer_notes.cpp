// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>

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

constexpr std::uint8_t kHold = 64;
constexpr std::uint8_t kAllSoundOff = 120;
constexpr std::uint8_t kAllNotesOff = 123;
/// The ids of our notes have this bit, so that they are none of a DAW's that counts from 0.
constexpr std::int32_t kOwnIds = 1 << 30;

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
      end_open(UINT64_MAX, frame);
      break;
  }
  if (sent == Sent::no_room) exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
}

Sent Performer::send_controller(std::uint8_t channel, std::uint8_t controller, double value,
                                std::uint32_t frame) noexcept {
  ControlChange change;
  change.channel = channel;
  change.controller = controller;
  change.value = value;
  const Sent sent = to_->send(Event(frame, change));
  if (controller != kHold) return sent;
  const auto bit = static_cast<std::uint16_t>(1u << channel);
  const bool is_held = (held_ & bit) != 0;
  if (sent != Sent::no_room) {
    held_ = static_cast<std::uint16_t>(value >= 0.5 ? held_ | bit : held_ & ~bit);
    releasing_ = static_cast<std::uint16_t>(releasing_ & ~bit);
  } else if (is_held && value < 0.5) {
    releasing_ = static_cast<std::uint16_t>(releasing_ | bit);
  }
  return sent;
}

/// Those that find no room are tried again in the next block.
void Performer::release_pedals(std::uint16_t channels, std::uint32_t frame) noexcept {
  for (std::uint8_t channel = 0; channels != 0 && channel < 16; ++channel) {
    if ((channels >> channel & 1) != 0) (void)send_controller(channel, kHold, 0, frame);
  }
}

/// Whether what it would begin has been silenced, or might never end.
bool Performer::is_cut(const Task& task) const noexcept {
  const bool is_pedal =
      task.kind == Task::Kind::controller && task.number == kHold && task.value >= 0.5;
  const bool is_open = task.kind == Task::Kind::note_on || is_pedal;
  if (is_open && task.order <= gap_) return true;
  const bool begins = is_open || task.kind == Task::Kind::note || task.kind == Task::Kind::curve;
  return begins && task.when == When::Kind::next_block && task.order <= sounding_cut_;
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
  note.order = task.order;
  if (task.kind == Task::Kind::note && note.is_by_beat) {
    const double begin = std::max(task.beat, stretch_->begin_beat);
    note.end = SoundingNote::End::beat;
    // At least one sample, also where the beats are short.
    note.end_beat = begin + std::max(task.duration, 2 * stretch_->beats_per_frame);
  } else if (task.kind == Task::Kind::note) {
    note.end = SoundingNote::End::sample;
    note.end_sample = clock_.samples() + frame + samples_of(task.duration);
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
  end_all_sent_before(UINT64_MAX, frame);
}

/// `order`: what was sent later goes on.
void Performer::end_all_sent_before(std::uint64_t order, std::uint32_t frame) noexcept {
  end_notes(frame, [order](const SoundingNote& note) { return note.order <= order; });
  for (std::size_t i = curve_count_; i-- > 0;) {
    if (curves_[i]->order <= order) end_curve(i);
  }
  release_pedals(held_, frame);
}

/// Ends what somebody has to end who may no longer do so.
void Performer::end_open(std::uint64_t order, std::uint32_t frame) noexcept {
  end_notes(frame, [order](const SoundingNote& note) {
    return note.end == SoundingNote::End::open && note.order <= order;
  });
  release_pedals(held_, frame);
}

void Performer::express(std::int32_t note, std::int16_t key, std::uint8_t channel,
                        attacca::Expression what, double value, std::uint32_t frame) noexcept {
  attacca::NoteAddress address;
  address.port = 0;
  address.channel = channel;
  address.key = key;
  const auto send = [&] {
    ++expressed_;
    const bool has_room = speaker_.express(*to_, frame, address, what, value) != Sent::no_room;
    if (!has_room) exchange_.dropped.fetch_add(1, std::memory_order_relaxed);
    return has_room;
  };
  if (speaker_.dialect() == Dialect::midi1) return (void)send();
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    const SoundingNote& sounding = notes_[i];
    const bool is_meant = note >= 0
                              ? sounding.note == note
                              : sounding.channel == channel && (key < 0 || sounding.key == key);
    if (!is_meant) continue;
    address.note_id = sounding.id;
    address.channel = sounding.out_channel;
    address.key = sounding.key;
    if (!send()) return;
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
