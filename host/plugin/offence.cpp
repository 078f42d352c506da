// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/offence.hpp"

#include <algorithm>

#include "host/guard/realtime_guard.hpp"

namespace attacca::host {

std::string_view describe(OffenceKind kind) noexcept {
  switch (kind) {
    case OffenceKind::main_call_off_main:
      return "called a main-thread function from another thread";
    case OffenceKind::audio_call_off_audio:
      return "called an audio-thread function from another thread";
    case OffenceKind::forbidden_on_audio:
      return "called from audio what must not be called there";
    case OffenceKind::unknown_parameter:
      return "named a parameter that it does not have";
    case OffenceKind::value_out_of_range:
      return "sent a parameter value outside its range";
    case OffenceKind::unordered_output_event:
      return "sent output events out of order";
    case OffenceKind::output_event_out_of_block:
      return "sent an event beyond the block's end";
    case OffenceKind::forbidden_output_event:
      return "sent an event that only hosts may send";
    case OffenceKind::output_queue_full:
      return "sent more events in one block than the host takes";
    case OffenceKind::gesture_mismatch:
      return "did not pair the begin and end of a gesture";
    case OffenceKind::not_a_number_in_output:
      return "wrote infinity or not-a-number";
    case OffenceKind::unknown_process_status:
      return "answered process with an unknown status";
    case OffenceKind::process_failed:
      return "failed to process a block";
    case OffenceKind::latency_changed_outside_activate:
      return "changed its latency outside activate";
    case OffenceKind::unknown_timer:
      return "removed a timer that it does not have";
    case OffenceKind::unknown_descriptor:
      return "named a file descriptor that it never registered";
    case OffenceKind::state_stream_misused:
      return "misused a state stream";
    case OffenceKind::null_argument:
      return "passed a null pointer where a value is needed";
    case OffenceKind::incomplete_plugin:
      return "left a callback empty that must be there";
    case OffenceKind::wrong_state:
      return "made a call that does not belong to this phase";
    case OffenceKind::malformed_event:
      return "sent a note or MIDI event that is not well formed";
  }
  return "did something unknown";
}

void OffenceList::add(OffenceKind kind, std::uint32_t detail) noexcept {
  by_kind_[static_cast<std::size_t>(kind)].fetch_add(1, std::memory_order_relaxed);
  const std::uint64_t place = count_.fetch_add(1, std::memory_order_acq_rel);
  if (place >= kCapacity) return;
  Slot& slot = slots_[static_cast<std::size_t>(place)];
  slot.offence = {kind, detail, in_realtime_scope()};
  slot.ready.store(true, std::memory_order_release);
}

std::uint64_t OffenceList::count(OffenceKind kind) const noexcept {
  return by_kind_[static_cast<std::size_t>(kind)].load(std::memory_order_relaxed);
}

std::vector<Offence> OffenceList::list() const {
  std::vector<Offence> offences;
  const std::size_t kept =
      static_cast<std::size_t>(std::min<std::uint64_t>(count(), std::uint64_t{kCapacity}));
  for (std::size_t i = 0; i < kept; ++i) {
    if (slots_[i].ready.load(std::memory_order_acquire)) offences.push_back(slots_[i].offence);
  }
  return offences;
}

}  // namespace attacca::host
