// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "abi/clap/ext/state.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"
#include "trial/validate/clap/clap_streams.hpp"

namespace attacca::validate {

namespace {

/// What every host does with a plugin: parameters, state, some blocks.
void use(CheckContext& context, ClapSession& session) {
  session.open();
  const auto* const params = session.find<clap::PluginParams>();
  if (params != nullptr && is_complete(*params)) (void)params->count(session.plugin());
  const auto* const state = session.find<clap::PluginState>();
  bool has_state = state != nullptr && is_complete(*state);
  Bytes saved;
  if (has_state) {
    const ClapWriter writer(context.conduct());
    // Whether it can be saved is for other checks to say.
    has_state = state->save(session.plugin(), writer.stream());
    saved = writer.bytes();
  }
  session.open_processing();
  ClapBlock block(session, 512);
  for (int i = 0; i < 4; ++i) {
    context.expect(block.run(256) != clap::ProcessStatus::error, "process failed");
    (void)session.answer_requests();
  }
  if (has_state) {
    const ClapReader reader(saved, context.conduct());
    context.expect(state->load(session.plugin(), reader.stream()),
                   "state.load refused what state.save wrote");
  }
  context.expect(block.run(256) != clap::ProcessStatus::error, "process failed after state.load");
  session.stop();
  session.deactivate();
}

void needs_no_extension(CheckContext& context) {
  ClapHostScript script;
  script.has_extensions = false;
  ClapSession session(context, script);
  use(context, session);
}

void misses_none(CheckContext& context) {
  std::vector<std::string_view> asked_for;
  {
    ClapSession session(context);
    use(context, session);
    asked_for = session.host().asked_for();
  }
  for (const std::string_view id : asked_for) {
    ClapHostScript script;
    script.lacks.emplace(id);
    ClapSession session(context, script);
    session.say("using it in a host that has all but " + std::string(id));
    use(context, session);
  }
}

void takes_old_hosts(CheckContext& context) {
  ClapHostScript script;
  script.version = {1, 0, 0};
  ClapSession session(context, script);
  use(context, session);
}

void takes_new_hosts(CheckContext& context) {
  ClapHostScript script;
  script.version = {1, 99, 7};
  ClapSession session(context, script);
  use(context, session);
}

void several_hosts_are_kept_apart(CheckContext& context) {
  ClapSession first(context);
  first.open();
  const std::size_t before = first.host().count("");
  {
    ClapSession second(context);
    use(context, second);
    context.expect(second.host().count("") > 0 || before == 0,
                   "the second instance never called its own host");
  }
  const std::size_t now = first.host().count("");
  context.expect(now == before, "the first instance's host was called " +
                                    std::to_string(now - before) +
                                    " times while only the second instance was used");
}

void knows_its_flags(CheckContext& context) {
  const std::map<std::string_view, std::uint64_t> known = {{"params.rescan", 0xf},
                                                           {"audio_ports.rescan", 0x3f},
                                                           {"note_ports.rescan", 0x3},
                                                           {"log.log", 0x7}};
  ClapSession session(context);
  use(context, session);
  for (const ClapHostCall& call : session.host().calls()) {
    const auto flags = known.find(call.name);
    if (flags == known.end()) continue;
    context.expect(
        (call.detail & ~flags->second) == 0 && (call.detail != 0 || call.name == "log.log"),
        std::string(call.name) + " was called with " + std::to_string(call.detail) +
            ", which CLAP does not know, while " + std::string(name_of(call.phase)));
  }
}

void does_not_ask_for_ever(CheckContext& context) {
  constexpr std::size_t kMost = 1000;
  ClapSession session(context);
  session.open();
  context.expect(session.answer_requests(kMost) < kMost,
                 "each of 1000 on_main_thread calls asked for the next one: an idle host never "
                 "sleeps");
}

void is_silent_after_destroy(CheckContext& context) {
  ClapSession session(context);
  use(context, session);
  const std::size_t before = session.host().count("");
  session.destroy();
  for (const ClapHostCall& call : session.host().calls()) {
    context.expect(call.phase != ClapPhase::gone,
                   std::string(call.name) + " was called after destroy");
  }
  context.note(std::to_string(before) + " calls of the host in one short use");
}

constexpr std::array kChecks = {
    Check{"clap-host.without-extensions", "the plugin works in a host that has no extension",
          "CLAP: host.h, get_extension may answer null to everything", needs_no_extension},
    Check{"clap-host.any-one-missing",
          "the plugin works in a host that lacks any one of the extensions it asks for",
          "CLAP: host.h, get_extension; most hosts lack some", misses_none, Severity::failure,
          Formats::clap, false, false, std::chrono::milliseconds(60'000)},
    Check{"clap-host.old-version", "hosts that were built with CLAP 1.0.0 are fine",
          "CLAP: version.h, all versions from 1.0.0 are compatible", takes_old_hosts},
    Check{"clap-host.new-version", "hosts that were built with a later CLAP 1.x are fine",
          "CLAP: version.h, all versions from 1.0.0 are compatible", takes_new_hosts},
    Check{"clap-host.own-host", "an instance calls the host that it was made with, and no other",
          "CLAP: plugin-factory.h, create_plugin takes one host an instance",
          several_hosts_are_kept_apart},
    Check{"clap-host.known-flags", "rescans and log lines carry flags that CLAP has",
          "CLAP: params.h, audio-ports.h, note-ports.h, log.h", knows_its_flags},
    Check{"clap-host.callbacks-end", "on_main_thread does not ask for itself again forever",
          "CLAP: host.h, request_callback; hosts answer at once", does_not_ask_for_ever,
          Severity::warning},
    Check{"clap-host.silent-after-destroy", "no call of the host comes after destroy",
          "CLAP: plugin.h, destroy frees all that an instance has", is_silent_after_destroy},
};

}  // namespace

std::span<const Check> clap_host_checks() {
  return kChecks;
}

}  // namespace attacca::validate
