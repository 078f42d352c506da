// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/heard_notes.hpp"

#include <algorithm>

namespace parlando {

Heard HeardNotes::message_of(const Note& note, std::int32_t request, std::int32_t index,
                             const ClockReading& now) noexcept {
  Heard message;
  message.request = request;
  message.index = index;
  message.source.assign(note.is_from_daw ? "daw" : "conductor");
  message.key = note.key;
  message.velocity = std::clamp(note.velocity, 0.0f, 1.0f);
  message.channel = note.channel;
  message.start = note.beat;
  message.length = note.is_open ? -1 : note.length;
  message.when = osc_time::from_unix_nanoseconds(note.steady_ns + now.offset_ns());
  return message;
}

void HeardNotes::add(const Report& report, MemberPost* post, const ClockReading& now) {
  if (report.kind == Report::Kind::note_ends) {
    // The oldest of those that sound: synths end them in that order.
    const auto ended = std::find_if(notes_.begin(), notes_.end(), [&](const Note& note) {
      return note.is_open && note.key == report.key && note.channel == report.channel &&
             note.is_from_daw == report.is_from_daw;
    });
    if (ended == notes_.end()) return;
    ended->is_open = false;
    ended->length = std::max(report.passed - ended->passed, 0.0);
    if (post != nullptr) post->send(message_of(*ended, 0, recorded_++, now), {});
    return;
  }
  if (!notes_.empty() && report.passed < notes_.back().passed) {
    // The musician was activated again: its beats begin anew.
    for (Note& note : notes_) note.passed -= notes_.back().passed;
  }
  while (!notes_.empty() &&
         (notes_.size() >= kMostNotes || notes_.front().passed < report.passed - kMostBeats)) {
    notes_.pop_front();
    ++forgotten_;
  }
  notes_.push_back({.is_from_daw = report.is_from_daw,
                    .channel = report.channel,
                    .key = report.key,
                    .velocity = report.velocity,
                    .beat = report.beat,
                    .passed = report.passed,
                    .steady_ns = report.steady_ns});
}

bool HeardNotes::answer(Question& question, const BlockFacts& facts, MemberPost& post,
                        const ClockReading& now) const noexcept {
  if (!question.is_begun) {
    question.is_begun = true;
    question.from = facts.passed - question.bars * facts.beats_per_bar;
  }
  question.next = std::max(question.next, forgotten_);
  for (; question.next < forgotten_ + notes_.size(); ++question.next) {
    const Note& note = notes_[static_cast<std::size_t>(question.next - forgotten_)];
    const double end = note.is_open ? facts.passed : note.passed + note.length;
    const bool is_within =
        question.bars <= 0 || note.passed >= question.from || end > question.from;
    if (!is_within) continue;
    if (!post.has_room()) return false;
    post.send(message_of(note, question.request, question.index++, now), {});
  }
  if (!post.has_room()) return false;
  HeardEnd end;
  end.request = question.request;
  end.count = question.index;
  const std::uint64_t forgotten = question.bars <= 0 ? forgotten_ : 0;
  end.lost = static_cast<std::int32_t>(std::min<std::uint64_t>(missing_ + forgotten, INT32_MAX));
  end.now = facts.beat;
  post.send(end, {});
  return true;
}

}  // namespace parlando
