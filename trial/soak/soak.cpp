// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/soak.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <string>
#include <thread>
#include <utility>

#include "trial/run/test_signal.hpp"
#include "trial/soak/process_usage.hpp"

namespace attacca::trial {
namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t kChannels = 2;
constexpr double kShortestCycle = 0.25;
constexpr double kLongestCycle = 0.5;
constexpr double kShortestQuiet = 0.02;
constexpr double kLongestQuiet = 0.06;
constexpr double kAutomationPeriod = 0.01;
constexpr double kStatePeriod = 0.5;
constexpr double kEditorPeriod = 3.0;
constexpr double kEnginePeriod = 10.0;
constexpr std::chrono::seconds kAudioPatience{10};
constexpr milliseconds kWorkerPatience{1000};
/// For plugins that hear of their track by way of a thread of their own.
constexpr double kUntilStill = 0.2;
constexpr int kEditorSpacing = 660;

std::atomic<bool> g_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set by a signal handler");

host::EngineOptions engine_options(const SoakPlan& plan) {
  host::EngineOptions options;
  options.profile = plan.profile;
  options.sample_rate = plan.rate;
  options.block_frames = plan.block;
  options.channels = kChannels;
  return options;
}

/// What every track plays, again and again.
host::AudioClip signal_for(const SoakPlan& plan) {
  auto clip = *test_signal("noise", plan.rate, kChannels);
  if (!plan.profile.sleeps_when_silent) return clip;
  // Half of each second to sleep in.
  for (auto& samples : clip.channels) {
    std::fill(samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2), samples.end(),
              0.0f);
  }
  return clip;
}

}  // namespace

void Soak::interrupt() noexcept {
  g_interrupted = true;
}

Soak::Soak(const SoakPlan& plan, SoakVitals& vitals, SoakListener& listener)
    : plan_(plan),
      vitals_(vitals),
      listener_(listener),
      random_(plan.seed),
      engine_(loop_, engine_options(plan)),
      meter_(vitals, engine_, plugins_) {}

Soak::~Soak() = default;

void Soak::run() {
  began_ = Clock::now();
  Result<void> ready = load();
  if (ready) {
    for (std::size_t i = 0; plan_.opens_editors && i < plugins_.size(); ++i) open_editor(i);
    ready = start_engine();
  }
  if (ready) {
    began_ = Clock::now();
    load_cycles();
    report(meter_.end_load(now()));
    if (!is_over()) measure_idle();
  } else {
    error_ = ready.error();
  }
  for (const auto& plugin : plugins_) plugin->trace_offences();
  listener_.on_figures(figures());
  close();
}

Result<void> Soak::load() {
  for (std::uint32_t number = 1; number <= plan_.instances; ++number) {
    for (const SoakedFile& file : plan_.files) {
      const std::size_t index = plugins_.size();
      vitals_.run.enter(Phase::loading, static_cast<std::uint32_t>(index));
      auto module = host::Module::open(file.path, plan_.profile);
      if (!module) return tl::unexpected(module.error());
      auto instance = (*module)->create(file.description.id, loop_, plan_.profile);
      if (!instance) return tl::unexpected(instance.error());
      modules_.push_back(*module);
      host::TrackInfo info;
      info.name = "Track " + std::to_string(index + 1);
      info.index = static_cast<std::uint32_t>(index + 1);
      info.uid = "attacca-soak-" + std::to_string(index + 1);
      info.role = host::TrackRole::track;
      info.channel_count = kChannels;
      host::Track& track = engine_.add_track(info);
      track.set_clip(signal_for(plan_), true);
      plugins_.push_back(std::make_unique<SoakedPlugin>(track.add(std::move(*instance)), file.path,
                                                        info, plan_.seed * 1000 + index));
      if (!plan_.opens_editors) plugins_.back()->leave_editor_out(plan_.why_no_editors);
    }
  }
  if (plan_.threads == UpdateThreads::main) return {};
  worker_ = std::make_unique<BurstWorker>([this] {
    for (const auto& plugin : plugins_)
      plugin->send_update(host::SendFrom::worker_thread, worker_aim_);
  });
  return {};
}

Result<void> Soak::start_engine() {
  vitals_.run.enter(Phase::starting);
  if (auto started = engine_.start(); !started) return started;
  callbacks_moved_ = Clock::now();
  for (const auto& plugin : plugins_) plugin->audio_started();
  vitals_.run.enter(Phase::playing);
  return {};
}

// -- load ----------------------------------------------------------------------------------------

void Soak::load_cycles() {
  next_state_ = every(kStatePeriod);
  next_editor_ = every(kEditorPeriod);
  next_engine_ = every(kEnginePeriod);
  expect_everywhere();
  settle();
  std::uint64_t sent = 0;
  while (!is_over() && now() < plan_.seconds) {
    const double usual = random(kShortestCycle, kLongestCycle);
    const double seconds = std::max(usual, 1.0 / plan_.changes_per_second);
    const double left = std::max(plan_.seconds - now(), kShortestCycle);
    // What quiet and settling took is made up for, within reason.
    const double wanted = plan_.changes_per_second * (now() + seconds) - static_cast<double>(sent);
    const double most = std::max(1.0, 2.0 * plan_.changes_per_second * seconds);
    const auto changes = static_cast<std::uint64_t>(std::clamp(std::floor(wanted), 1.0, most));
    cycle(std::min(seconds, left), changes);
    sent += changes;
    act_between_cycles();
  }
}

void Soak::cycle(double seconds, std::uint64_t changes) {
  const double quiet = random(kShortestQuiet, kLongestQuiet);
  const double in_burst = seconds - 2.0 * quiet;
  if (changes > 1 && in_burst > 0.0) {
    burst(in_burst, changes - 1);
    expect_everywhere();
    settle();
    turn_for(quiet);
  } else {
    turn_for(std::max(0.0, seconds - quiet));
  }
  single_change();
  settle();
  turn_for(quiet);
}

void Soak::burst(double seconds, std::uint64_t changes) {
  const std::uint64_t by_worker = plan_.threads == UpdateThreads::main     ? 0
                                  : plan_.threads == UpdateThreads::worker ? changes
                                                                           : changes / 2;
  const Burst own{monotonic_ns(), seconds, changes - by_worker};
  if (by_worker > 0) worker_->start({own.begin_ns, seconds, by_worker});
  std::uint64_t sent = 0;
  const auto send_due = [&] {
    const std::uint64_t due = own.due_at(monotonic_ns());
    for (; sent < due && !is_over(); ++sent) {
      for (std::size_t i = 0; i < plugins_.size(); ++i) send_update(i, Aim::none);
    }
    if (now() >= next_state_) take_state_turn();
    return sent == own.count && (by_worker == 0 || worker_->is_idle());
  };
  turn_until(Clock::time_point::max(), send_due);
  // The worker's updates must be over before anything else begins.
  if (by_worker > 0) await_worker();
}

void Soak::await_worker() {
  while (!worker_->is_idle()) {
    loop_.run_once(milliseconds(1));
    look_around();
  }
}

void Soak::send_update(std::size_t index, Aim aim) {
  vitals_.run.enter(Phase::track_update, static_cast<std::uint32_t>(index));
  plugins_[index]->send_update(host::SendFrom::main_thread, aim);
  vitals_.run.enter(Phase::playing);
}

void Soak::single_change() {
  if (is_over()) return;
  constexpr std::array kAims = {Aim::held_callback, Aim::none, Aim::running_callback, Aim::none};
  const bool is_by_worker =
      plan_.threads == UpdateThreads::worker ||
      (plan_.threads == UpdateThreads::both && single_changes_ / kAims.size() % 2 == 1);
  const Aim aim = engine_.is_running() ? kAims[single_changes_++ % kAims.size()] : Aim::none;
  if (is_by_worker) {
    worker_aim_ = aim;
    worker_->start({monotonic_ns(), 0.0, 1});
    // The main loop stands still meanwhile, so that what waits for its next turn can be aimed; not
    // forever, as a plugin may make the worker wait for that turn.
    if (!worker_->wait_for(kWorkerPatience)) await_worker();
    worker_aim_ = Aim::none;
  } else {
    for (std::size_t i = 0; i < plugins_.size(); ++i) send_update(i, aim);
  }
  expect_everywhere();
}

void Soak::expect_everywhere() {
  for (const auto& plugin : plugins_) plugin->expect(engine_.is_running());
}

void Soak::settle() {
  turn_until(Clock::time_point::max(), [&] {
    return std::all_of(plugins_.begin(), plugins_.end(),
                       [](const auto& plugin) { return plugin->is_settled(); });
  });
}

void Soak::act_between_cycles() {
  if (is_over()) return;
  if (plan_.opens_editors && now() >= next_editor_) take_editor_turn();
  if (now() >= next_engine_) cycle_engine();
}

void Soak::take_state_turn() {
  next_state_ = now() + every(kStatePeriod);
  const std::size_t index = state_turn_ / 2 % plugins_.size();
  const bool loads = state_turn_++ % 2 == 1;
  vitals_.run.enter(loads ? Phase::loading_state : Phase::saving_state,
                    static_cast<std::uint32_t>(index));
  if (loads) {
    plugins_[index]->load_saved_state();
  } else {
    plugins_[index]->save_state();
  }
  vitals_.run.enter(Phase::playing);
}

void Soak::open_editor(std::size_t index) {
  vitals_.run.enter(Phase::opening_editor, static_cast<std::uint32_t>(index));
  plugins_[index]->open_editor(loop_, static_cast<int>(index) * kEditorSpacing);
  vitals_.run.enter(Phase::playing);
}

/// Closes one editor, or opens it again when its turn comes next; changes go on meanwhile.
void Soak::take_editor_turn() {
  const std::size_t index = editor_turn_ / 2 % plugins_.size();
  const bool opens = editor_turn_++ % 2 == 1;
  next_editor_ = now() + (opens ? every(kEditorPeriod) : 0.5 * every(kEditorPeriod));
  if (!opens) {
    vitals_.run.enter(Phase::closing_editor, static_cast<std::uint32_t>(index));
    plugins_[index]->close_editor();
    vitals_.run.enter(Phase::playing);
    return;
  }
  open_editor(index);
  expect_everywhere();
  settle();
}

/// Only when audio is seen to go on: to stop a thread that hangs would be to wait forever.
void Soak::pause_engine() {
  const std::uint64_t callbacks = engine_.callbacks();
  while (engine_.is_running() && engine_.callbacks() < callbacks + 2) {
    loop_.run_once(milliseconds(1));
    look_around();
  }
  vitals_.run.enter(Phase::stopping);
  engine_.pause();
}

/// Stops the engine, changes every track, starts again: editors must follow meanwhile, and audio
/// must have the value in its first callback.
void Soak::cycle_engine() {
  next_engine_ = now() + every(kEnginePeriod);
  pause_engine();
  vitals_.run.enter(Phase::playing);
  single_change();
  settle();
  if (auto started = start_engine(); !started) {
    error_ = started.error();
    return;
  }
  ++engine_cycles_;
  expect_everywhere();
  settle();
}

// -- nothing happens -----------------------------------------------------------------------------

double Soak::idle_share(double seconds) {
  vitals_.run.enter(Phase::idle);
  const double used = processor_seconds();
  const auto from = Clock::now();
  const auto until =
      from + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  while (!is_over() && Clock::now() < until) {
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
    loop_.run_once(std::min(left, milliseconds(100)));
    ++vitals_.run.beats;
    vitals_.seconds = now();
  }
  const double passed = std::chrono::duration<double>(Clock::now() - from).count();
  return passed > 0.0 ? 100.0 * (processor_seconds() - used) / passed : -1.0;
}

void Soak::measure_idle() {
  pause_engine();
  for (std::size_t i = 0; i < plugins_.size(); ++i) {
    if (plan_.opens_editors && !plugins_[i]->has_open_editor()) open_editor(i);
    if (plugins_[i]->has_open_editor()) ++idle_.editors;
  }
  turn_for(kUntilStill);
  idle_.seconds = plan_.idle_seconds();
  if (idle_.editors > 0) idle_.with_editors = idle_share(idle_.seconds);
  for (std::size_t i = 0; i < plugins_.size(); ++i) {
    if (!plugins_[i]->has_open_editor()) continue;
    vitals_.run.enter(Phase::closing_editor, static_cast<std::uint32_t>(i));
    plugins_[i]->close_editor();
  }
  last_look_ns_ = 0;  // sleeping was no slow turn
  turn_for(kUntilStill);
  idle_.without_editors = idle_share(idle_.seconds);
  vitals_.run.enter(Phase::playing);
}

void Soak::close() {
  worker_.reset();
  pause_engine();
  (void)engine_.stop();
  for (std::size_t i = 0; i < plugins_.size(); ++i) {
    vitals_.run.enter(Phase::closing_editor, static_cast<std::uint32_t>(i));
    plugins_[i]->close_editor();
  }
  vitals_.run.enter(Phase::closing);
  loop_.run_once(milliseconds::zero());
}

// -- the main loop's turns -----------------------------------------------------------------------

template <typename Done>
void Soak::turn_until(Clock::time_point deadline, Done&& done) {
  while (!is_over() && !done()) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (left <= milliseconds::zero()) return;
    loop_.run_once(std::min(left, milliseconds(1)));
    look_around();
  }
}

void Soak::turn_for(double seconds) {
  const auto span =
      std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  turn_until(Clock::now() + span, [] { return false; });
}

void Soak::look_around() {
  ++vitals_.run.beats;
  for (const auto& plugin : plugins_) plugin->look();
  watch_audio();
  const std::uint64_t look_ns = monotonic_ns();
  if (last_look_ns_ != 0) longest_turn_ns_ = std::max(longest_turn_ns_, look_ns - last_look_ns_);
  last_look_ns_ = look_ns;
  const double time = now();
  if (time >= next_automation_) {
    next_automation_ = time + kAutomationPeriod;
    for (const auto& plugin : plugins_) plugin->automate();
  }
  report(meter_.look(time));
}

void Soak::watch_audio() {
  const std::uint64_t callbacks = engine_.callbacks();
  if (callbacks != callbacks_seen_ || !engine_.is_running()) {
    callbacks_seen_ = callbacks;
    callbacks_moved_ = Clock::now();
  }
  if (Clock::now() - callbacks_moved_ < kAudioPatience * plan_.patience) return;
  // Stopping the engine would wait forever; the parent of this process ends it.
  vitals_.run.enter(Phase::audio_stalled);
  for (;;) std::this_thread::sleep_for(kAudioPatience);
}

void Soak::report(const std::optional<SoakSecond>& second) {
  if (!second) return;
  listener_.on_second(*second);
  listener_.on_figures(figures());
}

SoakFigures Soak::figures() const {
  SoakFigures figures = meter_.figures();
  figures.seconds = now();
  for (std::size_t i = 0; i < plugins_.size(); ++i) {
    figures.plugins[i].path = plan_.files[i % plan_.files.size()].path.string();
    figures.plugins[i].number = static_cast<std::uint32_t>(i / plan_.files.size() + 1);
  }
  figures.engine_cycles = engine_cycles_;
  figures.longest_turn_ns = longest_turn_ns_;
  figures.idle = idle_;
  figures.was_interrupted = g_interrupted;
  figures.error = error_.message;
  return figures;
}

double Soak::now() const {
  return std::chrono::duration<double>(Clock::now() - began_).count();
}

bool Soak::is_over() const noexcept {
  return g_interrupted || !error_.message.empty();
}

double Soak::random(double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random_);
}

double Soak::every(double usual) const {
  return std::min(usual, plan_.seconds / 8.0);
}

}  // namespace attacca::trial
