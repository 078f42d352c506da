// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdlib>
#include <memory>

#include "host/window/display.hpp"
#include "host/window/editor_window.hpp"
#include "trial/validate/habits/habit_checks.hpp"
#include "trial/validate/habits/observation.hpp"
#include "trial/validate/habits/stage.hpp"

namespace attacca::validate {

namespace {

using host::HostProfile;
using host::StateMoment;
using std::chrono::milliseconds;

/// The steps of one session, in the profile's order.
class Session {
 public:
  Session(CheckContext& context, std::span<const std::byte> state)
      : context_(context), habits_(context.profile()), state_(state), stage_(context, habits_) {}

  /// Made, sent its track, given its state and activated.
  void open() {
    load_at(StateMoment::first);
    stage_.send(whole_track("Session"));
    load_at(StateMoment::inactive);
    if (habits_.editor_before_activation) open_editor();
    if (habits_.loads_state == StateMoment::racing && !state_.empty()) {
      context_.loop().post([this] { stage_.load(state_); });
    }
    stage_.start();
    // With a slow or no worker the post may come only now.
    context_.loop().run_once(milliseconds(0));
    load_at(StateMoment::active);
    if (!habits_.editor_before_activation) open_editor();
  }

  /// Plays, while the track changes, and the state is saved where the profile has it.
  void play() {
    context_.step("playing");
    stage_.begin(60);
    for (int i = 0; i < 8; ++i) {
      host::TrackInfo track = whole_track("Renamed " + std::to_string(i));
      track.index = static_cast<std::uint32_t>(1 + i);
      if (i % 3 == 0) track.color.reset();
      if (i == 5) track.role = host::TrackRole::master;
      stage_.send(track);
      if (habits_.saves_state_while_playing && stage_.instance().has_state()) {
        context_.expect(stage_.instance().save_state().has_value(),
                        "the state could not be saved while blocks were played");
      }
      stage_.rest(milliseconds(3));
    }
    stage_.wait();
    stage_.check_output();
    if (!habits_.sleeps_when_silent) return;
    context_.step("sleeping");
    stage_.play_pause();
    stage_.check_output();
  }

  /// Off and on again, at another rate.
  void restart() {
    stage_.stop();
    stage_.start(44100.0);
    stage_.play(20);
    stage_.check_output();
    stage_.rest();
  }

  [[nodiscard]] Observation close() {
    Observation seen = observe(stage_.instance());
    editor_.reset();
    if (!habits_.destroys_while_active) stage_.stop();
    return seen;
  }

 private:
  void load_at(StateMoment moment) {
    if (habits_.loads_state == moment && !state_.empty()) stage_.load(state_);
  }

  void open_editor() {
    if (host::why_no_display() || !stage_.instance().has_editor()) return;
    context_.step("opening the editor");
    auto opened = host::EditorWindow::open(context_.loop(), stage_.instance(), 1.5);
    // Without a run loop an editor may be refused; with one it must not.
    const bool may_refuse = context_.is_clap() ? !habits_.clap_run_loop : !habits_.vst3_run_loop;
    if (!opened && may_refuse) return context_.note(opened.error().message);
    if (!context_.expect(opened.has_value(), opened ? "" : opened.error().message)) return;
    editor_ = std::move(*opened);
  }

  CheckContext& context_;
  const HostProfile& habits_;
  std::span<const std::byte> state_;
  Stage stage_;
  std::unique_ptr<host::EditorWindow> editor_;  // before its instance goes
};

}  // namespace

void habits_session(CheckContext& context) {
  const auto state = make_state(context);
  Observation should;
  {
    Stage plain(context, HostProfile());
    if (!state.empty()) plain.load(state);
    plain.start();
    plain.play(4);
    plain.rest();
    should = observe_steady(plain.instance());
  }
  Session session(context, state);
  session.open();
  session.play();
  session.restart();
  const Observation seen = session.close();
  const std::string difference = state_difference(seen, should);
  context.expect(difference.empty(), "at the session's end, " + difference);
  if (state.empty()) return;
  Stage reloaded(context, context.profile());
  if (!reloaded.load(seen.state)) return;
  const Observation again = observe(reloaded.instance());
  const std::string lost = state_difference(again, should);
  context.expect(lost.empty(), "in the session that was loaded again, " + lost);
}

}  // namespace attacca::validate
