// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/clap/clap_events.hpp"

#include <algorithm>
#include <cmath>

#include "abi/clap/fixed_point.hpp"

namespace attacca::host {

ClapInputEvents::ClapInputEvents(std::size_t edits) : edits_(edits), events_(edits) {
  list_.ctx = this;
  list_.size = [](const clap::InputEvents* list) {
    auto& self = *static_cast<ClapInputEvents*>(list->ctx);
    self.visit_.arrive();
    return self.count_;
  };
  list_.get = [](const clap::InputEvents* list, std::uint32_t index) -> const clap::EventHeader* {
    auto& self = *static_cast<ClapInputEvents*>(list->ctx);
    self.visit_.arrive();
    return index < self.count_ ? &self.events_[index].header : nullptr;
  };
}

void* ClapInputEvents::cookie_of(clap::Id id) const noexcept {
  const auto found =
      std::lower_bound(cookies_.begin(), cookies_.end(), id,
                       [](const auto& entry, clap::Id wanted) { return entry.first < wanted; });
  return found != cookies_.end() && found->first == id ? found->second : nullptr;
}

void ClapInputEvents::add(const ParameterEdit& edit) noexcept {
  events_[count_++].value = {.header = {.size = sizeof(clap::EventParamValue),
                                        .time = edit.frame,
                                        .space_id = clap::kCoreEventSpaceId,
                                        .type = clap::EventType::param_value,
                                        .flags = {}},
                             .param_id = edit.id,
                             .cookie = cookie_of(edit.id),
                             .note_id = -1,
                             .port_index = -1,
                             .channel = -1,
                             .key = -1,
                             .value = edit.value};
}

void ClapInputEvents::add(const NoteEvent& note) noexcept {
  const std::span<ClapEvent> room = std::span(events_).subspan(count_);
  const std::size_t made = to_clap(note, ports_, room);
  if (made == 0) ++left_out_;
  if (made == 1 && note.kind == NoteEventKind::modulation) {
    room.front().modulation.cookie = cookie_of(note.parameter);
  }
  count_ += static_cast<std::uint32_t>(made);
}

const clap::InputEvents* ClapInputEvents::fill(std::span<const ParameterEdit> edits,
                                               std::span<const NoteEvent> notes,
                                               CallbackVisitor* visitor) noexcept {
  count_ = 0;
  left_out_ = 0;
  visit_.expect(visitor);
  while (count_ < events_.size() && !(edits.empty() && notes.empty())) {
    if (notes.empty() || (!edits.empty() && edits.front().frame <= notes.front().frame)) {
      add(edits.front());
      edits = edits.subspan(1);
    } else {
      add(notes.front());
      notes = notes.subspan(1);
    }
  }
  left_out_ += notes.size();
  return &list_;
}

clap::EventTransport clap_transport(const Transport& transport) noexcept {
  clap::EventTransport event{};
  event.header.size = sizeof event;
  event.header.space_id = clap::kCoreEventSpaceId;
  event.header.type = clap::EventType::transport;
  event.flags = clap::TransportFlags::has_tempo | clap::TransportFlags::has_beats_timeline |
                clap::TransportFlags::has_seconds_timeline |
                clap::TransportFlags::has_time_signature;
  if (transport.is_playing) event.flags |= clap::TransportFlags::is_playing;
  if (transport.is_recording) event.flags |= clap::TransportFlags::is_recording;
  const double bar = std::floor(transport.quarter_notes() / transport.bar_length());
  event.song_pos_beats = clap::to_beat_time(transport.quarter_notes());
  event.song_pos_seconds = clap::to_sec_time(transport.seconds());
  event.tempo = transport.tempo;
  event.bar_start = clap::to_beat_time(bar * transport.bar_length());
  event.bar_number = static_cast<std::int32_t>(bar);
  event.tsig_num = static_cast<std::uint16_t>(transport.numerator);
  event.tsig_denom = static_cast<std::uint16_t>(transport.denominator);
  return event;
}

}  // namespace attacca::host
