// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/replay/clap_arguments.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <optional>

namespace attacca::trial {

namespace {

using witness::Record;
using witness::RecordedCall;

template <std::size_t N>
void put(const std::string& text, char (&out)[N]) {
  std::copy_n(text.begin(), std::min(text.size(), N - 1), out);
}

void read_transport(ValueReader& values, clap::EventTransport& event) {
  event.flags = values.number<clap::TransportFlags>();
  event.song_pos_beats = values.integer();
  event.song_pos_seconds = values.integer();
  event.tempo = values.real();
  event.tempo_inc = values.real();
  event.loop_start_beats = values.integer();
  event.loop_end_beats = values.integer();
  event.loop_start_seconds = values.integer();
  event.loop_end_seconds = values.integer();
  event.bar_start = values.integer();
  event.bar_number = values.number<std::int32_t>();
  const std::int64_t signature = values.integer();
  event.tsig_num = static_cast<std::uint16_t>(signature >> 16);
  event.tsig_denom = static_cast<std::uint16_t>(signature);
}

template <typename T>
void read_address(ValueReader& values, T& event) {
  event.note_id = values.number<std::int32_t>();
  event.port_index = values.number<std::int16_t>();
  event.channel = values.number<std::int16_t>();
  event.key = values.number<std::int16_t>();
}

template <typename T>
T begun(ValueReader& values, clap::EventType type) {
  T event = {};
  event.header.size = sizeof(T);
  event.header.time = values.number<std::uint32_t>();
  event.header.flags = values.number<clap::EventFlags>();
  event.header.space_id = clap::kCoreEventSpaceId;
  event.header.type = type;
  return event;
}

std::optional<clap::EventType> type_of(std::string_view name) {
  using clap::EventType;
  constexpr std::pair<std::string_view, EventType> kTypes[] = {
      {"event.note_on", EventType::note_on},
      {"event.note_off", EventType::note_off},
      {"event.note_choke", EventType::note_choke},
      {"event.note_end", EventType::note_end},
      {"event.expression", EventType::note_expression},
      {"event.value", EventType::param_value},
      {"event.modulation", EventType::param_mod},
      {"event.gesture_begin", EventType::param_gesture_begin},
      {"event.gesture_end", EventType::param_gesture_end},
      {"event.transport", EventType::transport},
      {"event.midi", EventType::midi},
      {"event.sysex", EventType::midi_sysex},
      {"event.midi2", EventType::midi2},
  };
  for (const auto& [known, type] : kTypes) {
    if (known == name) return type;
  }
  return std::nullopt;
}

/// Takes what the plugin sends, and forgets it.
constexpr clap::OutputEvents kSent = {
    nullptr, [](const clap::OutputEvents*, const clap::EventHeader*) { return true; }};

/// As many as the value that comes next says, whatever was recorded of them: so many the plugin
/// will read. obstacle_of() has seen to it that they are few.
template <typename T>
void fit(std::vector<T>& list, const ValueReader& values) {
  list.resize(
      static_cast<std::size_t>(std::clamp<std::int64_t>(values.next_integer(), 0, kMostListed)));
}

}  // namespace

clap::Color color_of(std::int64_t packed) noexcept {
  return {static_cast<std::uint8_t>(packed >> 24), static_cast<std::uint8_t>(packed >> 16),
          static_cast<std::uint8_t>(packed >> 8), static_cast<std::uint8_t>(packed)};
}

EventsOfReplay::EventsOfReplay(const RecordedCall& call) {
  for (const Record* const detail : call.details) add(*detail);
  table_ = {this,
            [](const clap::InputEvents* list) {
              const auto& self = *static_cast<const EventsOfReplay*>(list->ctx);
              return static_cast<std::uint32_t>(self.events_.size());
            },
            [](const clap::InputEvents* list, std::uint32_t index) -> const clap::EventHeader* {
              const auto& self = *static_cast<const EventsOfReplay*>(list->ctx);
              if (index >= self.events_.size()) return nullptr;
              return reinterpret_cast<const clap::EventHeader*>(self.events_[index].bytes);
            }};
}

void EventsOfReplay::add(const Record& record) {
  const auto type = type_of(record.name);
  if (!type) return;
  ValueReader values(record.values);
  const auto keep = [this]<typename T>(const T& event) {
    static_assert(sizeof(T) <= sizeof(Slot));
    events_.emplace_back();
    std::memcpy(events_.back().bytes, &event, sizeof event);
  };
  switch (*type) {
    case clap::EventType::note_on:
    case clap::EventType::note_off:
    case clap::EventType::note_choke:
    case clap::EventType::note_end: {
      auto event = begun<clap::EventNote>(values, *type);
      read_address(values, event);
      event.velocity = values.real();
      return keep(event);
    }
    case clap::EventType::note_expression: {
      auto event = begun<clap::EventNoteExpression>(values, *type);
      event.expression_id = values.number<clap::NoteExpression>();
      read_address(values, event);
      event.value = values.real();
      return keep(event);
    }
    case clap::EventType::param_value: {
      auto event = begun<clap::EventParamValue>(values, *type);
      event.param_id = values.number<clap::Id>();
      read_address(values, event);
      event.value = values.real();
      return keep(event);
    }
    case clap::EventType::param_mod: {
      auto event = begun<clap::EventParamMod>(values, *type);
      event.param_id = values.number<clap::Id>();
      read_address(values, event);
      event.amount = values.real();
      return keep(event);
    }
    case clap::EventType::param_gesture_begin:
    case clap::EventType::param_gesture_end: {
      auto event = begun<clap::EventParamGesture>(values, *type);
      event.param_id = values.number<clap::Id>();
      return keep(event);
    }
    case clap::EventType::transport: {
      auto event = begun<clap::EventTransport>(values, *type);
      read_transport(values, event);
      return keep(event);
    }
    case clap::EventType::midi: {
      auto event = begun<clap::EventMidi>(values, *type);
      event.port_index = values.number<std::uint16_t>();
      for (std::uint8_t& byte : event.data) byte = values.number<std::uint8_t>();
      return keep(event);
    }
    case clap::EventType::midi_sysex: {
      auto event = begun<clap::EventMidiSysex>(values, *type);
      event.port_index = values.number<std::uint16_t>();
      // Its content was not recorded: as many bytes, of nobody's (7D is for non-commercial use).
      const std::size_t size = std::min<std::uint64_t>(values.digest().length, 1u << 20U);
      std::vector<std::uint8_t> bytes(size, 0x7D);
      if (size > 0) bytes.front() = 0xF0;
      if (size > 1) bytes.back() = 0xF7;
      sysex_.push_back(std::move(bytes));
      event.buffer = sysex_.back().data();
      event.size = static_cast<std::uint32_t>(size);
      return keep(event);
    }
    case clap::EventType::midi2: {
      auto event = begun<clap::EventMidi2>(values, *type);
      event.port_index = values.number<std::uint16_t>();
      for (std::uint32_t& word : event.data) word = values.number<std::uint32_t>();
      return keep(event);
    }
  }
}

void PortBuffersOfReplay::take(const RecordedCall& call, std::size_t inputs, std::size_t outputs,
                               std::size_t frames) {
  constexpr std::size_t kMostPorts = 64;
  constexpr std::uint32_t kMostChannels = 64;
  for (const Record* const detail : call.details) {
    if (detail->name != "input" && detail->name != "output") continue;
    ValueReader values(detail->values);
    Side& side = detail->name == "input" ? inputs_ : outputs_;
    const auto index = static_cast<std::size_t>(values.integer());
    if (index >= kMostPorts) continue;
    if (side.shapes.size() <= index) side.shapes.resize(index + 1);
    PortShape& shape = side.shapes[index];
    shape.channels = std::min(values.number<std::uint32_t>(), kMostChannels);
    shape.kind = values.integer();
    shape.latency = values.number<std::uint32_t>();
    shape.null_channels = values.integer();
  }
  // One memory for all channels: nobody listens.
  const std::size_t wanted = std::max<std::size_t>(frames, 1) * kMostChannels;
  if (memory_.size() < wanted) memory_.resize(wanted);
  std::fill(memory_.begin(), memory_.end(), 0.0);
  lay_out(inputs_, std::min(inputs, kMostPorts));
  lay_out(outputs_, std::min(outputs, kMostPorts));
}

void PortBuffersOfReplay::lay_out(Side& side, std::size_t count) {
  side.shapes.resize(std::max(side.shapes.size(), count));
  side.buffers.assign(count, {});
  side.floats.assign(count, {});
  side.doubles.assign(count, {});
  for (std::size_t i = 0; i < count; ++i) {
    const PortShape& shape = side.shapes[i];
    const std::size_t room = memory_.size() / 64;
    for (std::uint32_t c = 0; c < shape.channels; ++c) {
      const bool is_null = c < shape.null_channels;
      double* const samples = memory_.data() + c * room;
      side.floats[i].push_back(is_null ? nullptr : reinterpret_cast<float*>(samples));
      side.doubles[i].push_back(is_null ? nullptr : samples);
    }
    clap::AudioBuffer& buffer = side.buffers[i];
    buffer.channel_count = shape.channels;
    buffer.latency = shape.latency;
    if ((shape.kind & 1) != 0) buffer.data32 = side.floats[i].data();
    if ((shape.kind & 2) != 0) buffer.data64 = side.doubles[i].data();
  }
}

Made<const clap::Color*>::Made(ClapSource& source) {
  const std::int64_t packed = source.values.integer();
  is_there_ = packed >= 0;
  color_ = color_of(packed);
}

const clap::ContextMenuBuilder* Made<const clap::ContextMenuBuilder*>::get() {
  static constexpr clap::ContextMenuBuilder kBuilder = {
      nullptr,
      [](const clap::ContextMenuBuilder*, clap::ContextMenuItemKind, const void*) { return true; },
      [](const clap::ContextMenuBuilder*, clap::ContextMenuItemKind) { return true; }};
  return is_there_ ? &kBuilder : nullptr;
}

const clap::OutputEvents* Made<const clap::OutputEvents*>::get() {
  return is_there_ ? &kSent : nullptr;
}

Made<const clap::Process*>::Made(ClapSource& source) : is_there_(source.values.integer() != 0) {
  if (!is_there_) return;
  ValueReader& values = source.values;
  process_ = std::make_unique<clap::Process>();
  process_->steady_time = values.integer();
  process_->frames_count =
      std::min(values.number<std::uint32_t>(), static_cast<std::uint32_t>(kMostFrames));
  const auto inputs = static_cast<std::size_t>(values.integer());
  const auto outputs = static_cast<std::size_t>(values.integer());
  const bool has_transport = values.integer() != 0;
  const bool has_events = values.integer() != 0;
  const bool has_output = values.integer() != 0;
  source.ports.take(source.call, inputs, outputs, process_->frames_count);
  process_->audio_inputs = source.ports.inputs().data();
  process_->audio_outputs = source.ports.outputs().data();
  process_->audio_inputs_count = static_cast<std::uint32_t>(source.ports.inputs().size());
  process_->audio_outputs_count = static_cast<std::uint32_t>(source.ports.outputs().size());
  if (has_events) {
    events_ = std::make_unique<EventsOfReplay>(source.call);
    process_->in_events = events_->get();
  }
  if (has_output) process_->out_events = &kSent;
  if (!has_transport) return;
  transport_ = std::make_unique<clap::EventTransport>();
  transport_->header = {
      sizeof(clap::EventTransport), 0, clap::kCoreEventSpaceId, clap::EventType::transport, {}};
  for (const Record* const detail : source.call.details) {
    if (detail->name != "transport") continue;
    ValueReader transport(detail->values);
    read_transport(transport, *transport_);
  }
  process_->transport = transport_.get();
}

Made<const clap::AudioPortConfigurationRequest*>::Made(ClapSource& source)
    : is_there_(source.values.integer() != 0) {
  for (const Record* const detail : source.call.details) {
    if (detail->name != "request") continue;
    ValueReader values(detail->values);
    clap::AudioPortConfigurationRequest request = {};
    request.is_input = values.integer() != 0;
    request.port_index = values.number<std::uint32_t>();
    request.channel_count = values.number<std::uint32_t>();
    types_.push_back(std::make_unique<std::string>(values.text().value_or("")));
    request.port_type = types_.back()->empty() ? nullptr : types_.back()->c_str();
    requests_.push_back(request);
  }
  fit(requests_, source.values);
}

Made<const clap::ProjectLocationElement*>::Made(ClapSource& source)
    : is_there_(source.values.integer() != 0) {
  for (const Record* const detail : source.call.details) {
    if (detail->name != "location") continue;
    ValueReader values(detail->values);
    clap::ProjectLocationElement element = {};
    element.flags = values.number<clap::ProjectLocationFlags>();
    element.kind = values.number<clap::ProjectLocationKind>();
    element.track_kind = values.number<clap::ProjectLocationTrackKind>();
    element.index = values.number<std::uint32_t>();
    put(values.text().value_or(""), element.id);
    put(values.text().value_or(""), element.name);
    element.color = color_of(values.integer());
    path_.push_back(element);
  }
  fit(path_, source.values);
}

Made<const clap::IStream*>::Made(ClapSource& source) : is_there_(source.values.integer() != 0) {
  const StreamFacts facts = stream_facts(source.call);
  state_->chunk = facts.chunk;
  state_->bytes = source.states.to_load(facts.content);
  state_->stream = {
      state_.get(), [](const clap::IStream* stream, void* buffer, std::uint64_t size) {
        auto& state = *static_cast<State*>(stream->ctx);
        std::uint64_t count = std::min<std::uint64_t>(size, state.bytes.size() - state.at);
        if (state.chunk > 0) count = std::min<std::uint64_t>(count, state.chunk);
        if (count > 0) std::memcpy(buffer, state.bytes.data() + state.at, count);
        state.at += count;
        return static_cast<std::int64_t>(count);
      }};
}

Made<const clap::OStream*>::Made(ClapSource& source)
    : is_there_(source.values.integer() != 0), states_(source.states) {
  const StreamFacts facts = stream_facts(source.call);
  state_->chunk = facts.chunk;
  state_->recorded = facts.content;
  state_->stream = {state_.get(),
                    [](const clap::OStream* stream, const void* buffer, std::uint64_t size) {
                      auto& state = *static_cast<State*>(stream->ctx);
                      if (state.chunk > 0) size = std::min<std::uint64_t>(size, state.chunk);
                      const auto* const bytes = static_cast<const std::byte*>(buffer);
                      state.bytes.insert(state.bytes.end(), bytes, bytes + size);
                      return static_cast<std::int64_t>(size);
                    }};
}

Made<const clap::OStream*>::~Made() {
  if (state_ != nullptr && is_there_) states_.saved(state_->recorded, std::move(state_->bytes));
}

}  // namespace attacca::trial
