// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_playing.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

using Flags = clap::ParamInfoFlags;

/// The part that all core events have in common.
clap::EventHeader header_of(clap::EventType type, std::uint32_t frame = 0) {
  return {0, frame, clap::kCoreEventSpaceId, type, clap::EventFlags{}};
}

/// An event that a host sends by itself, and what it is called.
struct OddEvent {
  std::string name;
  std::function<void(ClapEventList&)> add;
};

/// Sends each event alone: in a crowd the first ones may save the others, a sort or a search may
/// begin elsewhere, and nobody knows which one it was. Each comes twice: before another block, and
/// as the last thing before the instance ends.
void send_each_alone(CheckContext& context, const std::vector<OddEvent>& events) {
  for (const OddEvent& event : events) {
    for (const bool plays_on : {true, false}) {
      ClapSession session(context);
      session.say(event.name + " alone" + (plays_on ? "" : ", and the end of the instance"));
      session.open_processing();
      ClapBlock block(session, 64);
      (void)block.run(64);
      event.add(block.in);
      context.expect(block.run(64) != clap::ProcessStatus::error,
                     "process failed with " + event.name + " alone");
      context.expect(block.damage().empty(), event.name + " alone: " + block.damage());
      if (!plays_on) continue;
      block.in.clear();
      context.expect(block.run(64) != clap::ProcessStatus::error,
                     "process failed in the block after " + event.name + " alone");
      context.expect(block.damage().empty(), "after " + event.name + " alone: " + block.damage());
    }
  }
}

clap::EventNote note(clap::EventType type, std::uint32_t frame = 0) {
  clap::EventNote event{};
  event.header = header_of(type, frame);
  event.note_id = 7;
  event.key = 60;
  event.velocity = 0.8;
  return event;
}

constexpr std::array kLateFrames = {64u, 65u, 128u, 4096u, 0xffffffffu};

void late_events_do_no_harm(CheckContext& context) {
  std::vector<clap::ParamInfo> params;
  {
    ClapSession session(context);
    session.open();
    for (const auto& param : session.params()) {
      const bool is_fit = !clap::has(param.flags, Flags::is_readonly) &&
                          !clap::has(param.flags, Flags::is_bypass) && params.size() < 2;
      if (is_fit) params.push_back(param);
    }
  }
  std::vector<OddEvent> events;
  for (const std::uint32_t frame : kLateFrames) {
    const std::string where = " at frame " + std::to_string(frame) + " of 64";
    for (const clap::ParamInfo& param : params) {
      events.push_back({"a value of " + name_of(param) + where, [param, frame](ClapEventList& in) {
                          in.add(value_event(param.id, param.default_value, frame));
                        }});
    }
    events.push_back({"a note" + where, [frame](ClapEventList& in) {
                        in.add(note(clap::EventType::note_on, frame));
                      }});
  }
  send_each_alone(context, events);
}

std::vector<OddEvent> odd_events() {
  std::vector<OddEvent> events;
  const auto add = [&events](std::string name, const auto& event) {
    events.push_back({std::move(name), [event](ClapEventList& in) { in.add(event); }});
  };
  for (const auto& [type, name] : {std::pair{clap::EventType::note_on, "a note on"},
                                   std::pair{clap::EventType::note_off, "a note off"},
                                   std::pair{clap::EventType::note_choke, "a choke"},
                                   std::pair{clap::EventType::note_end, "a note end"}}) {
    add(std::string(name) + " that nothing came before", note(type));
    clap::EventNote elsewhere = note(type);
    elsewhere.port_index = 99;
    add(std::string(name) + " for port 99", elsewhere);
    if (type == clap::EventType::note_on) continue;
    clap::EventNote any = note(type);
    any.note_id = -1;
    any.port_index = any.channel = any.key = -1;
    add(std::string(name) + " for everything", any);
  }
  clap::EventNoteExpression expression{};
  expression.header = header_of(clap::EventType::note_expression);
  expression.expression_id = static_cast<clap::NoteExpression>(4711);
  expression.note_id = 99;
  add("an unknown expression of an unknown note", expression);
  clap::EventParamGesture gesture{};
  gesture.header = header_of(clap::EventType::param_gesture_end);
  add("the end of a gesture, from the host", gesture);
  clap::EventMidi midi{};
  midi.header = header_of(clap::EventType::midi);
  midi.data[0] = 0xf7;
  add("a MIDI message of an odd status", midi);
  midi.port_index = 99;
  add("a MIDI message for port 99", midi);
  clap::EventMidi2 midi2{};
  midi2.header = header_of(clap::EventType::midi2);
  midi2.data[0] = 0xffffffffu;
  add("a MIDI 2 message of an unknown kind", midi2);
  clap::EventTransport transport{};
  transport.header = header_of(clap::EventType::transport, 32);
  add("a transport without any field", transport);
  return events;
}

void odd_events_alone(CheckContext& context) {
  send_each_alone(context, odd_events());
}

OddEvent sysex(std::string name, const std::uint8_t* buffer, std::uint32_t size) {
  clap::EventMidiSysex event{};
  event.header = header_of(clap::EventType::midi_sysex);
  event.buffer = buffer;
  event.size = size;
  return {std::move(name), [event](ClapEventList& in) { in.add(event); }};
}

void empty_sysex(CheckContext& context) {
  static constexpr std::uint8_t kOpen[] = {0xf0};
  send_each_alone(context, {sysex("a SysEx of 0 bytes at a null pointer", nullptr, 0),
                            sysex("a SysEx of 0 bytes", kOpen, 0),
                            sysex("a SysEx that has its first byte only", kOpen, 1)});
}

void sysex_without_bytes(CheckContext& context) {
  context.rely_on("clap-events.empty-sysex", "a SysEx of 0 bytes does harm", [&context] {
    send_each_alone(context, {sysex("a SysEx of 0 bytes at a null pointer", nullptr, 0)});
    return true;
  });
  send_each_alone(context, {sysex("a SysEx of 3 bytes at a null pointer", nullptr, 3)});
}

clap::EventParamMod modulation(const clap::ParamInfo& param, double amount) {
  clap::EventParamMod event{};
  event.header = header_of(clap::EventType::param_mod);
  event.param_id = param.id;
  event.note_id = -1;
  event.port_index = event.channel = event.key = -1;
  event.amount = amount;
  return event;
}

void values_count_under_modulation(CheckContext& context) {
  Playing playing(context);
  bool has_any = false;
  for (const auto& param : steady_params(playing, 64)) {
    if (!clap::has(param.flags, Flags::is_modulatable)) continue;
    has_any = true;
    const double width = param.max_value - param.min_value;
    const auto at = [&](double part) {
      const double value = param.min_value + part * width;
      return clap::has(param.flags, Flags::is_stepped) ? std::round(value) : value;
    };
    for (const double direction : {1.0, -1.0}) {
      // Value and offset together leave the range: what is heard stays at its end.
      playing.block->in.add(value_event(param.id, at(0.5)));
      playing.block->in.add(modulation(param, direction * width));
      playing.run();
      const double wanted = at(direction > 0.0 ? 0.75 : 0.25);
      playing.block->in.add(value_event(param.id, wanted));
      playing.run();
      playing.expect_value(
          param, wanted, "it was set while modulation held what is heard at the end of its range");
      playing.block->in.add(modulation(param, 0.0));
      playing.run();
      playing.expect_value(param, wanted, "that modulation ended");
    }
  }
  if (!has_any) context.skip("the plugin has no parameters that can be modulated");
}

/// Both kinds of what may be modulated, one by one.
void unasked_modulation(CheckContext& context) {
  Playing playing(context);
  bool has_any = false;
  for (const clap::ParamInfo& param : playing.infos) {
    if (clap::has(param.flags, Flags::is_modulatable)) continue;
    has_any = true;
    const double before = playing.value_of(param);
    for (const double part : {0.25, -2.0, std::nan("")}) {
      context.step("modulation of " + name_of(param) + ", which may not be modulated");
      playing.block->in.add(modulation(param, part * (param.max_value - param.min_value)));
      playing.run();
      if (clap::has(param.flags, Flags::is_readonly)) continue;  // it moves as it likes
      playing.expect_value(param, before, "modulation, which it does not have");
    }
  }
  if (!has_any) context.skip("all parameters can be modulated");
}

void modulation_of_no_note(CheckContext& context) {
  const auto is_per_note = [](const clap::ParamInfo& param) {
    using enum clap::ParamInfoFlags;
    return clap::has(param.flags, is_modulatable_per_note_id) ||
           clap::has(param.flags, is_modulatable_per_key) ||
           clap::has(param.flags, is_modulatable_per_channel) ||
           clap::has(param.flags, is_modulatable_per_port);
  };
  std::vector<host::NoteEvent> offsets;
  {
    ClapSession session(context);
    session.open();
    for (const auto& param : session.params()) {
      if (!is_per_note(param)) continue;
      host::NoteEvent event;
      event.kind = host::NoteEventKind::modulation;
      event.note_id = 4711;
      event.channel = 5;
      event.key = 11;
      event.parameter = param.id;
      event.value = 0.3 * (param.max_value - param.min_value);
      offsets.push_back(event);
    }
  }
  if (offsets.empty()) context.skip("no parameter can be modulated for single notes");
  const auto play = [&](std::span<const host::NoteEvent> more) {
    return [more](host::PluginInstance& instance, Playback& playback) {
      if (!instance.ports().note_inputs.empty()) {
        host::NoteEvent on;
        on.note_id = 1;
        (void)playback.run(512, {}, {&on, 1});
      }
      (void)playback.run(512, {}, more);
      return render(playback, 16384);
    };
  };
  const Rendering plain = perform_reliably(context, play({}));
  expect_same_sound(context, plain, perform(context, play(offsets)), 1e-4,
                    "modulation of a note that does not sound is heard");
}

void unsorted_events(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  const auto params = session.params();
  ClapBlock block(session, 256);
  for (int round = 0; round < 3; ++round) {
    block.in.clear();
    for (const std::uint32_t frame : {200u, 100u, 255u, 0u, 50u}) {
      block.in.add(note(clap::EventType::note_on, frame));
      for (std::size_t i = 0; i < std::min<std::size_t>(params.size(), 4); ++i) {
        if (clap::has(params[i].flags, Flags::is_readonly)) continue;
        block.in.add(value_event(params[i].id, params[i].default_value, frame));
      }
      block.in.add(note(clap::EventType::note_off, frame));
    }
    context.step("a list of events that is not in the order of time");
    context.expect(block.run(256) != clap::ProcessStatus::error,
                   "process failed with events out of order");
    context.expect(block.damage().empty(), "events out of order: " + block.damage());
  }
}

constexpr std::chrono::milliseconds kTime{20'000};

constexpr std::array kChecks = {
    Check{"clap-events.late", "a single event behind the block's end does no harm",
          "CLAP: events.h, time; hosts were seen to be one block off", late_events_do_no_harm,
          Severity::failure, Formats::clap, false, false, kTime},
    Check{"clap-events.odd-alone", "a single event that makes no sense to the plugin does no harm",
          "CLAP: events.h; hosts send what a track holds, whatever plugin is on it",
          odd_events_alone, Severity::failure, Formats::clap, false, false, kTime},
    Check{"clap-events.empty-sysex", "a SysEx message without bytes does no harm",
          "CLAP: events.h, clap_event_midi_sysex; a MIDI file may hold F0 F7", empty_sysex,
          Severity::failure, Formats::clap, false, false, kTime},
    Check{
        "clap-events.null-sysex", "a SysEx message whose bytes are nowhere does no harm",
        "CLAP: events.h, clap_event_midi_sysex; the host is wrong there, and the plugin is blamed",
        sysex_without_bytes, Severity::warning, Formats::clap, false, false, kTime, true},
    Check{"clap-events.value-while-modulated",
          "a value that is sent while modulation is at the end of the range counts",
          "CLAP: events.h, clap_event_param_mod changes no value; what is heard is value + amount",
          values_count_under_modulation, Severity::failure, Formats::clap, false, false, kTime},
    Check{"clap-events.unasked-modulation",
          "modulation of a parameter that has none changes no value and does no harm",
          "CLAP: params.h, IS_MODULATABLE; the host is wrong there, and the plugin is blamed",
          unasked_modulation, Severity::warning, Formats::clap, false, false, kTime, true},
    Check{"clap-events.modulation-of-no-note",
          "modulation that is addressed to a note is heard in that note alone",
          "CLAP: events.h, clap_event_param_mod, note_id, port_index, channel and key",
          modulation_of_no_note, Severity::failure, Formats::clap, false, false, kTime},
    Check{"clap-events.unsorted", "events that are not in the order of time do no harm",
          "CLAP: events.h, input events are sorted; the host is wrong there, and the plugin is "
          "blamed",
          unsorted_events, Severity::warning, Formats::clap, false, false, kTime, true},
};

}  // namespace

std::span<const Check> clap_odd_event_checks() {
  return kChecks;
}

}  // namespace attacca::validate
