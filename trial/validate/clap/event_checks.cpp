// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_playing.hpp"
#include "trial/validate/clap/clap_session.hpp"
#include "trial/validate/clap/clap_streams.hpp"

namespace attacca::validate {

namespace {

using Flags = clap::ParamInfoFlags;

constexpr const char* kEvents = "CLAP: events.h, clap_event_param_value";

void events_set_values(CheckContext& context) {
  Playing playing(context);
  std::vector<double> wanted;
  for (const auto& param : playing.settable) {
    auto event = value_event(param.id, wanted.emplace_back(playing.other_value(param)));
    event.cookie = param.cookie;
    playing.block->in.add(event);
  }
  playing.run();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    playing.expect_value(playing.settable[i], wanted[i], "an event with its cookie");
  }
}

void null_cookies_are_fine(CheckContext& context) {
  Playing playing(context);
  for (const auto& param : steady_params(playing, 64)) {
    const double wanted = playing.other_value(param);
    playing.block->in.add(value_event(param.id, wanted));
    playing.run(16);
    playing.expect_value(param, wanted, "an event without its cookie");
  }
}

void last_frame_counts(CheckContext& context) {
  Playing playing(context);
  for (const auto& param : steady_params(playing, 16)) {
    const double wanted = playing.other_value(param);
    playing.block->in.add(value_event(param.id, wanted, 99));
    playing.run(100);
    playing.expect_value(param, wanted, "an event at frame 99 of 100");
  }
}

void last_of_many_wins(CheckContext& context) {
  constexpr std::uint32_t kEventsEach = 1500;
  Playing playing(context);
  for (const auto& param : steady_params(playing, 2)) {
    const double width = param.max_value - param.min_value;
    const bool is_stepped = clap::has(param.flags, Flags::is_stepped);
    for (std::uint32_t i = 0; i < kEventsEach; ++i) {
      const double value =
          param.min_value + width * static_cast<double>(context.pick(0, 1000)) / 1000.0;
      playing.block->in.add(value_event(param.id, is_stepped ? std::trunc(value) : value, i / 6));
    }
    const double wanted = playing.other_value(param);
    playing.block->in.add(value_event(param.id, wanted, 255));
    playing.run(256);
    playing.expect_value(param, wanted, std::to_string(kEventsEach + 1) + " events in one block");
  }
}

void foreign_events_are_ignored(CheckContext& context) {
  Playing playing(context);
  const auto params = steady_params(playing, 16);
  std::vector<double> before;
  before.reserve(params.size());
  for (const auto& param : params) {
    before.push_back(playing.value_of(param));
    auto event = value_event(param.id, playing.other_value(param));
    event.header.space_id = 0xbeef;
    playing.block->in.add(event);
    event.header.space_id = clap::kCoreEventSpaceId;
    event.header.type = static_cast<clap::EventType>(4711);
    playing.block->in.add(event);
  }
  playing.run();
  for (std::size_t i = 0; i < params.size(); ++i) {
    playing.expect_value(params[i], before[i], "events of an unknown space or type only");
  }
}

void unknown_targets_are_ignored(CheckContext& context) {
  Playing playing(context);
  const auto params = steady_params(playing, 16);
  std::vector<double> before;
  before.reserve(params.size());
  for (const auto& param : params) before.push_back(playing.value_of(param));
  clap::Id unknown = 0x5eed5eed;
  const auto is_known = [&playing](clap::Id id) {
    return std::any_of(playing.infos.begin(), playing.infos.end(),
                       [id](const clap::ParamInfo& param) { return param.id == id; });
  };
  while (is_known(unknown)) ++unknown;
  playing.block->in.add(value_event(unknown, 0.5));
  playing.block->in.add(value_event(unknown, -1e30, 17));
  context.step("sending a value for " + std::to_string(unknown) + ", which is no parameter");
  playing.run();
  for (std::size_t i = 0; i < params.size(); ++i) {
    playing.expect_value(params[i], before[i], "events for parameters that do not exist");
  }
}

void large_events_are_passed_over(CheckContext& context) {
  Playing playing(context);
  for (const auto& param : steady_params(playing, 4)) {
    const double wanted = playing.other_value(param);
    auto event = value_event(param.id, playing.value_of(param));
    event.header.space_id = 0xbeef;
    event.header.type = static_cast<clap::EventType>(4711);
    playing.block->in.add(event, 65536);
    playing.block->in.add(value_event(param.id, wanted, 1));
    clap::EventHeader bare = event.header;
    struct Bare {
      clap::EventHeader header;
    };
    bare.time = 2;
    playing.block->in.add(Bare{bare});
    playing.run();
    playing.expect_value(param, wanted,
                         "an event between two of an unknown space, one of 64 KiB and one that is "
                         "nothing but its header");
  }
}

Bytes saved_state(CheckContext& context, ClapSession& session) {
  const auto* const state = session.find<clap::PluginState>();
  if (state == nullptr || !is_complete(*state)) return {};
  const ClapWriter writer(context.conduct());
  context.rely_on("state.saves", "state.save returned false",
                  [&] { return state->save(session.plugin(), writer.stream()); });
  return writer.bytes();
}

void modulation_is_not_kept(CheckContext& context) {
  Playing playing(context);
  std::vector<clap::ParamInfo> modulatable;
  for (const auto& param : playing.settable) {
    if (clap::has(param.flags, Flags::is_modulatable)) modulatable.push_back(param);
  }
  if (modulatable.empty()) context.skip("the plugin has no parameters that can be modulated");
  playing.run();
  const Bytes before = saved_state(context, playing.session);
  std::vector<double> values;
  for (const auto& param : modulatable) {
    values.push_back(playing.value_of(param));
    clap::EventParamMod event{};
    event.header = {sizeof event, 0, clap::kCoreEventSpaceId, clap::EventType::param_mod,
                    clap::EventFlags{}};
    event.param_id = param.id;
    event.note_id = -1;
    event.port_index = -1;
    event.channel = -1;
    event.key = -1;
    event.amount = 0.2 * (param.max_value - param.min_value);
    playing.block->in.add(event);
  }
  playing.run();
  for (std::size_t i = 0; i < modulatable.size(); ++i) {
    playing.expect_value(modulatable[i], values[i], "modulation, which get_value leaves out");
  }
  context.expect(saved_state(context, playing.session) == before,
                 "the saved state is another one while parameters are modulated");
}

void flush_is_like_process(CheckContext& context) {
  Playing by_process(context);
  ClapSession by_flush(context);
  by_flush.open();
  ClapEventList events;
  ClapEventSink sink(context.conduct());
  for (const auto& param : by_process.settable) {
    const auto event = value_event(param.id, by_process.other_value(param));
    by_process.block->in.add(event);
    events.add(event);
  }
  by_process.run();
  by_flush.flush(*by_process.params, events.list(), sink.list());
  (void)by_flush.answer_requests();
  for (const auto& param : by_process.settable) {
    double flushed = std::numeric_limits<double>::quiet_NaN();
    context.require(by_process.params->get_value(by_flush.plugin(), param.id, &flushed),
                    "get_value returned false for " + name_of(param));
    by_process.expect_value(param, flushed,
                            "process, while the same event gave that in an inactive flush");
  }
}

void flushes_anywhere(CheckContext& context) {
  Playing playing(context);
  const auto params = steady_params(playing, 8);
  ClapSession& session = playing.session;
  const auto flush = [&](const std::string& when, double part) {
    ClapEventList events;
    ClapEventSink sink(context.conduct());
    session.flush(*playing.params, events.list(), sink.list());
    std::vector<double> wanted;
    for (const auto& param : params) {
      double value = param.min_value + part * (param.max_value - param.min_value);
      if (clap::has(param.flags, Flags::is_stepped)) value = std::trunc(value);
      events.add(value_event(param.id, wanted.emplace_back(value)));
    }
    sink.begin(0);
    session.flush(*playing.params, events.list(), sink.list());
    (void)session.answer_requests();
    for (std::size_t i = 0; i < params.size(); ++i) {
      playing.expect_value(params[i], wanted[i], "a flush " + when);
    }
  };
  flush("between two blocks", 0.0);
  playing.run();
  flush("between two blocks", 1.0);
  session.stop();
  flush("while active without processing", 0.0);
  session.deactivate();
  flush("while inactive", 1.0);
  session.open_processing();
  flush("before the first block", 0.0);
  playing.run();
}

/// What a host knows of the parameters that plugins set, after `blocks` of which the middle third
/// is refused: differs from get_value where a report was lost.
std::map<clap::Id, std::pair<double, double>> known_and_true(CheckContext& context,
                                                             bool is_refused) {
  constexpr int kBlocks = 30;
  int renames = 0;
  ClapHostScript script;
  script.track = [&renames](clap::TrackInfo& info) {
    info.flags = clap::TrackInfoFlags::has_track_name;
    std::snprintf(info.name, sizeof info.name, "Track %d", renames);
    return true;
  };
  Playing playing(context, false, script);
  std::map<clap::Id, double> known;
  for (const auto& param : playing.infos) {
    if (clap::has(param.flags, Flags::is_readonly)) known[param.id] = playing.value_of(param);
  }
  if (known.empty()) context.skip("the plugin has no parameters that only it sets");
  for (int i = 0; i < kBlocks; ++i) {
    playing.block->out.refuses = is_refused && i >= kBlocks / 3 && i < kBlocks * 2 / 3;
    playing.block->input = i < kBlocks / 2 ? ClapBlock::Input::noise : ClapBlock::Input::silence;
    const auto* const track = playing.session.find<clap::PluginTrackInfo>();
    if (track != nullptr && track->changed != nullptr && i < kBlocks / 2) {
      ++renames;
      track->changed(playing.session.plugin());
      (void)playing.session.answer_requests();
    }
    playing.run(512);
    for (const auto& value : playing.block->out.values()) {
      if (known.contains(value.id)) known[value.id] = value.value;
    }
  }
  const bool is_reported = playing.session.host().count("params.rescan") > 0;
  std::map<clap::Id, std::pair<double, double>> result;
  for (const auto& param : playing.infos) {
    if (!known.contains(param.id)) continue;
    const double now = playing.value_of(param);
    const bool is_same = is_reported || Playing::is_same(param, known[param.id], now);
    result[param.id] = {is_same ? now : known[param.id], now};
  }
  return result;
}

void refused_reports_come_again(CheckContext& context) {
  // A plugin that does not report a parameter at all differs without refusals as well.
  const auto taken = known_and_true(context, false);
  const auto refused = known_and_true(context, true);
  for (const auto& [id, values] : refused) {
    const auto control = taken.find(id);
    if (control == taken.end() || control->second.first != control->second.second) continue;
    context.expect(values.first == values.second,
                   "parameter " + std::to_string(id) + " is " + text_of(values.second) +
                       ", and its last report that the host had room for said " +
                       text_of(values.first) + ": what try_push refused did not come again");
  }
}

void survives_odd_notes(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  for (int i = 0; i < 16; ++i) {
    block.in.clear();
    for (std::uint32_t frame = 0; frame < 256; frame += 16) {
      clap::EventNote note{};
      const std::array types = {clap::EventType::note_on, clap::EventType::note_off,
                                clap::EventType::note_choke};
      note.header = {sizeof note, frame, clap::kCoreEventSpaceId, types[context.pick(0, 2)],
                     clap::EventFlags{}};
      const bool is_on = note.header.type == clap::EventType::note_on;
      const int lowest = is_on ? 0 : -1;  // what starts needs an address
      const auto pick = [&](int highest) {
        return static_cast<std::int16_t>(
            static_cast<int>(context.pick(0, static_cast<std::uint64_t>(highest - lowest))) +
            lowest);
      };
      note.note_id = static_cast<std::int32_t>(context.pick(0, 20)) - 1;
      note.port_index = pick(1);
      note.channel = pick(15);
      note.key = pick(127);
      note.velocity = static_cast<double>(context.pick(0, 10)) / 10.0;
      block.in.add(note);
    }
    context.expect(block.run(256) != clap::ProcessStatus::error, "process failed");
    context.expect(block.damage().empty(), block.damage());
  }
}

constexpr std::array kChecks = {
    Check{"clap-events.set-values", "a value that was sent is the value that get_value returns",
          "CLAP: params.h, get_value", events_set_values},
    Check{"clap-events.null-cookies", "events find their parameter without a cookie",
          "CLAP: events.h, cookie may be null", null_cookies_are_fine},
    Check{"clap-events.last-frame", "an event at the last frame of a block counts", kEvents,
          last_frame_counts},
    Check{"clap-events.many", "the last of very many events of a block wins", kEvents,
          last_of_many_wins},
    Check{"clap-events.foreign", "events of unknown spaces and types are ignored",
          "CLAP: events.h, space_id; clap-validator", foreign_events_are_ignored},
    Check{"clap-events.unknown-targets", "events for parameters that do not exist change nothing",
          "CLAP: params.h, ids; projects keep automation of parameters that an update removed",
          unknown_targets_are_ignored},
    Check{"clap-events.any-size", "unknown events of any size are passed over",
          "CLAP: events.h, clap_event_header.size", large_events_are_passed_over},
    Check{"clap-events.modulation", "modulation shows neither in get_value nor in the saved state",
          "CLAP: events.h, clap_event_param_mod; clap-validator", modulation_is_not_kept},
    Check{"clap-events.flush-like-process", "flush sets the values that process would set",
          "CLAP: params.h, flush; clap-validator", flush_is_like_process},
    Check{"clap-events.flush-anywhere", "flush works in every phase, with events and without",
          "CLAP: params.h, flush is for the audio thread while active, else for the main thread",
          flushes_anywhere},
    Check{"clap-events.refused-reports", "reports that the host had no room for come again",
          "CLAP: events.h, try_push returns false if the event could not be pushed",
          refused_reports_come_again, Severity::warning},
    Check{"clap-events.odd-notes", "notes in any order and with wildcards do no harm",
          "CLAP: events.h, clap_event_note, -1 is a wildcard", survives_odd_notes},
};

}  // namespace

std::span<const Check> clap_event_checks() {
  return kChecks;
}

}  // namespace attacca::validate
