// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/track/track_subject.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kSending = "CLAP: track-info.h, changed(); VST3: setChannelContextInfos";

void before_activation(CheckContext& context) {
  TrackSubject subject(context);
  subject.send(track("Sent early"));
  subject.start();
  subject.block();
  subject.expect_shown("before activation");
}

void before_processing(CheckContext& context) {
  TrackSubject subject(context);
  subject.activate();
  subject.send(track("Sent when active"));
  subject.start();
  subject.block();
  subject.expect_shown("between activation and the start of processing");
}

void while_processing(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.block();
  for (const char* const name : {"Drums", "Bass", "Vox"}) {
    subject.send(track(name));
    subject.block();
    if (!subject.expect_shown("between two callbacks")) return;
  }
}

void while_stopped(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.send(track("First"));
  subject.block();
  subject.instance().stop_processing();
  subject.send(track("Sent when stopped"));
  subject.start();
  subject.block();
  subject.expect_shown("between stop and start of processing");
}

void while_inactive(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.send(track("First"));
  subject.block();
  subject.stop();
  subject.send(track("Sent when inactive again"));
  subject.start();
  subject.block();
  subject.expect_shown("between deactivation and activation");
}

void over_activation(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.block();
  // No callback between the update and deactivation: activation brings no update of its own.
  subject.send(track("Sent before deactivation"));
  subject.stop();
  subject.start();
  subject.block();
  subject.expect_shown("before deactivation and activation");
}

void over_reset(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.block();
  subject.send(track("Sent before reset"));
  subject.instance().reset();
  subject.block();
  subject.expect_shown("before a reset");
}

void over_empty_block(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.block();
  subject.send(track("Sent before flush"));
  subject.block(0);
  subject.block();
  subject.expect_shown("before a block without frames");
}

void over_bypass(CheckContext& context) {
  TrackSubject subject(context);
  const auto& parameters = subject.instance().parameters();
  const auto bypass = std::find_if(parameters.begin(), parameters.end(),
                                   [](const auto& each) { return each.is_bypass; });
  if (bypass == parameters.end()) context.skip("the plugin has no bypass");
  subject.start();
  context.require(subject.instance().set_parameter(bypass->id, bypass->maximum), "not bypassed");
  subject.block();
  subject.send(track("Sent when bypassed"));
  subject.block();
  subject.expect_shown("while the plugin is bypassed");
}

void after_state_load(CheckContext& context) {
  TrackSubject subject(context);
  if (!subject.instance().has_state()) context.skip("the plugin has no state");
  subject.start();
  subject.send(track("First"));
  subject.block();
  const auto state = saved_by(context, subject.instance());
  load_own(context, subject.instance(), state);
  subject.send(track("Sent after the state"));
  subject.block();
  subject.expect_shown("after a state was loaded");
}

void before_state_load(CheckContext& context) {
  TrackSubject subject(context);
  if (!subject.instance().has_state()) context.skip("the plugin has no state");
  subject.start();
  const auto state = saved_by(context, subject.instance());
  subject.block();
  subject.send(track("Sent before the state"));
  load_own(context, subject.instance(), state);
  subject.block();
  subject.expect_shown("before a state was loaded");
}

// A project copied to another track, a preset used on two: the state says nothing of the track.
void not_in_state(CheckContext& context) {
  TrackSubject one(context);
  TrackSubject two(context);
  if (!one.instance().has_state()) context.skip("the plugin has no state");
  one.start();
  two.start();
  one.send(track("Source"));
  two.send(track("Target", 0xcc3333));
  one.block();
  two.block();
  const auto state = saved_by(context, one.instance());
  context.require(two.instance().load_state(state), "the state of another instance was refused");
  two.block();
  two.expect_shown("before the state of an instance on another track was loaded");
}

void any_moment(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  // Between any two callbacks several may be sent, or none; the callbacks differ in length.
  for (int round = 0; round < 200; ++round) {
    const std::uint64_t changes = context.pick(0, 3);
    for (std::uint64_t i = 0; i < changes; ++i) {
      subject.send(track("Take " + std::to_string(context.pick(0, 9)),
                         static_cast<std::uint32_t>(context.pick(0, 0xffffff))));
    }
    subject.block(static_cast<std::uint32_t>(context.pick(1, 256)));
    if (subject.known().name && !subject.expect_shown("in round " + std::to_string(round))) return;
  }
}

void without_callbacks(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.block();
  // More than any queue between the threads will hold.
  constexpr int kSent = 5000;
  for (int i = 0; i < kSent; ++i) subject.send(track("Take " + std::to_string(i)));
  subject.block();
  subject.expect_shown("as the last of 5000 without a callback between them");
}

constexpr std::array kChecks = {
    Check{"track.before-activation", "what is sent before activation reaches the first callback",
          kSending, before_activation, Severity::failure, Formats::both, true},
    Check{"track.before-processing",
          "what is sent between activation and processing reaches the first callback", kSending,
          before_processing},
    Check{"track.while-processing", "what is sent between two callbacks reaches the second",
          kSending, while_processing, Severity::failure, Formats::both, true},
    Check{"track.while-stopped",
          "what is sent while processing is stopped reaches the next callback", kSending,
          while_stopped},
    Check{"track.while-inactive",
          "what is sent between two activations reaches the first callback after", kSending,
          while_inactive},
    Check{"track.over-activation", "a new activation loses nothing that was sent before it",
          "hosts reactivate for a new rate or block size, and send the track only once",
          over_activation},
    Check{"track.over-reset", "a reset loses nothing that was sent before it",
          "CLAP: plugin.h, reset() clears buffers; VST3: setProcessing", over_reset},
    Check{"track.over-empty-block", "a block without frames loses nothing that was sent before it",
          "CLAP: params.h, flush(); VST3: process() with numSamples 0", over_empty_block},
    Check{"track.over-bypass", "a bypassed plugin still learns of its track",
          "CLAP: CLAP_PARAM_IS_BYPASS; VST3: kIsBypass", over_bypass},
    Check{"track.after-state-load",
          "what is sent after a state was loaded reaches the next callback",
          "Ardour 7.3 sends it after the state of a session was loaded", after_state_load},
    Check{"track.before-state-load",
          "what is sent before a state is loaded is not forgotten by loading it",
          "Ardour 7.3 sends it before the state of a session is loaded, too", before_state_load},
    Check{"track.not-in-state", "a loaded state does not bring the track of another instance",
          "presets and copied plugins land on other tracks", not_in_state},
    Check{"track.any-moment", "every callback knows what was sent last before it began", kSending,
          any_moment},
    Check{"track.without-callbacks",
          "the last of any number of changes arrives when no callback came between them", kSending,
          without_callbacks},
};

}  // namespace

std::span<const Check> track_arrival_checks() {
  return kChecks;
}

}  // namespace attacca::validate
