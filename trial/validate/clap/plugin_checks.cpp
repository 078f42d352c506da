// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "abi/clap/ext/ambisonic.hpp"
#include "abi/clap/ext/audio_ports_activation.hpp"
#include "abi/clap/ext/audio_ports_config.hpp"
#include "abi/clap/ext/configurable_audio_ports.hpp"
#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/param_indication.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/state_context.hpp"
#include "abi/clap/ext/surround.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

constexpr std::array kExtensionIds = {
    clap::kExtAudioPorts,    clap::kExtNotePorts, clap::kExtParams,       clap::kExtState,
    clap::kExtLatency,       clap::kExtTail,      clap::kExtRender,       clap::kExtVoiceInfo,
    clap::kExtGui,           clap::kExtTrackInfo, clap::kExtStateContext, clap::kExtTimerSupport,
    clap::kExtPosixFdSupport};

template <typename T>
void expect_complete(ClapSession& session) {
  const T* const table = session.find<T>();
  session.context().expect(table == nullptr || is_complete(*table),
                           std::string("the table ") + T::kId + " lacks a callback");
}

void tables_are_complete(CheckContext& context) {
  ClapSession session(context);
  const clap::Plugin& plugin = *session.plugin();
  context.require(plugin.init != nullptr && plugin.destroy != nullptr &&
                      plugin.activate != nullptr && plugin.deactivate != nullptr &&
                      plugin.start_processing != nullptr && plugin.stop_processing != nullptr &&
                      plugin.reset != nullptr && plugin.process != nullptr &&
                      plugin.get_extension != nullptr && plugin.on_main_thread != nullptr,
                  "a callback of clap_plugin is null");
  session.open();
  expect_complete<clap::PluginAudioPorts>(session);
  expect_complete<clap::PluginNotePorts>(session);
  expect_complete<clap::PluginParams>(session);
  expect_complete<clap::PluginState>(session);
  expect_complete<clap::PluginStateContext>(session);
  expect_complete<clap::PluginLatency>(session);
  expect_complete<clap::PluginTail>(session);
  expect_complete<clap::PluginRender>(session);
  expect_complete<clap::PluginVoiceInfo>(session);
  expect_complete<clap::PluginGui>(session);
  expect_complete<clap::PluginTrackInfo>(session);
  expect_complete<clap::PluginTimerSupport>(session);
  expect_complete<clap::PluginPosixFdSupport>(session);
  expect_complete<clap::PluginAudioPortsConfig>(session);
  expect_complete<clap::PluginAudioPortsActivation>(session);
  expect_complete<clap::PluginConfigurableAudioPorts>(session);
}

void unknown_extensions_are_null(CheckContext& context) {
  ClapSession session(context);
  session.open();
  std::vector<std::string> wrong = {"", "clap", "clap.", "org.attacca.no-such-extension"};
  for (const std::string id : kExtensionIds) {
    wrong.push_back(id + "x");
    wrong.push_back(id.substr(0, id.size() - 1));
  }
  for (const std::string& id : wrong) {
    context.expect(session.plugin()->get_extension(session.plugin(), id.c_str()) == nullptr,
                   "get_extension(\"" + id + "\") is not null");
  }
}

void tables_stay(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto tables = [&session] {
    std::vector<const void*> all;
    for (const char* id : kExtensionIds) {
      all.push_back(session.plugin()->get_extension(session.plugin(), id));
    }
    return all;
  };
  const auto first = tables();
  const auto compare = [&](const std::string& when, const std::vector<const void*>& now) {
    for (std::size_t i = 0; i < first.size(); ++i) {
      context.expect(now[i] == first[i], std::string("the table ") + kExtensionIds[i] +
                                             " is at another address " + when + "; hosts ask once");
    }
  };
  compare("the second time", tables());
  session.open_processing();
  compare("while processing", tables());
  std::vector<const void*> elsewhere;
  AudioThread thread;
  thread.run([&] { elsewhere = tables(); });
  compare("on another thread", elsewhere);
}

template <typename T>
void compare_ids(ClapSession& session) {
  const auto get = [&session](const char* id) {
    return session.plugin()->get_extension(session.plugin(), id);
  };
  const void* const current = get(T::kId);
  for (const char* const older : T::kCompatIds) {
    const void* const table = get(older);
    session.context().expect(
        (table == nullptr) == (current == nullptr),
        std::string(current == nullptr ? older : T::kId) + " is there, and " +
            (current == nullptr ? T::kId : older) + " is not: " +
            (current == nullptr ? "today's hosts ask for the new id first, some for it alone"
                                : "hosts of before the renaming do not find it"));
    session.context().expect(table == nullptr || current == nullptr || table == current,
                             std::string(T::kId) + " and " + older + " have different tables");
  }
}

void old_ids_are_answered(CheckContext& context) {
  ClapSession session(context);
  session.open();
  compare_ids<clap::PluginTrackInfo>(session);
  compare_ids<clap::PluginAudioPortsConfigInfo>(session);
  compare_ids<clap::PluginAudioPortsActivation>(session);
  compare_ids<clap::PluginConfigurableAudioPorts>(session);
  compare_ids<clap::PluginAmbisonic>(session);
  compare_ids<clap::PluginSurround>(session);
  compare_ids<clap::PluginParamIndication>(session);
  compare_ids<clap::PluginRemoteControls>(session);
  compare_ids<clap::PluginContextMenu>(session);
  compare_ids<clap::PluginPresetLoad>(session);
}

void unused_instances_go(CheckContext& context) {
  for (int i = 0; i < 4; ++i) {
    const ClapSession session(context);
    context.expect(
        session.host().count("") == 0,
        "the host was called " + std::to_string(session.host().count("")) + " times before init");
  }
}

void runs_block(CheckContext& context, ClapBlock& block, const std::string& when) {
  context.expect(block.run(64) != clap::ProcessStatus::error, "process failed " + when);
}

void starts_and_stops(CheckContext& context) {
  ClapSession session(context);
  session.open_active();
  ClapBlock block(session, 512);
  for (int i = 0; i < 8; ++i) {
    context.require(session.start(),
                    "start_processing returned false the " + std::to_string(i + 1) + ". time");
    for (int k = 0; k < i % 3; ++k) runs_block(context, block, "after a new start");
    session.stop();
  }
}

void resets_at_any_time(CheckContext& context) {
  ClapSession session(context);
  session.open_active();
  ClapBlock block(session, 512);
  session.reset();
  context.require(session.start(), "start_processing returned false after reset");
  session.reset();
  for (int i = 0; i < 4; ++i) {
    runs_block(context, block, "after reset");
    session.reset();
    session.reset();
  }
  session.stop();
  session.reset();
}

void activates_as_asked(CheckContext& context) {
  struct Setup {
    double rate;
    std::uint32_t min;
    std::uint32_t max;
  };
  constexpr std::array kSetups = {Setup{44100.0, 1, 1024},  Setup{48000.0, 64, 64},
                                  Setup{44099.97, 1, 8192}, Setup{96000.0, 1, 1},
                                  Setup{192000.0, 7, 4096}, Setup{22050.5, 32, 513}};
  ClapSession session(context);
  session.open();
  for (const Setup& setup : kSetups) {
    const std::string what = text_of(setup.rate) + " Hz and blocks of " +
                             std::to_string(setup.min) + " to " + std::to_string(setup.max) +
                             " frames";
    context.step("activating with " + what);
    if (!context.expect(session.activate(setup.rate, setup.min, setup.max),
                        "activate refused " + what)) {
      continue;
    }
    context.require(session.start(), "start_processing returned false at " + what);
    ClapBlock block(session, setup.max);
    for (const std::uint32_t frames : {setup.max, setup.min, setup.max}) {
      context.expect(block.run(frames) != clap::ProcessStatus::error,
                     "process failed with " + std::to_string(frames) + " frames at " + what);
    }
    session.stop();
    session.deactivate();
  }
}

void deactivates_unstopped(CheckContext& context) {
  ClapSession session(context);
  for (int i = 0; i < 3; ++i) {
    session.open_processing();
    ClapBlock block(session, 512);
    runs_block(context, block, "in round " + std::to_string(i + 1));
    session.deactivate();
  }
}

void comes_by_uninvited(CheckContext& context) {
  ClapSession session(context);
  const auto come_by = [&session] { session.plugin()->on_main_thread(session.plugin()); };
  session.open();
  come_by();
  session.open_processing();
  ClapBlock block(session, 512);
  for (int i = 0; i < 4; ++i) {
    come_by();
    runs_block(context, block, "after an uninvited on_main_thread");
  }
  session.stop();
  session.deactivate();
  come_by();
}

void dies_while_processing(CheckContext& context) {
  context.ignore_watches();
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  runs_block(context, block, "at first");
  context.step("destroying an instance that is active and processing");
  session.destroy();
}

void survives_doubled_calls(CheckContext& context) {
  context.ignore_watches();
  ClapSession session(context);
  session.open_active();
  context.step("activating what is active");
  (void)session.activate();
  context.require(session.start(), "start_processing returned false");
  context.step("starting what is processing");
  (void)session.start();
  ClapBlock block(session, 512);
  runs_block(context, block, "after doubled activate and start_processing");
  context.step("stopping and deactivating twice");
  session.stop();
  session.stop();
  session.deactivate();
  session.deactivate();
  session.open_processing();
  runs_block(context, block, "after doubled stop_processing and deactivate");
}

void does_not_restart_for_ever(CheckContext& context) {
  constexpr int kRounds = 4;
  ClapSession session(context);
  session.open();
  ClapBlock block(session, 512);
  int requests = 0;
  for (int i = 0; i < kRounds; ++i) {
    session.open_processing();
    runs_block(context, block, "in round " + std::to_string(i + 1));
    (void)session.answer_requests();
    if (session.host().take_restart_request()) ++requests;
    session.stop();
    session.deactivate();
  }
  context.expect(requests < kRounds, "it asked for a restart in each of " +
                                         std::to_string(kRounds) +
                                         " activations; a host that obeys never comes to play");
}

constexpr const char* kPlugin = "CLAP: plugin.h, clap_plugin";

constexpr std::array kChecks = {
    Check{"clap-plugin.complete", "no callback of the plugin and its extensions is null", kPlugin,
          tables_are_complete},
    Check{"clap-plugin.unknown-extensions", "get_extension knows exact ids only",
          "CLAP: plugin.h, get_extension; clap-validator", unknown_extensions_are_null},
    Check{"clap-plugin.lasting-tables",
          "an extension has one address, in all phases and on all threads",
          "CLAP: plugin.h, get_extension is thread-safe", tables_stay},
    Check{"clap-plugin.old-ids", "extensions that were renamed answer the old and the new id",
          "CLAP: the _COMPAT ids of stabilised extensions", old_ids_are_answered,
          Severity::warning},
    Check{"clap-plugin.unused",
          "an instance can be destroyed unused, and calls no host before init",
          "CLAP: plugin-factory.h, create_plugin must not call the host", unused_instances_go},
    Check{"clap-plugin.starts-and-stops", "processing starts and stops as often as wanted", kPlugin,
          starts_and_stops},
    Check{"clap-plugin.resets", "reset is possible whenever the plugin is active",
          "CLAP: plugin.h, reset", resets_at_any_time},
    Check{"clap-plugin.activates",
          "odd rates, and blocks whose smallest and largest size are equal or far apart, are fine",
          "CLAP: plugin.h, activate; clap-validator: random settings", activates_as_asked},
    Check{"clap-plugin.unstopped", "deactivate without stop_processing leaves a sane plugin",
          "Qtractor 0.9.31 never calls stop_processing", deactivates_unstopped},
    Check{"clap-plugin.uninvited", "on_main_thread may come without having been asked for",
          "CLAP: plugin.h, on_main_thread; clap-validator calls it", comes_by_uninvited},
    Check{"clap-plugin.destroyed-active", "destroy cleans up what is active instead of crashing",
          "CLAP: plugin.h, destroy; hosts that quit forget deactivate", dies_while_processing},
    Check{"clap-plugin.doubled-calls", "life cycle calls that come twice do no harm",
          "CLAP: plugin.h, activate; hosts were seen to activate twice", survives_doubled_calls,
          Severity::warning},
    Check{"clap-plugin.restarts-end", "a restart is not asked for on every activation",
          "CLAP: latency.h and plugin.h, request_restart; clap-validator",
          does_not_restart_for_ever},
};

}  // namespace

std::span<const Check> clap_plugin_checks() {
  return kChecks;
}

}  // namespace attacca::validate
