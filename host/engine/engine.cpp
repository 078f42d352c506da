// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/engine.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "host/base/denormals.hpp"
#include "host/crash/crash_reporter.hpp"
#include "host/engine/audio_pace.hpp"
#include "host/engine/play_order.hpp"
#include "host/engine/strip.hpp"

namespace attacca::host {

namespace {

constexpr std::uint32_t kMostFrames = 8192;
constexpr std::chrono::milliseconds kSleepWhileRunning{5};
constexpr std::chrono::milliseconds kSleepWhileStopped{100};

}  // namespace

Engine::Engine(MainLoop& loop, EngineOptions options) : loop_(loop), options_(std::move(options)) {}

Engine::~Engine() {
  (void)stop();
}

Track& Engine::add_track(TrackInfo info) {
  tracks_.push_back(std::make_unique<Track>(std::move(info)));
  return *tracks_.back();
}

std::uint32_t Engine::announced_frames() const noexcept {
  const std::uint32_t wanted = options_.block_frames * options_.profile.maximum_block_factor;
  return std::max(options_.block_frames, std::min(wanted, kMostFrames));
}

Result<void> Engine::activate_all() {
  for (const auto& track : tracks_) {
    for (const auto& instance : track->chain()) {
      instance->set_offline(options_.free_wheel);
      if (auto activated = instance->activate(options_.sample_rate, announced_frames());
          !activated) {
        deactivate_all();
        return activated;
      }
    }
  }
  return {};
}

void Engine::deactivate_all() {
  for (const auto& track : tracks_) {
    for (const auto& instance : track->chain()) instance->deactivate();
  }
}

Result<void> Engine::make_strips() {
  const auto index_of = [this](const Track* track) {
    const auto found = std::find_if(tracks_.begin(), tracks_.end(),
                                    [track](const auto& each) { return each.get() == track; });
    return static_cast<std::size_t>(found - tracks_.begin());
  };
  std::vector<std::vector<std::size_t>> sources(tracks_.size());
  std::vector<bool> is_source(tracks_.size());
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    for (const Track* const source : tracks_[i]->note_sources()) {
      sources[i].push_back(index_of(source));
      if (sources[i].back() == tracks_.size()) return fail("notes come from a foreign track");
      is_source[sources[i].back()] = true;
    }
  }
  const auto order = play_order(sources);
  if (!order) {
    return fail("the notes of track " + std::to_string(order.error() + 1) + " come back to it");
  }
  play_order_.clear();
  strips_.clear();
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    strips_.push_back(std::make_unique<Strip>(*tracks_[i], options_.channels, options_.block_frames,
                                              position_, is_source[i]));
  }
  std::uint32_t latest = 0;
  for (const std::size_t i : *order) {
    for (const std::size_t source : sources[i]) strips_[i]->listen_to(*strips_[source]);
    latest = std::max(latest, strips_[i]->latency());
    play_order_.push_back(strips_[i].get());
  }
  for (const auto& strip : strips_) strip->delay(latest - strip->latency());
  return {};
}

Result<void> Engine::start() {
  if (running_) return fail("the engine runs already");
  if (!(options_.sample_rate >= 1000.0 && options_.sample_rate <= 1'000'000.0)) {
    return fail("the sample rate must be between 1000 and 1000000 Hz");
  }
  if (options_.block_frames < 1 || options_.block_frames > kMostFrames) {
    return fail("the block size must be between 1 and 8192 frames");
  }
  if (options_.channels < 1 || options_.channels > 64) {
    return fail("the number of channels must be between 1 and 64");
  }
  if (auto activated = activate_all(); !activated) return activated;
  if (!paused_) {
    finished_ = false;
    position_ = 0;
  }
  paused_ = false;
  if (auto made = make_strips(); !made) {
    deactivate_all();
    return made;
  }
  mix_samples_.assign(std::size_t{options_.channels} * options_.block_frames, 0.0f);
  mix_.resize(options_.channels);
  for (std::size_t i = 0; i < mix_.size(); ++i) {
    mix_[i] = mix_samples_.data() + i * options_.block_frames;
  }
  stop_ = false;
  audio_ended_ = false;
  cutter_ = BlockCutter(options_.profile.block_sizes);
  relay_ = options_.profile.moves_audio_thread ? std::make_unique<AudioRelay>() : nullptr;
  loop_.set_longest_sleep(kSleepWhileRunning);
  hook_ = loop_.add_hook([this] { restart_wanting(); });
  running_ = true;
  thread_ = std::thread([this] { audio_main(); });
  return {};
}

void Engine::pause() {
  if (!running_) return;
  stop_.store(true, std::memory_order_release);
  thread_.join();
  relay_.reset();
  running_ = false;
  loop_.remove(hook_);
  loop_.set_longest_sleep(kSleepWhileStopped);
  deactivate_all();
  for (const auto& track : tracks_) {
    for (const auto& instance : track->chain()) instance->pump();
  }
  paused_ = true;
}

Result<void> Engine::stop() {
  pause();
  paused_ = false;
  if (!recorder_) return {};
  auto finished = recorder_->finish();
  recorder_.reset();
  return finished;
}

std::uint64_t Engine::frames_left() const noexcept {
  if (options_.seconds <= 0.0) return UINT64_MAX;
  const auto total =
      static_cast<std::uint64_t>(std::llround(options_.seconds * options_.sample_rate));
  const std::uint64_t position = position_.load(std::memory_order_relaxed);
  return position < total ? total - position : 0;
}

std::uint32_t Engine::next_frames() const noexcept {
  const std::uint64_t left = frames_left();
  if (left == 0 && options_.goes_on) return options_.block_frames;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(left, options_.block_frames));
}

void Engine::wait_for_leave(std::uint32_t frames) noexcept {
  constexpr std::uint64_t kNap = 100'000;
  const auto must_wait = [&] {
    const bool held =
        position_.load(std::memory_order_relaxed) >= hold_.load(std::memory_order_acquire);
    bool wait = held || (recorder_ && frames_left() > 0 && !recorder_->has_room(frames));
    for (const auto& strip : strips_) {
      wait = strip->is_restarting() || !strip->has_room_for_notes() || wait;
    }
    return wait;
  };
  while (must_wait() && !stop_.load(std::memory_order_acquire)) sleep_until(now_ns() + kNap);
}

void Engine::audio_main() noexcept {
  const SignalStack signal_stack;  // so that a crash reporter sees a plugin's stack overflow
  flush_denormals_to_zero();
  if (options_.realtime_priority && !options_.free_wheel) {
    auto ask = [this] { realtime_priority_ = ask_for_realtime_priority(); };
    ask();
    if (relay_ != nullptr) relay_->run(ask);
  }
  const double period = static_cast<double>(options_.block_frames) / options_.sample_rate * 1e9;
  std::uint64_t start = now_ns();
  std::uint64_t played = 0;  // periods since `start`
  while (!stop_.load(std::memory_order_acquire)) {
    const std::uint32_t frames = next_frames();
    if (frames == 0) break;
    // Times are computed from the start, so that rounding never adds up.
    const auto begin = start + static_cast<std::uint64_t>(static_cast<double>(played) * period);
    auto deadline = start + static_cast<std::uint64_t>(static_cast<double>(played + 1) * period);
    if (!options_.free_wheel) {
      sleep_until(begin);
    } else {
      wait_for_leave(frames);
      if (stop_.load(std::memory_order_acquire)) break;
    }
    const std::uint64_t called = now_ns();
    visited_ns_ = 0;
    auto play = [&] { play_period(frames, options_.free_wheel ? 0 : deadline); };
    if (relay_ != nullptr && played % 2 == 1) {
      relay_->run(play);
    } else {
      play();
    }
    const std::uint64_t ended = now_ns();
    start += visited_ns_;
    deadline += visited_ns_;
    const bool late = !options_.free_wheel && ended > deadline;
    timing_.add(ended - called - visited_ns_, late);
    ++played;
    if (late) {
      // A sound card would have gone on without us: the missed periods are gone.
      const auto missed =
          static_cast<std::uint64_t>(static_cast<double>(ended - deadline) / period);
      skipped_.fetch_add(missed, std::memory_order_relaxed);
      played += missed;
    }
  }
  for (const auto& strip : strips_) strip->stop();
  audio_ended_.store(true, std::memory_order_release);
  if (frames_left() == 0) finished_.store(true, std::memory_order_release);
}

void Engine::play_period(std::uint32_t frames, std::uint64_t deadline_ns) noexcept {
  const RealtimeScope guard(own_offences_);
  while (frames > 0) {
    const std::uint32_t piece = cutter_.next(frames);
    const double left_ns = frames / options_.sample_rate * 1e9;
    const auto due = static_cast<std::int64_t>(deadline_ns) - std::llround(left_ns);
    play_block(piece, deadline_ns, deadline_ns == 0 ? -1 : due);
    frames -= piece;
  }
}

void Engine::play_block(std::uint32_t frames, std::uint64_t deadline_ns,
                        std::int64_t system_ns) noexcept {
  const auto position = static_cast<std::int64_t>(position_.load(std::memory_order_relaxed));
  Transport transport;
  transport.is_playing = options_.rolling;
  transport.tempo = options_.tempo;
  transport.sample_rate = options_.sample_rate;
  transport.system_ns = system_ns;
  transport.position_frames = options_.rolling ? position : 0;
  for (Strip* const strip : play_order_) {
    visited_ns_ +=
        strip->play(frames, transport, position, deadline_ns == 0 ? 0 : deadline_ns + visited_ns_);
  }
  mix(frames);
  record(frames);
  position_.fetch_add(frames, std::memory_order_release);
  if (frames_left() == 0) finished_.store(true, std::memory_order_release);
  callbacks_.fetch_add(1, std::memory_order_release);
}

void Engine::mix(std::uint32_t frames) noexcept {
  for (std::size_t channel = 0; channel < mix_.size(); ++channel) {
    // The first strip is copied, not added to zero, so that one track comes out bit for bit.
    if (strips_.empty()) {
      std::fill_n(mix_[channel], frames, 0.0f);
    } else {
      std::copy_n(strips_.front()->output()[channel], frames, mix_[channel]);
    }
    for (std::size_t strip = 1; strip < strips_.size(); ++strip) {
      const float* const source = strips_[strip]->output()[channel];
      for (std::uint32_t i = 0; i < frames; ++i) mix_[channel][i] += source[i];
    }
  }
}

void Engine::record(std::uint32_t frames) noexcept {
  if (recorder_ && frames_left() > 0) recorder_->push(mix_, frames);
}

void Engine::restart_wanting() {
  // A profile that activates on a worker turns the loop in here, and the loop calls this again.
  if (restarting_ || audio_ended_.load(std::memory_order_acquire)) return;
  restarting_ = true;
  for (const auto& strip : strips_) {
    for (const auto& slot : strip->slots()) {
      const Slot::State state = slot->state.load(std::memory_order_acquire);
      const bool is_ours = state == Slot::State::parked || state == Slot::State::refused;
      if (!slot->instance.wants_restart()) continue;
      if (!is_ours) {
        slot->state.store(Slot::State::park_wanted, std::memory_order_release);
        continue;
      }
      slot->instance.clear_restart();
      slot->instance.deactivate();
      const auto again = slot->instance.activate(options_.sample_rate, announced_frames());
      slot->memory = PortMemory(slot->instance.ports(), options_.block_frames);
      slot->state.store(again ? Slot::State::starting : Slot::State::refused,
                        std::memory_order_release);
    }
  }
  restarting_ = false;
}

EngineReport Engine::report() const noexcept {
  EngineReport report;
  report.callbacks = callbacks();
  report.frames = position();
  report.callback = timing_.summary();
  report.skipped_periods = skipped_.load(std::memory_order_relaxed);
  report.own_offences = own_offences_.total();
  report.had_realtime_priority = realtime_priority_;
  return report;
}

}  // namespace attacca::host
