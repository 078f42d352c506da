// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/habits/stage.hpp"

#include <algorithm>

namespace attacca::validate {

Stage::Stage(CheckContext& context, const host::HostProfile& profile)
    : context_(context), instance_(context.create(profile)), cutter_(profile.block_sizes) {
  audio_[0] = std::make_unique<AudioThread>();
  if (profile.moves_audio_thread) audio_[1] = std::make_unique<AudioThread>();
}

Stage::~Stage() {
  wait();
  if (instance_ == nullptr || instance_->profile().destroys_while_active) return;
  if (instance_->is_processing()) audio_[0]->run([this] { instance_->stop_processing(); });
}

void Stage::start(double sample_rate) {
  const std::uint32_t announced = kFrames * instance_->profile().maximum_block_factor;
  context_.step("activating");
  context_.rely_on("lifecycle.plays", "not activated",
                   [&] { return instance_->activate(sample_rate, announced); });
  playback_ = std::make_unique<Playback>(*instance_, kFrames);
  playback_->sample_rate = sample_rate;
  bool started = false;
  audio_[0]->run([&] { started = instance_->start_processing(); });
  context_.require(started, "the plugin refused to start processing");
}

void Stage::play_period() {
  std::uint32_t left = kFrames;
  if (instance_->profile().empty_blocks) instance_->process_empty();
  while (left > 0) {
    const std::uint32_t frames = cutter_.next(left);
    (void)playback_->run(frames);
    left -= frames;
  }
}

void Stage::begin(int periods) {
  wait();
  if (audio_[1] == nullptr) {
    audio_[0]->start([this, periods] {
      for (int i = 0; i < periods; ++i) play_period();
    });
    return;
  }
  // One period after the other, each on the other thread.
  audio_[0]->start([this, periods] {
    for (int i = 0; i < periods; ++i) {
      if (i % 2 == 0) {
        play_period();
      } else {
        audio_[1]->run([this] { play_period(); });
      }
    }
  });
}

void Stage::play_pause() {
  constexpr int kMostPeriods = 96'000 / static_cast<int>(kFrames);
  constexpr int kPeriods = 16;
  wait();
  playback_->signal = Signal::silence;
  for (int i = 0; i < kMostPeriods / kPeriods && !instance_->is_asleep(); ++i) play(kPeriods);
  playback_->signal = Signal::noise;
  play(kPeriods);
}

void Stage::wait() {
  audio_[0]->wait();
}

void Stage::stop() {
  wait();
  audio_[0]->run([this] { instance_->stop_processing(); });
  context_.step("deactivating");
  instance_->deactivate();
  instance_->pump();
}

void Stage::rest(std::chrono::milliseconds time) {
  (void)context_.loop().run_until(host::MainLoop::Clock::now() + time);
}

bool Stage::load(std::span<const std::byte> state) {
  context_.step("loading a state");
  const auto loaded = instance_->load_state(state);
  return context_.expect(loaded.has_value(), loaded ? "" : loaded.error().message);
}

void Stage::check_output() {
  context_.expect(playback_->stayed_inside(), "it wrote outside its output buffers");
  context_.expect(playback_->is_finite(), "its output holds NaN or infinity");
}

host::TrackInfo whole_track(const std::string& name) {
  host::TrackInfo track;
  track.name = name;
  track.color = host::Color{0x20, 0x90, 0x60, 255};
  track.index = 3;
  track.uid = "1217";
  track.role = host::TrackRole::track;
  track.channel_count = 2;
  track.location = host::PluginLocation::pre_fader;
  return track;
}

std::vector<std::byte> make_state(CheckContext& context) {
  context.step("making a state");
  Stage stage(context, host::HostProfile());
  if (!stage.instance().has_state()) return {};
  stage.start();
  for (const host::ParameterInfo& parameter : stage.instance().parameters()) {
    const bool is_fit = parameter.is_automatable && !parameter.is_read_only &&
                        !parameter.is_stepped && !parameter.is_bypass && !parameter.is_hidden;
    if (!is_fit) continue;
    const double range = parameter.maximum - parameter.minimum;
    (void)stage.instance().set_parameter(parameter.id, parameter.minimum + 0.25 * range);
  }
  stage.play(4);
  stage.rest();
  auto state =
      context.rely_on("state.saves", "no state", [&] { return stage.instance().save_state(); });
  // Whether states can be loaded at all is for other checks to say.
  if (!stage.instance().load_state(state)) {
    context.note("it refuses the state that it has just saved");
    return {};
  }
  return state;
}

}  // namespace attacca::validate
