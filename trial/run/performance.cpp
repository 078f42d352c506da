// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/performance.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <thread>
#include <utility>

#include "files/atomic_file.hpp"
#include "host/guard/realtime_guard.hpp"

namespace attacca::trial {
namespace {

using std::chrono::milliseconds;

/// A pause of the script after which the newest value must have arrived.
constexpr double kGap = 0.1;
/// A gap is at least this many blocks, so that two callbacks fit into it.
constexpr double kGapBlocks = 4.0;
constexpr std::chrono::seconds kAudioPatience{10};
constexpr milliseconds kRedrawTime{250};
constexpr milliseconds kTurn{5};
constexpr milliseconds kTurnFreeWheeling{1};

/// Takes over the fields that are present.
void apply_change(const host::TrackInfo& change, host::TrackInfo& info) {
  const auto take = [&](auto field) {
    if (change.*field) info.*field = change.*field;
  };
  take(&host::TrackInfo::name);
  take(&host::TrackInfo::color);
  take(&host::TrackInfo::index);
  take(&host::TrackInfo::uid);
  take(&host::TrackInfo::role);
  take(&host::TrackInfo::channel_count);
  take(&host::TrackInfo::location);
  take(&host::TrackInfo::volume);
  take(&host::TrackInfo::pan);
  take(&host::TrackInfo::mute);
  take(&host::TrackInfo::solo);
}

std::atomic<bool> g_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set by a signal handler");

}  // namespace

void Performance::interrupt() noexcept {
  g_interrupted = true;
}

Performance::Performance(const RunPlan& plan, RunVitals& vitals)
    : plan_(plan),
      vitals_(vitals),
      gap_(std::max(kGap, kGapBlocks * plan.engine.block_frames / plan.engine.sample_rate)),
      engine_(loop_, plan.engine),
      settings_(plan, performers_),
      notes_(plan.notes),
      progress_(plan.seconds) {}

Performance::~Performance() = default;

Result<RunResult> Performance::play() {
  if (auto loaded = load(); !loaded) return tl::unexpected(loaded.error());
  if (auto opened = open_editors(); !opened) return tl::unexpected(opened.error());
  if (auto started = start(); !started) return tl::unexpected(started.error());
  play_script();
  play_to_end();
  const Result<void> shot = failure_ ? Result<void>() : save_screenshots();
  vitals_.enter(Phase::saving_state);
  const Result<void> saved = failure_ ? Result<void>() : settings_.save_states();
  vitals_.enter(Phase::stopping);
  const Result<void> finished = finish_output();
  if (failure_) return tl::unexpected(*failure_);
  if (!shot) return tl::unexpected(shot.error());
  if (!saved) return tl::unexpected(saved.error());
  if (!finished) return tl::unexpected(finished.error());
  if (auto recorded = save_recordings(); !recorded) return tl::unexpected(recorded.error());

  RunResult result;
  for (const auto& performer : performers_) result.plugins.push_back(performer->result());
  result.options = plan_.engine;
  result.engine = engine_.report();
  result.seconds = plan_.seconds;
  result.largest_delay = largest_delay_;
  result.counts_audio_calls = host::realtime_guard_reach() == host::RealtimeGuardReach::everything;
  result.was_interrupted = g_interrupted;
  result.output = plan_.output.string();
  result.notes = notes_;
  close();
  return result;
}

Result<void> Performance::open_editors() {
  int x = 0;
  for (std::size_t i = 0; plan_.opens_editors && i < performers_.size(); ++i) {
    vitals_.enter(Phase::opening_editor, static_cast<std::uint32_t>(i));
    if (auto opened = performers_[i]->open_editor(loop_, plan_.scale); !opened) {
      return fail(plan_.plugins[i].path.string() + ": " + opened.error().message);
    }
    x = performers_[i]->place_editor(x);
  }
  return {};
}

Result<void> Performance::start() {
  vitals_.enter(Phase::starting);
  if (!plan_.output.empty()) {
    output_ = std::make_unique<StagedOutput>(plan_.output);
    const auto place = output_->open();
    if (!place) return tl::unexpected(place.error());
    staged_path_ = *place;
    const auto frames = static_cast<std::uint64_t>(plan_.engine.seconds * plan_.engine.sample_rate);
    auto recorder =
        host::WavRecorder::create(*place, plan_.engine.sample_rate, plan_.engine.channels,
                                  host::WavRecorder::kSecondsBuffered, frames);
    if (!recorder) return fail("cannot write " + plan_.output.string() + "; is the disk full?");
    engine_.set_recorder(std::move(*recorder));
  }
  engine_.hold_at(hold_);
  if (auto started = engine_.start(); !started) return started;
  began_ = callbacks_moved_ = Clock::now();
  for (const auto& performer : performers_) {
    performer->note_latency();
    expect(SIZE_MAX, *performer);
  }
  vitals_.enter(Phase::playing);
  return {};
}

std::uint64_t Performance::frame_at(double time) const {
  return static_cast<std::uint64_t>(
      std::llround(std::max(0.0, time - stopped_for_) * plan_.engine.sample_rate));
}

double Performance::now() const {
  if (!plan_.engine.free_wheel) {
    return std::chrono::duration<double>(Clock::now() - began_).count();
  }
  if (!engine_.is_running()) return stopped_at_;
  return static_cast<double>(engine_.position()) / plan_.engine.sample_rate + stopped_for_;
}

// -- the main loop's turns -----------------------------------------------------------------------

template <typename Done>
void Performance::turn_until(Clock::time_point deadline, Done&& done) {
  const milliseconds turn = plan_.engine.free_wheel ? kTurnFreeWheeling : kTurn;
  while (!is_over() && !done()) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (left <= milliseconds::zero()) return;
    loop_.run_once(std::min(left, turn));
    look_around();
  }
}

void Performance::look_around() {
  ++vitals_.beats;
  for (const auto& performer : performers_) performer->look();
  watch_audio();
  const auto name = engine_.tracks().front()->info().name;
  progress_.show(now(), changes_, engine_.report().callback.late, name.value_or(""));
}

void Performance::watch_audio() {
  const std::uint64_t callbacks = engine_.callbacks();
  const bool is_held = plan_.engine.free_wheel && engine_.position() >= hold_;
  if (callbacks != callbacks_seen_ || is_held || !engine_.is_running()) {
    callbacks_seen_ = callbacks;
    callbacks_moved_ = Clock::now();
  }
  if (Clock::now() - callbacks_moved_ < kAudioPatience * plan_.patience) return;
  // Stopping the engine would wait forever; the parent of this process ends it.
  vitals_.enter(Phase::audio_stalled);
  for (;;) std::this_thread::sleep_for(kAudioPatience);
}

void Performance::wait_until(double time) {
  if (!plan_.engine.free_wheel) {
    const auto span = std::chrono::duration<double>(time);
    turn_until(began_ + std::chrono::duration_cast<Clock::duration>(span), [] { return false; });
    return;
  }
  if (!engine_.is_running()) return;
  const std::uint64_t frame = frame_at(time);
  hold_at(frame);
  turn_until(Clock::time_point::max(), [&] { return engine_.position() >= frame; });
}

void Performance::hold_at(std::uint64_t frame) {
  hold_ = frame;
  engine_.hold_at(frame);
}

void Performance::settle(Performer& performer) {
  performer.look();
  turn_until(Clock::time_point::max(), [&] { return performer.is_settled(); });
}

// -- what happens --------------------------------------------------------------------------------

bool Performance::is_quiet_after(std::size_t index, std::size_t track, bool for_audio) const {
  const auto& events = plan_.script.events;
  const double from = index == SIZE_MAX ? 0.0 : events[index].time;
  for (std::size_t i = index + 1; i < events.size(); ++i) {
    const ScriptEvent& event = events[i];
    if (event.time - from >= gap_) return true;
    if (event.kind == ScriptEvent::Kind::change && event.is_for(track)) return false;
    if (event.kind == ScriptEvent::Kind::stop && for_audio) return false;
  }
  return true;
}

void Performance::expect(std::size_t index, Performer& performer) {
  const std::size_t track = performer.track_index();
  if (is_quiet_after(index, track, false)) performer.expect_in_editor();
  if (engine_.is_running() && is_quiet_after(index, track, true)) performer.expect_in_audio();
}

void Performance::play_script() {
  for (std::size_t i = 0; i < plan_.script.events.size() && !is_over(); ++i) {
    // The engine plays these by itself, each at its frame.
    if (plan_.script.events[i].kind == ScriptEvent::Kind::note) continue;
    wait_until(plan_.script.events[i].time);
    if (!is_over()) happen(i);
  }
}

void Performance::happen(std::size_t index) {
  const ScriptEvent& event = plan_.script.events[index];
  switch (event.kind) {
    case ScriptEvent::Kind::change:
      return change(index);
    case ScriptEvent::Kind::stop:
      stopped_at_ = event.time;
      return stop_engine();
    case ScriptEvent::Kind::start:
      stopped_for_ += event.time - stopped_at_;
      return start_engine(index);
    case ScriptEvent::Kind::action:
      return act(index);
    case ScriptEvent::Kind::note:
      return;
  }
}

void Performance::change(std::size_t index) {
  const ScriptEvent& event = plan_.script.events[index];
  for (std::size_t track = 0; track < plan_.tracks.size(); ++track) {
    if (!event.is_for(track)) continue;
    change_track(index, track);
    if (is_over()) return;
  }
}

void Performance::change_track(std::size_t index, std::size_t number) {
  const ScriptEvent& event = plan_.script.events[index];
  const PlannedTrack& planned = plan_.tracks[number];
  const auto chain = std::span(performers_).subspan(planned.first_plugin, planned.plugin_count);
  for (const auto& performer : chain) settle(*performer);
  if (is_over()) return;
  if (!plan_.engine.free_wheel) largest_delay_ = std::max(largest_delay_, now() - event.time);
  vitals_.enter(Phase::track_update, static_cast<std::uint32_t>(planned.first_plugin));
  host::Track& track = *engine_.tracks()[number];
  host::TrackInfo info = track.info();
  apply_change(event.change, info);
  std::vector<bool> reached;
  track.change(info, event.partial, event.from, &reached);
  vitals_.enter(Phase::playing);
  ++changes_;
  for (std::size_t place = 0; place < chain.size(); ++place) {
    if (reached[place]) chain[place]->note_change();
    expect(index, *chain[place]);
  }
}

void Performance::act(std::size_t index) {
  using Kind = ScriptAction::Kind;
  const ScriptEvent& event = plan_.script.events[index];
  const Kind kind = plan_.script.actions[event.action].kind;
  if (kind == Kind::load_state) vitals_.enter(Phase::loading_state);
  if (kind == Kind::save_state) vitals_.enter(Phase::saving_state);
  if (auto done = settings_.act(event); !done) failure_ = done.error();
  vitals_.enter(Phase::playing);
}

void Performance::stop_engine() {
  for (const auto& performer : performers_) settle(*performer);
  vitals_.enter(Phase::stopping);
  engine_.pause();
  vitals_.enter(Phase::playing);
}

void Performance::start_engine(std::size_t index) {
  vitals_.enter(Phase::starting);
  if (auto started = engine_.start(); !started) {
    failure_ = started.error();
    return;
  }
  callbacks_moved_ = Clock::now();
  vitals_.enter(Phase::playing);
  for (const auto& performer : performers_) expect(index, *performer);
}

// -- the end -------------------------------------------------------------------------------------

void Performance::play_to_end() {
  const auto forever = Clock::time_point::max();
  if (plan_.engine.free_wheel) {
    hold_at(frame_at(plan_.seconds));
  } else {
    wait_until(plan_.seconds);
  }
  if (engine_.is_running()) turn_until(forever, [&] { return engine_.is_finished(); });
  for (const auto& performer : performers_) {
    performer->look();
    // A change close to the end needs callbacks beyond it.
    if (!performer->is_settled()) hold_at(UINT64_MAX);
    settle(*performer);
  }
}

bool Performance::is_over() const noexcept {
  return g_interrupted || failure_;
}

Result<void> Performance::save_screenshots() {
  for (std::size_t i = 0; i < performers_.size(); ++i) {
    const auto& target = plan_.plugins[i].screenshot;
    if (target.empty()) continue;
    vitals_.enter(Phase::taking_screenshot, static_cast<std::uint32_t>(i));
    // Another window may have covered it; what comes to light has to be drawn again.
    performers_[i]->raise_editor();
    const auto drawn = Clock::now() + kRedrawTime;
    turn_until(drawn, [] { return false; });
    StagedOutput staged(target);
    const auto place = staged.open();
    if (!place) return tl::unexpected(place.error());
    if (auto saved = performers_[i]->save_screenshot(*place, target); !saved) return saved;
    if (auto taken = staged.commit(); !taken) return taken;
    const auto& reference = plan_.plugins[i].reference;
    if (reference.empty()) continue;
    auto compared = performers_[i]->compare_screenshot(reference, plan_.picture_tolerance);
    if (!compared) return compared;
  }
  return {};
}

Result<void> Performance::finish_output() {
  auto finished = engine_.stop();
  if (!output_) return {};
  if (failure_) return {};  // what is there is thrown away
  if (finished) return output_->commit();
  // The recorder knows the file by its name for the time being.
  std::string message = finished.error().message;
  const std::string staged = staged_path_.string();
  if (const std::size_t at = message.find(staged); at != std::string::npos) {
    message.replace(at, staged.size(), plan_.output.string());
  }
  return fail(std::move(message));
}

Result<void> Performance::save_recordings() {
  const double rate = plan_.engine.sample_rate;
  const auto end = static_cast<std::uint64_t>(std::llround(plan_.engine.seconds * rate));
  for (std::size_t i = 0; i < performers_.size(); ++i) {
    const PlannedPlugin& plugin = plan_.plugins[i];
    const NoteRecording& recording = performers_[i]->recording();
    if (!plugin.recorded_midi.empty()) {
      auto written =
          files::write_file_atomically(plugin.recorded_midi, recording.midi_file(rate, end));
      if (!written) return fail("--record-midi: " + written.error().message);
      if (const std::size_t unfit = recording.unfit_for_midi(end); unfit > 0) {
        notes_.push_back(std::to_string(unfit) + " event(s) that " + performers_[i]->name() +
                         " sent are not in " + plugin.recorded_midi.string() +
                         ": a MIDI file has no word for them; --record-notes holds them");
      }
    }
    if (!plugin.recorded_notes.empty()) {
      auto written =
          files::write_file_atomically(plugin.recorded_notes, recording.script(rate, end));
      if (!written) return fail("--record-notes: " + written.error().message);
    }
  }
  return {};
}

void Performance::close() {
  vitals_.enter(Phase::closing);
  for (const auto& performer : performers_) performer->close_editor();
  loop_.run_once(milliseconds::zero());
}

}  // namespace attacca::trial
