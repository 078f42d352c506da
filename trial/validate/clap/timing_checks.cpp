// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <string>

#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

void latency_is_steady(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& latency = session.need<clap::PluginLatency>("latency");
  session.open_processing();
  const std::uint32_t before = latency.get(session.plugin());
  ClapBlock block(session, 512);
  for (int i = 0; i < 8; ++i) {
    (void)block.run(512);
    (void)session.answer_requests();
    const std::uint32_t now = latency.get(session.plugin());
    context.expect(now == before || session.host().count("request_restart") > 0,
                   "the latency went from " + std::to_string(before) + " to " +
                       std::to_string(now) + " samples while active, and no restart was asked for");
  }
}

void latency_is_reported(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& latency = session.need<clap::PluginLatency>("latency");
  session.open_active(44100.0);
  const std::uint32_t at_44 = latency.get(session.plugin());
  session.deactivate();
  const std::size_t reported = session.host().count("latency.changed");
  session.open_active(192000.0);
  const std::uint32_t at_192 = latency.get(session.plugin());
  context.expect(at_44 == at_192 || session.host().count("latency.changed") > reported,
                 "the latency is " + std::to_string(at_44) + " samples at 44.1 kHz and " +
                     std::to_string(at_192) +
                     " at 192 kHz, and host.latency.changed was not called in activate");
}

void tail_is_answered(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& tail = session.need<clap::PluginTail>("tail");
  session.open_processing();
  ClapBlock block(session, 512);
  (void)block.run(512);
  const std::size_t changes = session.host().count("tail.changed");
  const std::uint32_t on_main = tail.get(session.plugin());
  const std::uint32_t on_audio = session.on_audio([&] { return tail.get(session.plugin()); });
  context.expect(on_main == on_audio || session.host().count("tail.changed") > changes,
                 "the tail is " + std::to_string(on_main) + " samples on the main thread and " +
                     std::to_string(on_audio) + " on the audio thread");
}

void render_modes_are_taken(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& render = session.need<clap::PluginRender>("render modes");
  const bool is_hard = render.has_hard_realtime_requirement(session.plugin());
  const auto set = [&](clap::PluginRenderMode mode, const std::string& when) {
    const bool is_set = render.set(session.plugin(), mode);
    if (mode == clap::PluginRenderMode::offline) {
      context.expect(is_set != is_hard, std::string("set(offline) returned ") +
                                            (is_set ? "true" : "false") + " " + when +
                                            ", and has_hard_realtime_requirement " +
                                            (is_hard ? "true" : "false"));
    } else {
      context.expect(is_set, "set(realtime) returned false " + when);
    }
  };
  set(clap::PluginRenderMode::offline, "while inactive");
  session.open_processing();
  ClapBlock block(session, 512);
  context.expect(block.run(512) != clap::ProcessStatus::error, "process failed after set(offline)");
  set(clap::PluginRenderMode::realtime, "while processing");
  context.expect(block.run(512) != clap::ProcessStatus::error,
                 "process failed after set(realtime)");
}

void unknown_render_modes_are_refused(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& render = session.need<clap::PluginRender>("render modes");
  context.expect(!render.set(session.plugin(), static_cast<clap::PluginRenderMode>(17)),
                 "set(17) returned true, and there is no such mode");
}

void voices_are_counted(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& voices = session.need<clap::PluginVoiceInfo>("voice info");
  session.open_active();
  clap::VoiceInfo info{};
  context.require(voices.get(session.plugin(), &info), "voice_info.get returned false");
  context.expect(info.voice_count >= 1 && info.voice_count <= info.voice_capacity,
                 std::to_string(info.voice_count) + " voices of at most " +
                     std::to_string(info.voice_capacity));
}

constexpr std::array kChecks = {
    Check{"clap-latency.steady", "an active plugin keeps its latency until it is restarted",
          "CLAP: latency.h, changed; plugin.h, activate", latency_is_steady},
    Check{"clap-latency.reported", "a latency that depends on the rate is reported when it changes",
          "CLAP: latency.h, changed may be called in activate", latency_is_reported,
          Severity::warning},
    Check{"clap-tail.both-threads", "the tail is the same on the main and on the audio thread",
          "CLAP: tail.h, get is for both threads", tail_is_answered},
    Check{"clap-render.modes", "a plugin without hard real-time needs takes both render modes",
          "CLAP: render.h", render_modes_are_taken},
    Check{"clap-render.unknown-mode", "render modes that do not exist are refused",
          "CLAP: render.h, set returns true if the mode was applied",
          unknown_render_modes_are_refused, Severity::warning},
    Check{"clap-voices.count", "the number of voices is at least one and within the capacity",
          "CLAP: voice-info.h, 1 <= voice_count <= voice_capacity", voices_are_counted},
};

}  // namespace

std::span<const Check> clap_timing_checks() {
  return kChecks;
}

}  // namespace attacca::validate
