// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <string>

#include "trial/validate/state/state_checks.hpp"
#include "trial/validate/state/states.hpp"

// What is no parameter shows from outside in the bytes that a plugin saves: its fields must be as
// steady as its parameters.

namespace attacca::validate {

namespace {

/// Ends the check where bytes say nothing: a state with a counter in it.
void need_steady_bytes(CheckContext& context, host::PluginInstance& instance) {
  if (saved_by(context, instance) != saved_by(context, instance)) {
    context.skip("no two states that it saves are alike");
  }
}

/// What `instance` saves now is `before`; what it says otherwise begins with `what`. Ends the check
/// where it would be another one anyway: a state with a time in it.
bool expect_still_saves(CheckContext& context, host::PluginInstance& instance, const State& before,
                        const std::string& what) {
  const auto differs = first_difference(before, saved_by(context, instance));
  if (differs.empty()) return true;
  if (changes_by_itself(context, instance)) context.skip("what it saves changes by itself");
  context.fail(what + differs);
  return false;
}

void instances_keep_apart(CheckContext& context) {
  const auto one = create_changed(context);
  need_steady_bytes(context, *one);
  const State before = saved_by(context, *one);
  const auto other = create_changed(context);
  const State state = saved_by(context, *other);
  if (!expect_still_saves(context, *one, before,
                          "another instance was changed, and what this one saves is another: ")) {
    return;
  }
  const auto third = context.create();
  load_own(context, *third, state);
  (void)expect_still_saves(
      context, *one, before,
      "another instance has loaded a state, and what this one saves is another: ");
}

void outlasts_activations(CheckContext& context) {
  const auto instance = create_changed(context);
  need_steady_bytes(context, *instance);
  // Whatever its first blocks and its restart bring is over by then.
  const auto restart = [&] {
    instance->stop_processing();
    instance->deactivate();
    context.start(*instance);
    Playback playback(*instance, 64);
    (void)playback.run(64);
    instance->pump();
  };
  load_own(context, *instance, saved_by(context, *create_changed(context)));
  const State before = saved_by(context, *instance);
  restart();
  (void)expect_still_saves(context, *instance, before,
                           "deactivated and activated again, it saves something else: ");
}

void stays_as_long(CheckContext& context) {
  const auto instance = create_changed(context);
  State state = saved_by(context, *instance);
  load_own(context, *instance, state);
  state = saved_by(context, *instance);
  const std::size_t before = state.size();
  constexpr int kLoads = 20;
  for (int i = 0; i < kLoads; ++i) {
    load_own(context, *instance, state);
    state = saved_by(context, *instance);
  }
  // A number may have a digit more.
  context.expect(state.size() < before + kLoads,
                 "loaded and saved " + std::to_string(kLoads) + " times, a state of " +
                     std::to_string(before) + " bytes has " + std::to_string(state.size()));
}

constexpr std::array kChecks = {
    Check{"state.instances-apart", "what an instance saves is its own",
          "hosts load several instances of a plugin into one process", instances_keep_apart},
    Check{"state.over-activations", "deactivated and activated again, a plugin saves the same",
          "hosts deactivate for another rate or block size, and save afterwards",
          outlasts_activations, Severity::warning},
    Check{"state.does-not-grow", "loaded and saved again and again, a state stays as long as it is",
          "projects that become larger with every opening", stays_as_long, Severity::warning},
};

}  // namespace

std::span<const Check> state_keeping_checks() {
  return kChecks;
}

}  // namespace attacca::validate
