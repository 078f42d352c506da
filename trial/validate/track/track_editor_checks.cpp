// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <memory>
#include <string>

#include "host/window/editor_window.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/editor/editor_need.hpp"
#include "trial/validate/open_callback.hpp"
#include "trial/validate/running_audio.hpp"
#include "trial/validate/track/track_subject.hpp"

namespace attacca::validate {

namespace {

using Side = TrackSubject::Side;
using Window = std::unique_ptr<host::EditorWindow>;

constexpr const char* kEditor =
    "track info that reaches the editor by way of audio stops with the engine";
constexpr std::chrono::milliseconds kLong{30'000};

Window open_editor(CheckContext& context, TrackSubject& subject) {
  need_editor(context, subject.instance());
  context.step("opening the editor");
  return context.require(host::EditorWindow::open(context.loop(), subject.instance()),
                         "the editor did not open");
}

void inactive(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  const Window window = open_editor(context, subject);
  for (const char* const name : {"Drums", "Bass", ""}) {
    subject.send(track(name));
    if (!subject.expect_shown_soon("while the plugin is inactive and its editor open")) return;
  }
}

void engine_stopped(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  subject.start();
  subject.block();
  const Window window = open_editor(context, subject);
  for (const char* const name : {"Drums", "Bass", "Vox"}) {
    subject.send(track(name));
    if (!subject.expect_shown_soon("while no callback comes and the editor is open")) return;
  }
}

void callback_held(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  subject.start();
  const Window window = open_editor(context, subject);
  AudioThread audio;
  OpenCallback callback(context, audio, subject.playback(), 64, std::chrono::seconds(12));
  subject.send(track("Sent inside"));
  subject.expect_shown_soon("while an audio callback is held open");
  context.expect(callback.end(), "the editor's update waited for the open callback");
}

void audio_running(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  subject.start();
  const Window window = open_editor(context, subject);
  AudioThread audio;
  RunningAudio running(audio, subject.playback());
  for (int round = 0; round < 5; ++round) {
    subject.send(track("Take " + std::to_string(round)));
    if (!subject.expect_shown_soon("while audio runs")) return;
  }
}

void opened_later(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  for (int i = 0; i < 10; ++i) subject.send(track("Take " + std::to_string(i)));
  const Window window = open_editor(context, subject);
  subject.expect_shown_soon("before the editor was opened");
}

void reopened(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  subject.start();
  subject.send(track("First"));
  {
    const Window window = open_editor(context, subject);
    subject.expect_shown_soon("before the editor was opened");
  }
  subject.send(track("Sent when closed"));
  const Window window = open_editor(context, subject);
  subject.expect_shown_soon("between closing and opening the editor");
}

void last_of_burst(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  const Window window = open_editor(context, subject);
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 1000; ++i) subject.send(track("Take " + std::to_string(i)));
    subject.send(track("Last " + std::to_string(round)));
    if (!subject.expect_shown_soon("as the last of 1001")) return;
  }
}

void sent_by_worker(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  context.ignore_watches();
  const Window window = open_editor(context, subject);
  AudioThread worker;
  for (int i = 0; i < 3; ++i) {
    const auto info = track("Take " + std::to_string(i));
    worker.run([&] { (void)subject.instance().send_track_info({info, false, {}}); });
    subject.note_sent(info);
    if (!subject.expect_shown_soon("on a thread that is not the main thread")) return;
  }
}

void own_tracks(CheckContext& context) {
  TrackSubject one(context, Side::editor);
  TrackSubject two(context, Side::editor);
  const Window first = open_editor(context, one);
  const Window second = open_editor(context, two);
  one.send(track("One", 0xcc0000));
  two.send(track("Two", 0x00cc00));
  one.expect_shown_soon("to one of two instances with open editors");
  two.expect_shown_soon("to the other of two instances with open editors");
  one.expect_shown("to one of two instances with open editors");
}

void any_name(CheckContext& context) {
  TrackSubject subject(context, Side::editor);
  const Window window = open_editor(context, subject);
  for (const std::string& name :
       {std::string(250, 'W'), std::string("\u0643\u0645\u0627\u0646 \u202e abc"),
        std::string("\U0001f468\u200d\U0001f469\u200d\U0001f467"), std::string("a\nb\tc\x01"),
        std::string("%s%n <b>&amp;</b> \\")}) {
    context.step("showing the name " + text_of(track(name)));
    subject.send(track(name));
    if (subject.instance().track_info_way().starts_with("IContextInfo")) {
      context.loop().run_once(std::chrono::milliseconds(1));
    } else if (!subject.expect_shown_soon("with the editor open")) {
      return;
    }
  }
  subject.send(track("Plain"));
  subject.expect_shown_soon("after names that are hard to draw");
}

constexpr std::array kChecks = {
    Check{"track.editor-inactive", "an open editor follows the track of an inactive plugin",
          kEditor, inactive, Severity::failure, Formats::both, true, true, kLong},
    Check{"track.editor-engine-stopped", "an open editor follows the track when no callback comes",
          kEditor, engine_stopped, Severity::failure, Formats::both, true, true, kLong},
    Check{"track.editor-while-held", "an open editor follows the track beside an open callback",
          kEditor, callback_held, Severity::failure, Formats::both, false, true, kLong},
    Check{"track.editor-while-running", "an open editor follows the track while audio runs",
          kEditor, audio_running, Severity::failure, Formats::both, false, true, kLong},
    Check{"track.editor-opened-later", "an editor that is opened later shows what was sent last",
          "users open editors long after the host has sent it", opened_later, Severity::failure,
          Formats::both, true, true, kLong},
    Check{"track.editor-reopened", "an editor that is opened again shows what was sent meanwhile",
          "users rename tracks while editors are closed", reopened, Severity::failure,
          Formats::both, false, true, kLong},
    Check{"track.editor-burst", "an open editor shows the last of a burst",
          "a name that is typed, a colour picker that is dragged", last_of_burst, Severity::failure,
          Formats::both, false, true, kLong},
    Check{"track.editor-sent-by-worker", "an open editor follows what another thread sends",
          "Ardour 7.3 notifies on the thread that makes the change, also on OSC", sent_by_worker,
          Severity::warning, Formats::vst3, false, true, kLong},
    Check{"track.editor-own-tracks", "two open editors each follow their own track",
          "static objects that instances share", own_tracks, Severity::failure, Formats::both,
          false, true, kLong},
    Check{"track.editor-any-name", "an open editor shows names that are hard to draw",
          "names are typed by users: markup, right to left, beyond the window", any_name,
          Severity::failure, Formats::both, false, true, kLong},
};

}  // namespace

std::span<const Check> track_editor_checks() {
  return kChecks;
}

}  // namespace attacca::validate
