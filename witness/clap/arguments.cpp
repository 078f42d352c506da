// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/clap/arguments.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "abi/clap/string_sizes.hpp"

namespace attacca::witness {

namespace {

std::int64_t packed(const clap::Color& color) noexcept {
  return (std::int64_t{color.alpha} << 24) | (std::int64_t{color.red} << 16) |
         (std::int64_t{color.green} << 8) | std::int64_t{color.blue};
}

template <std::size_t N>
void put_array(Entry& entry, const char (&text)[N]) noexcept {
  const std::string_view words(text,
                               static_cast<std::size_t>(std::find(text, text + N, '\0') - text));
  put_digest(entry, std::as_bytes(std::span(words)));
}

// NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): the header's type says what it is
template <typename T>
const T& as(const clap::EventHeader& header) noexcept {
  return reinterpret_cast<const T&>(header);
}
// NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)

template <typename T>
void put_address(Entry& entry, const T& event) noexcept {
  entry.put_integer(event.note_id);
  entry.put_integer(event.port_index);
  entry.put_integer(event.channel);
  entry.put_integer(event.key);
}

void put_transport(Entry& entry, const clap::EventTransport& event) noexcept {
  put_number(entry, event.flags);
  for (const std::int64_t time : {event.song_pos_beats, event.song_pos_seconds}) {
    entry.put_integer(time);
  }
  entry.put_real(event.tempo);
  entry.put_real(event.tempo_inc);
  for (const std::int64_t time :
       {event.loop_start_beats, event.loop_end_beats, event.loop_start_seconds,
        event.loop_end_seconds, event.bar_start}) {
    entry.put_integer(time);
  }
  entry.put_integer(event.bar_number);
  entry.put_integer((std::int64_t{event.tsig_num} << 16) | event.tsig_denom);
}

struct EventFacts {
  const char* name;
  std::size_t size;  ///< of what is read
};

/// By their types.
constexpr std::array<EventFacts, 13> kEvents = {{
    {"event.note_on", sizeof(clap::EventNote)},
    {"event.note_off", sizeof(clap::EventNote)},
    {"event.note_choke", sizeof(clap::EventNote)},
    {"event.note_end", sizeof(clap::EventNote)},
    {"event.expression", sizeof(clap::EventNoteExpression)},
    {"event.value", sizeof(clap::EventParamValue)},
    {"event.modulation", sizeof(clap::EventParamMod)},
    {"event.gesture_begin", sizeof(clap::EventParamGesture)},
    {"event.gesture_end", sizeof(clap::EventParamGesture)},
    {"event.transport", sizeof(clap::EventTransport)},
    {"event.midi", sizeof(clap::EventMidi)},
    {"event.sysex", sizeof(clap::EventMidiSysex)},
    {"event.midi2", sizeof(clap::EventMidi2)},
}};

void put_core_event(Entry& entry, const clap::EventHeader& header) noexcept {
  using clap::EventType;
  switch (header.type) {
    case EventType::note_on:
    case EventType::note_off:
    case EventType::note_choke:
    case EventType::note_end:
      put_address(entry, as<clap::EventNote>(header));
      entry.put_real(as<clap::EventNote>(header).velocity);
      return;
    case EventType::note_expression: {
      const auto& event = as<clap::EventNoteExpression>(header);
      put_number(entry, event.expression_id);
      put_address(entry, event);
      entry.put_real(event.value);
      return;
    }
    case EventType::param_value: {
      const auto& event = as<clap::EventParamValue>(header);
      entry.put_integer(event.param_id);
      put_address(entry, event);
      entry.put_real(event.value);
      return;
    }
    case EventType::param_mod: {
      const auto& event = as<clap::EventParamMod>(header);
      entry.put_integer(event.param_id);
      put_address(entry, event);
      entry.put_real(event.amount);
      return;
    }
    case EventType::param_gesture_begin:
    case EventType::param_gesture_end:
      entry.put_integer(as<clap::EventParamGesture>(header).param_id);
      return;
    case EventType::transport:
      put_transport(entry, as<clap::EventTransport>(header));
      return;
    case EventType::midi: {
      const auto& event = as<clap::EventMidi>(header);
      entry.put_integer(event.port_index);
      for (const std::uint8_t byte : event.data) entry.put_integer(byte);
      return;
    }
    case EventType::midi_sysex: {
      const auto& event = as<clap::EventMidiSysex>(header);
      entry.put_integer(event.port_index);
      const std::size_t size = event.buffer != nullptr ? event.size : 0;
      put_digest(entry, std::as_bytes(std::span(event.buffer, size)));
      return;
    }
    case EventType::midi2: {
      const auto& event = as<clap::EventMidi2>(header);
      entry.put_integer(event.port_index);
      for (const std::uint32_t word : event.data) entry.put_integer(word);
      return;
    }
  }
}

void put_event(CallScope& scope, const clap::EventHeader& header) noexcept {
  const auto type = static_cast<std::size_t>(header.type);
  const bool is_core = header.space_id == clap::kCoreEventSpaceId && type < kEvents.size() &&
                       header.size >= kEvents[type].size;
  scope.detail(is_core ? kEvents[type].name : "event.other", [&](Entry& entry) {
    entry.put_integer(header.time);
    put_number(entry, header.flags);
    if (is_core) {
      // With all it has, a transport has no room for more.
      put_core_event(entry, header);
    } else {
      entry.put_integer(header.space_id);
      put_number(entry, header.type);
      entry.put_integer(header.size);
    }
  });
}

/// What kind of channels a buffer has: 0 none, 1 32-bit, 2 64-bit, 3 both.
std::int64_t kind_of(const clap::AudioBuffer& buffer) noexcept {
  return (buffer.data32 != nullptr ? 1 : 0) + (buffer.data64 != nullptr ? 2 : 0);
}

std::int64_t null_channels(const clap::AudioBuffer& buffer) noexcept {
  std::int64_t count = 0;
  for (std::uint32_t c = 0; c < at_most(buffer.channel_count, kMostChannels); ++c) {
    const bool is_there = (buffer.data32 != nullptr && buffer.data32[c] != nullptr) ||
                          (buffer.data64 != nullptr && buffer.data64[c] != nullptr);
    count += is_there ? 0 : 1;
  }
  return count;
}

struct Port {
  const char* name;
  const clap::AudioBuffer* buffers;
  std::uint32_t count;
};

void put_ports(CallScope& scope, ClapPorts& ports, const clap::Process& process) noexcept {
  const Port sides[] = {
      {"input", process.audio_inputs, at_most(process.audio_inputs_count, kMostChannels)},
      {"output", process.audio_outputs, at_most(process.audio_outputs_count, kMostChannels)}};
  std::uint64_t digest = kPortsBasis;
  for (const Port& side : sides) {
    for (std::uint32_t i = 0; side.buffers != nullptr && i < side.count; ++i) {
      const std::int64_t facts[] = {i, side.buffers[i].channel_count, kind_of(side.buffers[i]),
                                    side.buffers[i].latency, null_channels(side.buffers[i])};
      digest = ports_digest(facts, digest);
    }
  }
  if (digest == ports.digest) return;
  ports.digest = digest;
  for (const Port& side : sides) {
    for (std::uint32_t i = 0; side.buffers != nullptr && i < side.count; ++i) {
      const clap::AudioBuffer& buffer = side.buffers[i];
      scope.detail(side.name, [&](Entry& entry) {
        entry.put_integer(i);
        entry.put_integer(buffer.channel_count);
        entry.put_integer(kind_of(buffer));
        entry.put_integer(buffer.latency);
        entry.put_integer(null_channels(buffer));
      });
    }
  }
}

}  // namespace

void put_argument(Entry& entry, const clap::Process* process) noexcept {
  entry.put_integer(process != nullptr ? 1 : 0);
  if (process == nullptr) return;
  entry.put_integer(process->steady_time);
  entry.put_integer(process->frames_count);
  entry.put_integer(process->audio_inputs_count);
  entry.put_integer(process->audio_outputs_count);
  entry.put_integer(process->transport != nullptr ? 1 : 0);
  entry.put_integer(process->in_events != nullptr ? 1 : 0);
  entry.put_integer(process->out_events != nullptr ? 1 : 0);
}

void put_argument(Entry& entry, const clap::Window* window) noexcept {
  put_id(entry, window != nullptr ? window->api : nullptr);
  entry.put_integer(window != nullptr && window->ptr != nullptr ? 1 : 0);
}

void put_argument(Entry& entry, const clap::Color* color) noexcept {
  entry.put_integer(color != nullptr ? packed(*color) : -1);
}

void put_details(CallScope& scope, ClapPorts& ports, const clap::Process* process) noexcept {
  if (process == nullptr) return;
  put_ports(scope, ports, *process);
  if (process->transport != nullptr) {
    scope.detail("transport", [&](Entry& entry) { put_transport(entry, *process->transport); });
  }
  put_details(scope, ports, process->in_events);
}

void put_details(CallScope& scope, ClapPorts& /*ports*/, const clap::InputEvents* events) noexcept {
  if (events == nullptr || events->size == nullptr || events->get == nullptr) return;
  const std::uint32_t count = at_most(events->size(events), kMostListed);
  for (std::uint32_t i = 0; i < count; ++i) {
    const clap::EventHeader* const event = events->get(events, i);
    if (event == nullptr) return;  // the list ends here, whatever size() said
    put_event(scope, *event);
  }
}

void put_all_details(CallScope& scope, ClapPorts& /*ports*/,
                     const clap::AudioPortConfigurationRequest* requests,
                     std::uint32_t count) noexcept {
  for (std::uint32_t i = 0; requests != nullptr && i < at_most(count, kMostListed); ++i) {
    scope.detail("request", [&](Entry& entry) {
      put_number(entry, requests[i].is_input);
      entry.put_integer(requests[i].port_index);
      entry.put_integer(requests[i].channel_count);
      // "mono", "stereo", "surround", "ambisonic"
      entry.put_text(requests[i].port_type != nullptr ? requests[i].port_type : "");
      entry.put_integer(requests[i].port_details != nullptr ? 1 : 0);
    });
  }
}

void put_all_details(CallScope& scope, ClapPorts& /*ports*/,
                     const clap::ProjectLocationElement* path, std::uint32_t count) noexcept {
  for (std::uint32_t i = 0; path != nullptr && i < at_most(count, kMostListed); ++i) {
    scope.detail("location", [&](Entry& entry) {
      put_number(entry, path[i].flags);
      put_number(entry, path[i].kind);
      put_number(entry, path[i].track_kind);
      entry.put_integer(path[i].index);
      put_array(entry, path[i].id);
      put_array(entry, path[i].name);
      entry.put_integer(packed(path[i].color));
    });
  }
}

}  // namespace attacca::witness
