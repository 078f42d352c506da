// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <string>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/open_callback.hpp"
#include "trial/validate/track/track_subject.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kHeld =
    "a try-lock that fails in the callback, or a flag cleared after the read, loses the last value";

void update_returns(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  AudioThread audio;
  OpenCallback callback(context, audio, subject.playback());
  context.step("sending track info while an audio callback is held open");
  subject.send(track("Sent inside"));
  context.expect(callback.end(),
                 "sending track info returned only after the open callback had gone on by itself "
                 "after 4 s: the main thread waits for audio");
}

void next_callback(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.send(track("First"));
  AudioThread audio;
  audio.run([&] { subject.block(); });
  {
    OpenCallback callback(context, audio, subject.playback());
    subject.send(track("Sent inside"));
  }
  audio.run([&] { subject.block(); });
  subject.expect_shown("inside an open callback, and nothing after it");
}

void last_inside(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  AudioThread audio;
  audio.run([&] { subject.block(); });
  {
    OpenCallback callback(context, audio, subject.playback());
    for (int i = 0; i < 1000; ++i) subject.send(track("Take " + std::to_string(i)));
  }
  audio.run([&] { subject.block(); });
  subject.expect_shown("as the last of 1000 inside one open callback");
}

void and_back(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.send(track("Verse"));
  AudioThread audio;
  audio.run([&] { subject.block(); });
  {
    OpenCallback callback(context, audio, subject.playback());
    subject.send(track("Chorus"));
    subject.send(track("Verse"));
  }
  audio.run([&] { subject.block(); });
  subject.expect_shown("after another name, both inside an open callback");
}

// One change is there when the callback begins, another comes inside: whichever it takes, a
// callback works with one of them.
void one_value(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  subject.send(track("First"));
  AudioThread audio;
  audio.run([&] { subject.block(); });
  const auto before = subject.updates();
  if (!before) context.skip("the plugin does not count what it saw of its track");
  const auto pending = track("There at the start");
  subject.send(pending);
  {
    OpenCallback callback(context, audio, subject.playback());
    subject.send(track("Sent inside"));
  }
  const auto after = subject.updates();
  context.require(after.has_value(), "the count of updates can no longer be read");
  context.expect(*after - *before == 1,
                 "one callback saw " + std::to_string(*after - *before) +
                     " different records of its track: one was there when it began, another was "
                     "sent inside");
  context.expect(subject.shows(pending) || subject.shows(subject.known()),
                 "the callback saw neither the record that was there when it began nor the one "
                 "that was sent inside");
}

void any_position(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  AudioThread audio;
  int number = 0;
  const auto send_some = [&] {
    for (std::uint64_t count = context.pick(0, 2); count > 0; --count) {
      subject.send(track("Take " + std::to_string(number++)));
    }
  };
  subject.send(track("First"));
  for (int round = 0; round < 50; ++round) {
    const std::uint64_t position = context.pick(0, 2);
    if (position == 0) subject.send(track("Before " + std::to_string(round)));
    {
      OpenCallback callback(context, audio, subject.playback());
      if (position == 1) subject.send(track("Inside " + std::to_string(round)));
      send_some();
    }
    if (position == 2) subject.send(track("After " + std::to_string(round)));
    audio.run([&] { subject.block(); });
    if (!subject.expect_shown("in round " + std::to_string(round) +
                              (position == 0   ? ", before and inside an open callback"
                               : position == 1 ? ", inside an open callback"
                                               : ", between two callbacks"))) {
      return;
    }
  }
}

void stays(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  AudioThread audio;
  audio.run([&] { subject.block(); });
  {
    OpenCallback callback(context, audio, subject.playback());
    for (int i = 0; i < 10; ++i) subject.send(track("Take " + std::to_string(i)));
  }
  for (int i = 0; i < 20; ++i) {
    audio.run([&] { subject.block(); });
    if (!subject.expect_shown("before " + std::to_string(i + 1) + " callbacks")) return;
  }
}

void other_threads(CheckContext& context) {
  TrackSubject subject(context);
  subject.start();
  AudioThread one;
  AudioThread two;
  for (int i = 0; i < 20; ++i) {
    subject.send(track("Take " + std::to_string(i)));
    (i % 2 == 0 ? one : two).run([&] { subject.block(); });
    if (!subject.expect_shown("before a callback on another thread than the last one")) return;
  }
}

constexpr std::array kChecks = {
    Check{"track.update-returns", "sending track info does not wait for an open audio callback",
          "CLAP: track-info.h is [main-thread]; a host that processes on its main thread stands "
          "still",
          update_returns, Severity::failure, Formats::both, true, false,
          std::chrono::milliseconds(20'000)},
    Check{"track.sent-during-held-callback",
          "what is sent inside an open callback reaches the next one", kHeld, next_callback,
          Severity::failure, Formats::both, true, false, std::chrono::milliseconds(20'000)},
    Check{"track.last-inside", "the last of many changes inside an open callback reaches the next",
          kHeld, last_inside, Severity::failure, Formats::both, true, false,
          std::chrono::milliseconds(20'000)},
    Check{"track.there-and-back",
          "a name that is changed and changed back inside a callback is right", kHeld, and_back,
          Severity::failure, Formats::both, false, false, std::chrono::milliseconds(20'000)},
    Check{"track.one-value", "one callback works with one record, whatever is sent inside it",
          "half a block with the old value and half with the new is what nobody tests", one_value,
          Severity::failure, Formats::both, false, false, std::chrono::milliseconds(20'000)},
    Check{"track.any-position",
          "before, inside or after a callback: the next one knows what was sent last", kHeld,
          any_position, Severity::failure, Formats::both, false, false,
          std::chrono::milliseconds(20'000)},
    Check{"track.stays", "what was sent last stays when nothing more is sent", kHeld, stays,
          Severity::failure, Formats::both, false, false, std::chrono::milliseconds(20'000)},
    Check{"track.moving-audio-thread", "callbacks on changing threads all know what was sent last",
          "CLAP: thread-check.h, audio thread is a symbolic role; VST3: thread pools of hosts",
          other_threads},
};

}  // namespace

std::span<const Check> track_callback_checks() {
  return kChecks;
}

}  // namespace attacca::validate
