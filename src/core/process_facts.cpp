// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/note_port.hpp"
#include "attacca/process_context.hpp"
#include "core/event_check.hpp"
#include "core/transport_offset.hpp"

namespace attacca::detail {

void ProcessFacts::read_transport() noexcept {
  transport_ = transport_source_ == nullptr ? Transport{} : transport_source_->read();
  transport_ = core::moved_by(transport_, transport_frames_, sample_rate);
  transport_.sample_rate = sample_rate;
  transport_known_ = true;
}

Sent ProcessFacts::send(const Event& event) noexcept {
  const bool is_only_received = event.is<ParamValue>() || event.is<ParamModulation>();
  if (is_only_received || event.frame >= piece_frames) return Sent::invalid;
  if (note_outputs == 0 || output == nullptr) return Sent::no_port;
  if (!core::is_valid(event, note_outputs)) {
    return core::is_valid(event, NotePorts::kMost) ? Sent::no_port : Sent::invalid;
  }
  Event moved = event;
  moved.frame += piece_from;
  return output->send(moved);
}

Sent ProcessFacts::end_note(std::uint32_t frame, const NoteAddress& note) noexcept {
  if (output == nullptr) return Sent::no_port;
  const Event end(piece_from + frame, NoteEnd{note});
  if (frame >= piece_frames || !core::is_valid(end, NotePorts::kMost)) return Sent::invalid;
  return output->send(end);
}

}  // namespace attacca::detail
