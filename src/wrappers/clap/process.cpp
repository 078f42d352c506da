// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/process.hpp"

#include <algorithm>

#include "wrappers/clap/events.hpp"
#include "wrappers/clap/instance.hpp"

namespace attacca::clap_wrapper {
namespace {

/// Ports beyond `room` do not exist in any of our layouts; 64 bit buffers were never offered.
std::span<const core::PortBuffers> to_ports(const clap::AudioBuffer* buffers, std::uint32_t count,
                                            std::vector<core::PortBuffers>& room) noexcept {
  const std::size_t ports = buffers == nullptr ? 0 : std::min<std::size_t>(count, room.size());
  for (std::size_t i = 0; i < ports; ++i) {
    room[i] = {buffers[i].data32, buffers[i].data32 == nullptr ? 0 : buffers[i].channel_count};
  }
  return {room.data(), ports};
}

class TransportSource final : public detail::TransportSource {
 public:
  explicit TransportSource(const clap::EventTransport* event) noexcept : event_(event) {}
  [[nodiscard]] Transport read() const noexcept override { return to_transport(event_); }

 private:
  const clap::EventTransport* event_;
};

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
  const TransportSource transport(process.transport);
  EventSource source(process.in_events, core_->params());
  EventSink sink(process.out_events, process.frames_count);
  services_.edits().send(process.out_events);

  const bool offline =
      render_mode.load(std::memory_order_relaxed) == clap::PluginRenderMode::offline;
  const ProcessStatus status = core_->process({
      .frames = process.frames_count,
      .inputs = to_ports(process.audio_inputs, process.audio_inputs_count, inputs_),
      .outputs = to_ports(process.audio_outputs, process.audio_outputs_count, outputs_),
      .transport = &transport,
      .mode = offline ? ProcessMode::offline : ProcessMode::realtime,
      .events_in = &source,
      .events_out = &sink,
  });
  // No channel is promised to be constant: the host's bits are stale now.
  for (std::uint32_t i = 0; process.audio_outputs != nullptr && i < process.audio_outputs_count;
       ++i) {
    process.audio_outputs[i].constant_mask = 0;
  }
  if (const std::uint32_t tail = core_->tail(); tail != reported_tail_) {
    reported_tail_ = tail;
    services_.report_tail();
  }
  return to_status(status);
}

}  // namespace attacca::clap_wrapper
