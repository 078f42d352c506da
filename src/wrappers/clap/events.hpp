// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "abi/clap/events.hpp"
#include "attacca/note_port.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/process_context.hpp"
#include "attacca/transport.hpp"
#include "params/param_events.hpp"
#include "wrappers/clap/part.hpp"

namespace attacca::clap_wrapper {

/// Where the song is, from the host's event; null means that it does not say. The event has no
/// position in samples: it is what the seconds come to at `sample_rate` Hz. [audio]
[[nodiscard]] Transport to_transport(const clap::EventTransport* event,
                                     double sample_rate) noexcept;

/// An event that is translated when the plugin looks. [audio]
class TransportSource final : public detail::TransportSource {
 public:
  TransportSource() = default;
  TransportSource(const clap::EventTransport* event, double sample_rate) noexcept
      : event_(event), sample_rate_(sample_rate) {}
  [[nodiscard]] Transport read() const noexcept override {
    return to_transport(event_, sample_rate_);
  }

 private:
  const clap::EventTransport* event_ = nullptr;
  double sample_rate_ = 0.0;
};

/// The events in a host's list that the plugin has parameters and note ports for, and those of the
/// transport; everything else is passed over. A time that goes backwards counts as the one before
/// it, so that the list's order holds. [audio, or main while inactive]
class EventSource final : public core::ParamEventSource {
 public:
  /// `sample_rate` in Hz.
  EventSource(const clap::InputEvents* events, const ParamSet& params, const NotePorts& notes,
              double sample_rate) noexcept;
  bool next(core::ParamEvent& event) noexcept override;

 private:
  /// False if the event is too short or for nobody.
  bool take(const clap::EventHeader& header, core::ParamEvent& event) noexcept;
  bool take_value(const clap::EventHeader& header, core::ParamEvent& event) const noexcept;
  bool take_modulation(const clap::EventHeader& header, core::ParamEvent& event) noexcept;
  bool take_note(const clap::EventHeader& header, core::ParamEvent& event) noexcept;
  bool take_transport(const clap::EventHeader& header, core::ParamEvent& event) noexcept;

  const clap::InputEvents* events_;
  const ParamSet& params_;
  const NotePorts& notes_;
  std::uint32_t index_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t latest_frame_ = 0;
  double sample_rate_;
  /// The one that holds, and the one that has been asked for ahead of its frame.
  std::array<TransportSource, 2> transports_;
  std::size_t next_transport_ = 0;
  Event other_;
};

/// Sends what the plugin reports, in order of time and within the block. A null list has no room.
/// [audio, or main while inactive]
class EventSink final : public core::ParamEventSink, public detail::EventOutput {
 public:
  /// With 0 frames everything happens at frame 0. Without `notes` no note events are sent.
  EventSink(const clap::OutputEvents* events, std::uint32_t frames,
            const NoteOutputPart* notes) noexcept
      : events_(events), notes_(notes), last_frame_(frames == 0 ? 0 : frames - 1) {}
  bool value(std::uint32_t frame, const Param& param, double normalized) noexcept override;
  [[nodiscard]] detail::EventOutput* events() noexcept override { return this; }
  Sent send(const Event& event) noexcept override;
  bool gesture(std::uint32_t frame, const Param& param, bool begins) noexcept override;
  bool set_by_plugin(std::uint32_t frame, const Param& param, double normalized) noexcept override;

 private:
  [[nodiscard]] bool has_room() const noexcept {
    return events_ != nullptr && events_->try_push != nullptr;
  }

  const clap::OutputEvents* events_;
  const NoteOutputPart* notes_;
  std::uint32_t last_frame_;
  std::uint32_t latest_frame_ = 0;
};

}  // namespace attacca::clap_wrapper
