// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/events.hpp"

#include <algorithm>
#include <cmath>

#include "abi/clap/fixed_point.hpp"
#include "core/event_check.hpp"
#include "wrappers/clap/note_events.hpp"
#include "wrappers/clap/param_value.hpp"

namespace attacca::clap_wrapper {

EventSource::EventSource(const clap::InputEvents* events, const ParamSet& params,
                         const NotePorts& notes, double sample_rate) noexcept
    : events_(events), params_(params), notes_(notes), sample_rate_(sample_rate) {
  if (events_ != nullptr && events_->size != nullptr && events_->get != nullptr) {
    size_ = events_->size(events_);
  }
}

bool EventSource::next(core::ParamEvent& event) noexcept {
  while (index_ < size_) {
    const clap::EventHeader* header = events_->get(events_, index_++);
    if (header == nullptr) break;  // the list ends here, whatever size() said
    if (header->space_id != clap::kCoreEventSpaceId) continue;
    if (!take(*header, event)) continue;
    latest_frame_ = std::max(latest_frame_, header->time);
    event.frame = latest_frame_;
    return true;
  }
  return false;
}

inline bool EventSource::take(const clap::EventHeader& header, core::ParamEvent& event) noexcept {
  switch (header.type) {
    case clap::EventType::param_value:
      return take_value(header, event);
    case clap::EventType::param_mod:
      return take_modulation(header, event);
    case clap::EventType::transport:
      return take_transport(header, event);
    default:
      return !notes_.empty() && take_note(header, event);
  }
}

inline bool EventSource::take_value(const clap::EventHeader& header,
                                    core::ParamEvent& event) const noexcept {
  if (header.size < sizeof(clap::EventParamValue)) return false;
  const auto& value = reinterpret_cast<const clap::EventParamValue&>(header);
  // No parameter is declared to be automated per note, so every value is for the whole parameter,
  // whatever port, channel, key or note it names: hosts have been seen to fill these with zeros.
  // The cookie is not trusted: a stale one would be followed into freed memory.
  Param* param = params_.find_stable(value.param_id);
  if (param == nullptr || param->flags().read_only) return false;
  event.param = param;
  event.normalized = from_clap_value(*param, value.value);
  event.modulates = false;
  return true;
}

/// Passes over what may not be modulated, and notes where only the whole may be.
bool EventSource::take_modulation(const clap::EventHeader& header,
                                  core::ParamEvent& event) noexcept {
  if (header.size < sizeof(clap::EventParamMod)) return false;
  const auto& by = reinterpret_cast<const clap::EventParamMod&>(header);
  Param* const param = params_.find_stable(by.param_id);
  if (param == nullptr || param->modulation() == Modulation::none) return false;
  if (std::isnan(by.amount)) return false;
  const double amount = std::clamp(by.amount / clap_maximum(*param), -1.0, 1.0);
  const NoteAddress note{by.note_id, by.port_index, by.channel, by.key};
  if (note.is_for_all()) {
    event = {.param = param, .normalized = amount, .modulates = true};
    return true;
  }
  if (param->modulation() != Modulation::per_note) return false;
  other_ = Event(0, ParamModulation{note, param, amount});
  event = {.other = &other_};
  return core::is_valid(other_, static_cast<std::uint32_t>(notes_.size()));
}

bool EventSource::take_transport(const clap::EventHeader& header,
                                 core::ParamEvent& event) noexcept {
  if (header.size < sizeof(clap::EventTransport)) return false;
  TransportSource& source = transports_[next_transport_];
  next_transport_ = 1 - next_transport_;
  source = TransportSource(&reinterpret_cast<const clap::EventTransport&>(header), sample_rate_);
  event = {.transport = &source};
  return true;
}

bool EventSource::take_note(const clap::EventHeader& header, core::ParamEvent& event) noexcept {
  if (!read_note_event(header, notes_, other_)) return false;
  event.param = nullptr;
  event.transport = nullptr;
  event.other = &other_;
  return true;
}

Sent EventSink::send(const Event& event) noexcept {
  if (notes_ == nullptr) return Sent::no_port;
  if (!has_room()) return Sent::no_room;
  latest_frame_ = std::clamp(event.frame, latest_frame_, last_frame_);
  return notes_->push(*events_, latest_frame_, event);
}

bool EventSink::value(std::uint32_t frame, const Param& param, double normalized) noexcept {
  if (!has_room()) return false;
  latest_frame_ = std::clamp(frame, latest_frame_, last_frame_);
  return push_value(*events_, latest_frame_, param, normalized);
}

/// Hosts record what comes in a gesture. One that has begun ends, whatever became of the value.
bool EventSink::set_by_plugin(std::uint32_t frame, const Param& param, double normalized) noexcept {
  if (!has_room()) return false;
  latest_frame_ = std::clamp(frame, latest_frame_, last_frame_);
  using Type = clap::EventType;
  if (!push_gesture(*events_, latest_frame_, Type::param_gesture_begin, param)) return false;
  const bool sent = push_value(*events_, latest_frame_, param, normalized);
  return push_gesture(*events_, latest_frame_, Type::param_gesture_end, param) && sent;
}

bool EventSink::gesture(std::uint32_t frame, const Param& param, bool begins) noexcept {
  if (!has_room()) return false;
  latest_frame_ = std::clamp(frame, latest_frame_, last_frame_);
  using Type = clap::EventType;
  return push_gesture(*events_, latest_frame_,
                      begins ? Type::param_gesture_begin : Type::param_gesture_end, param);
}

Transport to_transport(const clap::EventTransport* event, double sample_rate) noexcept {
  Transport transport;
  if (event == nullptr) return transport;
  const auto has = [event](clap::TransportFlags flag) { return clap::has(event->flags, flag); };
  using Flags = clap::TransportFlags;
  transport.playing = has(Flags::is_playing);
  transport.recording = has(Flags::is_recording);
  transport.looping = has(Flags::is_loop_active);
  transport.preroll = has(Flags::is_within_pre_roll);
  if (has(Flags::has_tempo)) transport.tempo = event->tempo;
  if (has(Flags::has_time_signature) && event->tsig_num > 0 && event->tsig_denom > 0) {
    transport.time_signature = {event->tsig_num, event->tsig_denom};
  }
  if (has(Flags::has_seconds_timeline)) {
    const double seconds = clap::to_seconds(event->song_pos_seconds);
    transport.position_seconds = seconds;
    if (sample_rate > 0.0) transport.position_samples = std::llround(seconds * sample_rate);
  }
  if (has(Flags::has_beats_timeline)) {
    transport.position_beats = clap::to_beats(event->song_pos_beats);
    transport.bar_start_beats = clap::to_beats(event->bar_start);
    transport.bar_number = event->bar_number;
    if (transport.looping) {
      transport.loop_beats = {clap::to_beats(event->loop_start_beats),
                              clap::to_beats(event->loop_end_beats)};
    }
  }
  return transport;
}

}  // namespace attacca::clap_wrapper
