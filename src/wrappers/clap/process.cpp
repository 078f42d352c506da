// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/process.hpp"

#include <algorithm>

#include "core/silent_channels.hpp"
#include "wrappers/clap/events.hpp"
#include "wrappers/clap/instance.hpp"

namespace attacca::clap_wrapper {
namespace {

core::PortBuffers to_port(const clap::AudioBuffer& buffer, bool doubles) noexcept {
  return doubles ? core::PortBuffers(buffer.data64, buffer.channel_count)
                 : core::PortBuffers(buffer.data32, buffer.channel_count);
}

/// Ports beyond `room` do not exist in any of our layouts; those with samples of the other size,
/// which were never offered beside these, are not connected.
std::span<const core::PortBuffers> to_ports(const clap::AudioBuffer* buffers, std::uint32_t count,
                                            std::vector<core::PortBuffers>& room,
                                            bool doubles) noexcept {
  const std::size_t ports = buffers == nullptr ? 0 : std::min<std::size_t>(count, room.size());
  for (std::size_t i = 0; i < ports; ++i) room[i] = to_port(buffers[i], doubles);
  return {room.data(), ports};
}

/// Whether one of these ports has 64 bit samples.
[[gnu::noinline, gnu::cold]] bool has_doubles(const clap::AudioBuffer* buffers,
                                              std::uint32_t count) noexcept {
  for (std::uint32_t i = 0; buffers != nullptr && i < count; ++i) {
    if (buffers[i].data64 != nullptr && buffers[i].data32 == nullptr) return true;
  }
  return false;
}

/// Silence is what hosts can use of the channels that hold one value. Their own bits are stale now.
void mark_constant(const clap::Process& process, bool doubles) noexcept {
  if (process.audio_outputs == nullptr) return;
  for (std::uint32_t i = 0; i < process.audio_outputs_count; ++i) {
    clap::AudioBuffer& out = process.audio_outputs[i];
    out.constant_mask = core::silent_channels(to_port(out, doubles), process.frames_count,
                                              doubles ? sizeof(double) : sizeof(float));
  }
}

/// Hosts without a steady clock say -1.
HostClock to_clock(const clap::Process& process) noexcept {
  HostClock clock;
  if (process.steady_time >= 0) clock.steady_samples = process.steady_time;
  return clock;
}

clap::ProcessStatus to_status(ProcessStatus status) noexcept {
  switch (status.kind()) {
    case ProcessStatus::Kind::normal:
      return clap::ProcessStatus::continue_if_not_quiet;
    case ProcessStatus::Kind::tail:
      return clap::ProcessStatus::tail;
    case ProcessStatus::Kind::keep_alive:
      return clap::ProcessStatus::continue_;
    case ProcessStatus::Kind::error:
      break;
  }
  return clap::ProcessStatus::error;
}

}  // namespace

[[gnu::flatten]] clap::ProcessStatus Instance::process(const clap::Process& process) noexcept {
  const TransportSource transport(process.transport, sample_rate_);
  EventSource source(process.in_events, core_->params(), entry_.info.notes_in, sample_rate_);
  EventSink sink(process.out_events, process.frames_count, entry_.parts.clap_note_output);
  services_.edits().send(process.out_events);

  // All ports of a block have samples of one size, which may be another in the next block.
  const bool doubles = entry_.make_double_path != nullptr &&
                       (has_doubles(process.audio_outputs, process.audio_outputs_count) ||
                        has_doubles(process.audio_inputs, process.audio_inputs_count));
  const bool offline =
      render_mode.load(std::memory_order_relaxed) == clap::PluginRenderMode::offline;
  const ProcessStatus status = core_->process({
      .frames = process.frames_count,
      .has_doubles = doubles,
      .inputs = to_ports(process.audio_inputs, process.audio_inputs_count, inputs_, doubles),
      .outputs = to_ports(process.audio_outputs, process.audio_outputs_count, outputs_, doubles),
      .transport = &transport,
      .clock = to_clock(process),
      .mode = offline ? ProcessMode::offline : ProcessMode::realtime,
      .events_in = &source,
      .events_out = &sink,
  });
  mark_constant(process, doubles);
  if (const std::uint32_t tail = core_->tail(); tail != reported_tail_) {
    reported_tail_ = tail;
    services_.report_tail();
  }
  return to_status(status);
}

}  // namespace attacca::clap_wrapper
