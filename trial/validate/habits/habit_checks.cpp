// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/habits/habit_checks.hpp"

#include <array>
#include <functional>
#include <map>
#include <string>

#include "trial/replay/replay.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/habits/observation.hpp"
#include "trial/validate/habits/stage.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

namespace {

using host::HostProfile;
using std::chrono::milliseconds;

/// Counts what a plugin reports to the host by itself.
class Listener final : public host::InstanceListener {
 public:
  void on_parameter_report(host::PluginInstance&, const host::ParameterReport& report) override {
    if (!report.from_audio) ++reported["parameter edits"];
  }
  void on_parameters_changed(host::PluginInstance&) override { ++reported["changed parameters"]; }
  void on_latency_changed(host::PluginInstance&) override { ++reported["a changed latency"]; }
  void on_state_dirty(host::PluginInstance&) override { ++reported["a changed state"]; }

  std::map<std::string, int> reported;
};

/// A short life with everything in it that makes plugins put work off: every parameter changed
/// while blocks are played, a state loaded, the track renamed.
Observation live(CheckContext& context, const HostProfile& profile,
                 std::span<const std::byte> state, Listener* listener,
                 const host::TrackInfo& track) {
  Stage stage(context, profile);
  if (listener != nullptr) stage.instance().set_listener(listener);
  stage.send(track);
  stage.start();
  stage.play(8);
  if (!state.empty()) stage.load(state);
  stage.play(8);
  // Long enough for work that is put off by a timer.
  stage.rest(milliseconds(150));
  stage.play(8);
  stage.rest();
  Observation seen = observe(stage.instance());
  stage.instance().set_listener(nullptr);
  stage.stop();
  return seen;
}

/// The plugin's life under a habit must look like its life without.
void expect_same_life(CheckContext& context, const HostProfile& habit,
                      const host::TrackInfo& track) {
  const Observation first = live(context, HostProfile(), {}, nullptr, track);
  const Observation second = live(context, HostProfile(), {}, nullptr, track);
  const Observation seen = live(context, habit, {}, nullptr, track);
  const std::string difference = first_difference(seen, second, restless(first, second));
  context.expect(difference.empty(), difference + " than with a host without the habit");
}

/// A state that is not empty, or the check does not apply.
std::vector<std::byte> state_or_skip(CheckContext& context) {
  auto state = make_state(context);
  if (state.empty()) context.skip("the plugin has no state that it takes back");
  return state;
}

/// What a plugin is after its state was loaded as the book has it.
Observation after_state(CheckContext& context, std::span<const std::byte> state) {
  Stage stage(context, HostProfile());
  stage.load(state);
  stage.start();
  stage.play(4);
  stage.rest();
  return observe_steady(stage.instance());
}

void expect_loaded(CheckContext& context, host::PluginInstance& instance, const Observation& should,
                   const std::string& when) {
  const Observation seen = observe(instance);
  const std::string difference = state_difference(seen, should);
  context.expect(difference.empty(), when + ", " + difference);
}

void no_run_loop(CheckContext& context) {
  const auto state = make_state(context);
  const host::TrackInfo track = whole_track("Deferred");
  HostProfile without;
  without.vst3_run_loop = false;
  Listener with_loop, without_loop;
  const Observation should = live(context, HostProfile(), state, &with_loop, track);
  const Observation seen = live(context, without, state, &without_loop, track);
  const std::string difference = state_difference(seen, should);
  context.expect(difference.empty(), "without a run loop, " + difference);
  for (const auto& [what, count] : with_loop.reported) {
    context.expect(without_loop.reported[what] > 0, "without a run loop it never reported " + what +
                                                        "; with one it did, " +
                                                        std::to_string(count) + " times");
  }
  if (with_loop.reported.empty())
    context.note("it reported nothing to the host that could be missed");
}

void state_before_activation(CheckContext& context) {
  const auto state = state_or_skip(context);
  const Observation should = after_state(context, state);
  Stage stage(context, HostProfile());
  if (!stage.load(state)) return;
  expect_loaded(context, stage.instance(), should, "loaded before activation");
  stage.start();
  stage.play(4);
  stage.rest();
  expect_loaded(context, stage.instance(), should, "loaded before activation, then activated");
  stage.stop();
  stage.start(96000.0);
  stage.play(4);
  stage.rest();
  expect_loaded(context, stage.instance(), should, "activated again at another rate");
}

void controller_never_given_state(CheckContext& context) {
  const auto state = state_or_skip(context);
  const Observation should = after_state(context, state);
  {
    HostProfile live_set;
    live_set.vst3_writes_back_parameters = true;
    Stage stage(context, live_set);
    if (!stage.load(state)) return;
    stage.start();
    stage.play(4);
    stage.rest();
    expect_loaded(context, stage.instance(), should,
                  "after the host wrote back what the controller shows");
  }
  HostProfile never;
  never.vst3_component_state = false;
  Stage stage(context, never);
  if (!stage.load(state)) return;
  stage.start();
  stage.play(4);
  stage.rest();
  const auto saved = saved_by(context, stage.instance());
  Stage again(context, HostProfile());
  if (!again.load(saved)) return;
  expect_loaded(context, again.instance(), should,
                "saved by a component whose controller was never given the state, and loaded");
}

/// Activates on a worker, and has the main thread do `meanwhile` again and again until that ends.
void activate_beside(CheckContext& context, Stage& stage, const std::function<void()>& meanwhile) {
  bool is_over = false;
  std::function<void()> again = [&] {
    meanwhile();
    // Posted work runs within a turn of the loop, and the loop turns until activation is over.
    if (!is_over) context.loop().post(again);
  };
  context.loop().post(again);
  stage.start();
  is_over = true;
  context.loop().run_once(milliseconds(0));
  stage.play(1);
  stage.stop();
}

HostProfile on_worker() {
  HostProfile profile;
  profile.activates_on_worker = true;
  return profile;
}

void state_load_races_activation(CheckContext& context) {
  context.ignore_watches();  // it is the host that is on the wrong thread
  constexpr int kRounds = 20;
  const auto state = state_or_skip(context);
  const Observation should = after_state(context, state);
  Stage stage(context, on_worker());
  const auto initial = saved_by(context, stage.instance());
  for (int round = 0; round < kRounds; ++round) {
    int loads = 0;
    activate_beside(context, stage,
                    [&] { stage.load(loads++ % 2 == 0 ? std::span(initial) : std::span(state)); });
    if (!stage.load(state)) return;
  }
  stage.start();
  stage.play(4);
  stage.rest();
  expect_loaded(context, stage.instance(), should,
                "loaded last, after loads that raced activation");
}

void activation_on_worker(CheckContext& context) {
  context.ignore_watches();  // it is the host that is on the wrong thread
  constexpr int kRounds = 20;
  const auto state = make_state(context);
  const bool has_state = !state.empty();
  const Observation should = has_state ? after_state(context, state) : Observation();
  Stage stage(context, on_worker());
  if (has_state && !stage.load(state)) return;
  for (int round = 0; round < kRounds; ++round) {
    int calls = 0;
    activate_beside(context, stage, [&] {
      stage.send(whole_track("Beside " + std::to_string(calls++)));
      for (const host::ParameterInfo& parameter : stage.instance().parameters()) {
        (void)stage.instance().parameter_value(parameter.id);
      }
      stage.instance().pump();
    });
  }
  if (!has_state) return;
  stage.start();
  stage.play(4);
  stage.rest();
  expect_loaded(context, stage.instance(), should,
                "activated on a worker beside callbacks of the main thread");
}

void getstring_in_characters(CheckContext& context) {
  // Hosts that mistake bytes for units write up to twice the size they are given.
  HostProfile habit;
  habit.vst3_getstring_counts_characters = true;
  {
    Stage stage(context, habit);
    stage.start();
    for (const std::size_t units : {100u, 127u, 128u, 129u, 255u, 256u, 257u, 300u, 1024u, 5000u}) {
      context.step("sending a name of " + std::to_string(units) + " units");
      stage.send(whole_track(std::string(units, 'x')));
      stage.play(2);
      stage.rest(milliseconds(10));
    }
    stage.check_output();
    stage.stop();
  }
  expect_same_life(context, habit, whole_track("Short name"));
}

void uid_length_over_name_length(CheckContext& context) {
  HostProfile habit;
  habit.vst3_name_length_is_uids = true;
  expect_same_life(context, habit, whole_track("A name that is longer than its uid"));
}

void translated_role_words(CheckContext& context) {
  HostProfile habit;
  habit.vst3_translated_role_words = true;
  for (const host::TrackRole role : {host::TrackRole::master, host::TrackRole::bus,
                                     host::TrackRole::return_, host::TrackRole::track}) {
    host::TrackInfo track = whole_track("Main Out");
    track.role = role;
    expect_same_life(context, habit, track);
  }
}

/// What a witness has recorded in a DAW.
void replay_of_a_host(CheckContext& context) {
  context.ignore_watches();  // the calls are the recorded host's, whatever they are
  const auto& file = context.subject().replay;
  if (file.empty()) context.skip("no calls of a host were given: see --replay");
  const auto calls = context.require(trial::read_replay(file), "the replay");
  if (trial::is_of_vst3(calls) == context.is_clap())
    context.skip("the calls are the other format's");
  context.step("acting out the calls of a host");
  trial::ReplayOptions options;
  options.plugin = context.subject().path;
  options.id = context.subject().plugin.id;
  options.stuck = [&context](const std::string& call) {
    context.step("acting out the calls of a host: it is in " + call);
  };
  const auto played = context.require(trial::act_out(calls, options), "the calls of a host");
  context.expect(played.audio_offences == 0,
                 std::to_string(played.audio_offences) +
                     " calls in its blocks take unbounded time: memory, locks, files; see "
                     "attacca run");
  context.note(std::to_string(played.acted) + " of " + std::to_string(played.calls) +
               " calls acted out");
}

constexpr milliseconds kLong{30'000};

constexpr std::array kChecks = {
    Check{"habits.no-run-loop-no-editor",
          "without a run loop and without an editor, work that is put off is done all the same",
          "free-audio/clap-wrapper#528 and #529: 14 of 14 callbacks unanswered in a host that "
          "offers a run loop with an editor only",
          no_run_loop, Severity::failure, Formats::vst3, false, false, kLong},
    Check{"habits.state-before-activation",
          "a state that comes before activation is there after it",
          "free-audio/clap-wrapper#490: Logic restores the state before it initialises",
          state_before_activation, Severity::failure, Formats::both, false, false, kLong},
    Check{"habits.controller-never-given-state",
          "a state survives a host that writes back what the controller shows, and one that gives "
          "the controller nothing",
          "free-audio/clap-wrapper#303 and #475: Live writes stale values over a loaded state",
          controller_never_given_state, Severity::failure, Formats::vst3, false, false, kLong},
    Check{"habits.state-load-races-activation",
          "a state that is loaded while another thread activates does no harm, and the last one "
          "counts",
          "surge-synthesizer/shortcircuit-xt#826, free-audio/clap-wrapper#546: races of loading "
          "and activation",
          state_load_races_activation, Severity::warning, Formats::both, false, false, kLong, true},
    Check{"habits.activation-on-worker-thread-with-main-callbacks",
          "activation on a worker thread does no harm while the main thread calls as well",
          "free-audio/clap-wrapper#536: Logic activates on a worker, beside main-thread callbacks",
          activation_on_worker, Severity::warning, Formats::both, false, false, kLong, true},
    Check{"habits.getstring-in-characters",
          "names survive a host that takes getString's size in bytes for a number of characters",
          "iPlug2/iPlug2#528: Live 10.1.13; steinbergmedia/vst3_public_sdk#24; "
          "docs/track-info.md: JUCE",
          getstring_in_characters, Severity::warning, Formats::vst3, false, false, kLong, true},
    Check{"habits.uid-length-over-name-length",
          "names are whole although the length key of the name holds another length",
          "docs/track-info.md: measured in Ardour 7.3", uid_length_over_name_length,
          Severity::failure, Formats::vst3, false, false, kLong},
    Check{"habits.translated-role-words",
          "nothing depends on the language of the words for kinds of tracks",
          "Ardour/ardour libs/ardour/vst3_plugin.cc: the words are translated",
          translated_role_words, Severity::failure, Formats::vst3, false, false, kLong},
    Check{"habits.replay", "the calls that a DAW has made of a plugin do no harm",
          "a recording of the Attacca Witness, see docs/host-profiles.md", replay_of_a_host,
          Severity::failure, Formats::both, false, false, kLong},
    Check{"habits.session",
          "a whole session with the host's habits ends with the state it was given",
          "profiles/*.toml: each habit with its source", habits_session, Severity::failure,
          Formats::both, true, false, kLong},
};

}  // namespace

std::span<const Check> habit_checks() {
  return kChecks;
}

}  // namespace attacca::validate
