// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>

#include "attacca/note_port.hpp"
#include "attacca/params/param.hpp"
#include "attacca/plugin_host.hpp"
#include "attacca/process_context.hpp"
#include "core/event_check.hpp"
#include "core/transport_offset.hpp"

namespace attacca::detail {
namespace {

/// A gesture is the parameter's own matter: it needs no note output.
Sent send_gesture(Param* param, bool (Param::*begin_or_end)() noexcept) noexcept {
  return param != nullptr && (param->*begin_or_end)() ? Sent::sent : Sent::invalid;
}

}  // namespace

void ProcessFacts::run_parallel(std::uint32_t count, const ParallelJob& job) noexcept {
  if (pool != nullptr && count > 1 && pool->run(count, job)) return;
  for (std::uint32_t index = 0; index < count; ++index) job.run(job.task, index);
}

void ProcessFacts::request_restart() noexcept {
  news |= kNewsRestart;
}

HostClock ProcessFacts::clock_here() const noexcept {
  HostClock here = clock;
  if (here.steady_samples) *here.steady_samples += piece_from;
  if (here.system_ns) *here.system_ns += std::llround(piece_from * 1e9 / sample_rate);
  return here;
}

void ProcessFacts::read_transport() noexcept {
  transport_ = transport_source_ == nullptr ? Transport{} : transport_source_->read();
  transport_ = core::moved_by(transport_, transport_frames_, sample_rate);
  transport_.sample_rate = sample_rate;
  transport_known_ = true;
}

Sent ProcessFacts::send(const Event& event) noexcept {
  const bool is_only_received = event.is<ParamValue>() || event.is<ParamModulation>();
  if (is_only_received || event.frame >= piece_frames) return Sent::invalid;
  if (const auto* const begin = event.get_if<GestureBegin>()) {
    return send_gesture(begin->param, &Param::begin_gesture_from_audio);
  }
  if (const auto* const end = event.get_if<GestureEnd>()) {
    return send_gesture(end->param, &Param::end_gesture_from_audio);
  }
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
