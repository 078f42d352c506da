// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "abi/clap/port_type.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

using Flags = clap::TrackInfoFlags;

constexpr const char* kTrackInfo = "CLAP: track-info.h, clap_track_info";

/// A host whose track is what the test says at each moment.
struct Track {
  clap::TrackInfo info{};
  bool is_known = true;
  std::uint64_t gets = 0;  ///< how often it was asked

  ClapHostScript script() {
    ClapHostScript script;
    script.track = [this](clap::TrackInfo& out) {
      ++gets;
      // Only what the flags name is written, into a struct that keeps what it had.
      if (is_known) out = info;
      return is_known;
    };
    return script;
  }
  void name(std::string_view text) {
    std::memset(info.name, 0, sizeof info.name);
    std::memcpy(info.name, text.data(), std::min(text.size(), sizeof info.name));
    info.flags |= Flags::has_track_name;
  }
};

const clap::PluginTrackInfo& need_track(ClapSession& session) {
  return session.need<clap::PluginTrackInfo>("track info");
}

/// Notifies the plugin of a change, and lets it do what it put off.
void notify(ClapSession& session) {
  const auto& track = need_track(session);
  track.changed(session.plugin());
  session.turn_loop();
}

constexpr const char* kAskedAtInit = "clap-track.asked-at-init";

void asks_at_the_beginning(CheckContext& context) {
  Track track;
  track.name("Vocals");
  ClapSession session(context, track.script());
  session.open();
  (void)need_track(session);
  session.turn_loop();
  if (track.gets > 0) return;
  notify(session);
  context.fail(track.gets > 0
                   ? "the host was not asked for its track in init: a plugin that is put on a "
                     "track knows nothing of it until somebody renames it"
                   : "the plugin offers track info and never asked the host for its track, in init "
                     "or after changed()");
}

/// Ends the check where the plugin never asks for its track, at least while it has no editor open:
/// that is a finding of its own, and one is enough.
void need_interest(CheckContext& context) {
  context.rely_on(kAskedAtInit, "the plugin never asks the host for its track", [&] {
    Track track;
    track.name("Vocals");
    ClapSession session(context, track.script());
    session.open();
    (void)need_track(session);
    notify(session);
    return track.gets > 0;
  });
}

void takes_no_for_an_answer(CheckContext& context) {
  Track track;
  track.is_known = false;
  ClapSession session(context, track.script());
  session.open();
  (void)need_track(session);
  notify(session);
  session.open_processing();
  ClapBlock block(session, 256);
  for (int i = 0; i < 3; ++i) {
    notify(session);
    context.expect(block.run(256) != clap::ProcessStatus::error, "process failed");
  }
}

void needs_no_host_table(CheckContext& context) {
  ClapHostScript script;
  script.lacks = {clap::kExtTrackInfo, clap::kExtTrackInfoCompat};
  ClapSession session(context, script);
  session.open();
  notify(session);
}

void knows_both_ids(CheckContext& context) {
  need_interest(context);
  for (const auto& [only, missing] : {std::pair{clap::kExtTrackInfo, clap::kExtTrackInfoCompat},
                                      std::pair{clap::kExtTrackInfoCompat, clap::kExtTrackInfo}}) {
    Track track;
    track.name("Drums");
    ClapHostScript script = track.script();
    script.lacks.emplace(missing);
    ClapSession session(context, script);
    session.open();
    notify(session);
    context.expect(track.gets > 0, std::string("in a host that offers ") + only + " and not " +
                                       missing + ", the track was never asked for");
  }
}

void last_change_is_asked_for(CheckContext& context) {
  need_interest(context);
  Track track;
  track.name("Track");
  ClapSession session(context, track.script());
  session.open_processing();
  (void)need_track(session);
  ClapBlock block(session, 64);
  for (int burst = 0; burst < 8; ++burst) {
    const std::uint64_t changes = context.pick(1, 40);
    std::uint64_t gets_before_last = 0;
    for (std::uint64_t i = 0; i < changes; ++i) {
      track.name("Track " + std::to_string(burst) + "." + std::to_string(i));
      gets_before_last = track.gets;
      need_track(session).changed(session.plugin());
    }
    session.turn_loop();
    context.expect(block.run(64) != clap::ProcessStatus::error, "process failed");
    session.turn_loop();
    context.expect(track.gets > gets_before_last,
                   "after " + std::to_string(changes) +
                       " calls of changed(), the last name was not asked for");
  }
}

void changes_while_audio_runs(CheckContext& context) {
  need_interest(context);
  Track track;
  track.name("Track");
  ClapSession session(context, track.script());
  session.open_processing();
  (void)need_track(session);
  ClapBlock block(session, 64);
  bool has_failed = false;
  AudioThread audio;
  for (int burst = 0; burst < 4; ++burst) {
    audio.start([&] {
      for (int i = 0; i < 50; ++i) {
        has_failed = has_failed || block.run(64) == clap::ProcessStatus::error;
      }
    });
    for (int i = 0; i < 200; ++i) {
      track.name("Track " + std::to_string(burst * 1000 + i));
      notify(session);
    }
    audio.wait();
  }
  context.expect(!has_failed, "process failed while the track was renamed");
  context.expect(track.gets >= 4, "the track was asked for " + std::to_string(track.gets) +
                                      " times after 800 changes");
}

void any_bytes_are_names(CheckContext& context) {
  std::vector<std::string> names = {std::string(256, 'x'),           // no terminator
                                    std::string(255, 'y'),           // the longest that has one
                                    std::string(254, 'z') + "\xc3",  // cut inside a letter
                                    std::string(253, 'z') + "\xe2\x99",
                                    std::string(252, 'z') + "\xf0\x9f\x8e",
                                    "\xff\xfe\xfd",
                                    "\xed\xa0\x80 surrogate",
                                    "\xc0\x80 overlong",
                                    "",
                                    "\n\t\x01",
                                    "\"\\ {}<>&",
                                    "%s%n%x",
                                    "Gesang \xe2\x99\xab"};
  std::string noise;
  for (int i = 0; i < 256; ++i) noise += static_cast<char>(context.pick(1, 255));
  names.push_back(noise);
  Track track;
  ClapSession session(context, track.script());
  session.open_processing();
  (void)need_track(session);
  ClapBlock block(session, 128);
  for (const std::string& name : names) {
    context.step("sending a name of " + std::to_string(name.size()) +
                 " bytes: " + (is_utf8(name) ? name.substr(0, 20) : std::string("not UTF-8")));
    track.name(name);
    notify(session);
    context.expect(block.run(128) != clap::ProcessStatus::error, "process failed");
  }
}

void flags_come_first(CheckContext& context) {
  Track track;
  ClapSession session(context, track.script());
  session.open_processing();
  (void)need_track(session);
  ClapBlock block(session, 128);
  const auto try_it = [&](const char* what) {
    context.step(what);
    notify(session);
    context.expect(block.run(128) != clap::ProcessStatus::error,
                   std::string("process failed after ") + what);
  };
  // Without its flag, a field may hold anything.
  std::memset(track.info.name, 'g', sizeof track.info.name);
  track.info.flags = Flags{};
  track.info.audio_channel_count = -17;
  // Nobody may read what it points to.
  track.info.audio_port_type = reinterpret_cast<const char*>(std::uintptr_t{0x10});
  try_it("a track without any flag");
  track.info.flags = Flags::has_track_color | Flags::is_for_master | Flags::is_for_bus |
                     Flags::is_for_return_track;
  track.info.color = {0, 255, 255, 255};
  try_it("a track that has a colour and no name");
  track.info.flags = Flags::has_audio_channel;
  track.info.audio_port_type = nullptr;
  for (const std::int32_t channels : {-1, 0, 1, 64, 0x7fffffff}) {
    track.info.audio_channel_count = channels;
    try_it("a track with an odd number of channels");
  }
  track.info.audio_channel_count = 2;
  const std::string long_type(3000, 't');
  track.info.audio_port_type = long_type.c_str();
  try_it("a track with a port type of 3000 bytes");
  track.info.flags = static_cast<Flags>(~std::uint64_t{0});
  track.info.audio_port_type = clap::kPortStereo;
  try_it("a track with flags of a later CLAP");
}

constexpr std::array kChecks = {
    Check{kAskedAtInit, "the host is asked for its track at the beginning",
          "CLAP: track-info.h, changed is for changes only", asks_at_the_beginning,
          Severity::warning},
    Check{"clap-track.unknown", "a host that knows nothing of the track is fine",
          "CLAP: track-info.h, get may return false", takes_no_for_an_answer},
    Check{"clap-track.no-host-table", "changed() does no harm in a host without track info",
          "CLAP: host.h, get_extension may answer null", needs_no_host_table},
    Check{"clap-track.both-ids", "the track is asked for under the old and the new id",
          "CLAP: track-info.h, CLAP_EXT_TRACK_INFO_COMPAT", knows_both_ids, Severity::warning},
    Check{"clap-track.last-change", "after a burst of changes the last one is asked for",
          "CLAP: track-info.h, changed carries no data", last_change_is_asked_for},
    Check{"clap-track.while-audio-runs", "the track may change at any time while audio runs",
          "CLAP: track-info.h, changed comes on the main thread", changes_while_audio_runs},
    Check{"clap-track.any-name", "names may be without end, cut or not UTF-8",
          "CLAP: track-info.h, name; hosts cut at 256 bytes", any_bytes_are_names},
    Check{"clap-track.flags-first",
          "fields without their flag are not looked at, others not trusted", kTrackInfo,
          flags_come_first},
};

}  // namespace

std::span<const Check> clap_track_checks() {
  return kChecks;
}

}  // namespace attacca::validate
