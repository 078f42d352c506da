// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "host/window/editor_window.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/editor/editor_need.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/repeat.hpp"
#include "trial/validate/running_audio.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kBeside =
    "CLAP: thread-check.h, [main-thread] calls come while [audio-thread] runs; VST3: UI thread "
    "beside process()";
constexpr std::chrono::milliseconds kTimeout{20'000};
constexpr std::uint32_t kFrames = 128;

struct Running {
  explicit Running(CheckContext& context)
      : instance(context.create_processing(48000.0, kFrames)),
        playback(*instance, kFrames),
        running(audio, playback) {}
  WatchedInstance instance;
  Playback playback;
  AudioThread audio;
  RunningAudio running;
};

std::vector<host::ParameterInfo> changeable(CheckContext& context,
                                            const host::PluginInstance& instance) {
  std::vector<host::ParameterInfo> parameters;
  for (const auto& each : instance.parameters()) {
    if (!each.is_read_only && each.is_automatable && !each.is_hidden) parameters.push_back(each);
  }
  if (parameters.empty()) context.skip("the plugin has no parameters that can be automated");
  return parameters;
}

double random_value(CheckContext& context, const host::ParameterInfo& parameter) {
  const double part = static_cast<double>(context.pick(0, 1000)) / 1000.0;
  const double value = parameter.minimum + part * (parameter.maximum - parameter.minimum);
  return parameter.is_stepped ? std::round(value) : value;
}

void state_save(CheckContext& context) {
  Running here(context);
  (void)state_of(context, *context.create());
  std::vector<std::byte> last;
  for (int i = 0; i < 50; ++i) {
    last = context.require(here.instance->save_state(),
                           "state " + std::to_string(i) + " could not be saved while audio runs");
  }
  here.running.expect_good(context, "the state was saved 50 times");
  const WatchedInstance other = context.create();
  context.require(other->load_state(last), "a state saved while audio ran was refused");
}

void state_load(CheckContext& context) {
  Running here(context);
  const auto state = state_of(context, *context.create());
  for (int i = 0; i < 50; ++i) {
    context.require(here.instance->load_state(state),
                    "state " + std::to_string(i) + " was refused while audio runs");
    here.running.wait_for_blocks(1);
  }
  here.running.expect_good(context, "a state was loaded 50 times");
}

void queries(CheckContext& context) {
  Running here(context);
  for (int i = 0; i < 20; ++i) {
    for (const auto& parameter : here.instance->parameters()) {
      const auto value = here.instance->parameter_value(parameter.id);
      (void)here.instance->value_to_text(parameter.id, value.value_or(parameter.default_value));
    }
    (void)here.instance->latency();
    (void)here.instance->tail();
    context.loop().run_once(std::chrono::milliseconds(0));
  }
  here.running.expect_good(context, "values, texts, latency and tail were asked for");
}

void track_info(CheckContext& context) {
  Running here(context);
  if (here.instance->track_info_way().empty()) {
    context.skip("the plugin receives no track info under this host profile");
  }
  for (int i = 0; i < 500; ++i) {
    host::TrackInfo info;
    info.name = "Take " + std::to_string(i);
    (void)here.instance->send_track_info({info, false, {}});
    if (i % 50 == 0) context.loop().run_once(std::chrono::milliseconds(0));
  }
  here.running.expect_good(context, "it received track info 500 times");
}

/// What a fresh instance makes of the state: for VST3 the values of the processor, not of the
/// controller that the host set itself.
std::map<host::ParameterId, double> saved_values(CheckContext& context,
                                                 host::PluginInstance& instance) {
  const auto state = saved_by(context, instance);
  const WatchedInstance reader = context.create();
  load_own(context, *reader, state);
  std::map<host::ParameterId, double> values;
  for (const auto& parameter : instance.parameters()) {
    if (const auto value = reader->parameter_value(parameter.id)) values[parameter.id] = *value;
  }
  return values;
}

void last_edit(CheckContext& context) {
  Running here(context);
  (void)state_of(context, *context.create());
  auto parameters = changeable(context, *here.instance);
  // Switches may depend on each other, so that their order counts.
  std::erase_if(parameters,
                [](const auto& each) { return each.step_count > 0 || each.is_stepped; });
  if (parameters.empty()) context.skip("the plugin has no continuous parameters");
  // One parameter: others may depend on it.
  parameters = {parameters[context.pick(0, parameters.size() - 1)]};
  std::map<host::ParameterId, double> last;
  for (int i = 0; i < 400; ++i) {
    const auto& parameter = parameters[context.pick(0, parameters.size() - 1)];
    last[parameter.id] = random_value(context, parameter);
    context.require(here.instance->set_parameter(parameter.id, last[parameter.id]),
                    "a parameter change was not taken");
    if (i % 20 == 0) here.running.wait_for_blocks(1);
  }
  here.running.wait_for_blocks(2);
  here.running.expect_good(context, "parameters were changed 400 times");
  // What the same last values make when nothing happens at the same time.
  const WatchedInstance quiet = context.create_processing(48000.0, kFrames);
  Playback playback(*quiet, kFrames);
  for (const auto& [id, value] : last) {
    context.require(quiet->set_parameter(id, value), "a parameter change was not taken");
  }
  for (int i = 0; i < 3; ++i) playback.run(kFrames);
  const auto expected = saved_values(context, *quiet);
  const auto seen = saved_values(context, *here.instance);
  for (const auto& parameter : parameters) {
    if (!last.contains(parameter.id) || !expected.contains(parameter.id)) continue;
    const double wanted = expected.at(parameter.id);
    const double value = seen.contains(parameter.id) ? seen.at(parameter.id) : std::nan("");
    const double tolerance = 1e-3 * std::abs(parameter.maximum - parameter.minimum);
    context.expect(std::abs(value - wanted) <= tolerance,
                   "parameter " + std::to_string(parameter.id) + " \"" + parameter.name +
                       "\": the last of several changes while audio ran was " +
                       std::to_string(last.at(parameter.id)) + ", the state has " +
                       std::to_string(value) + " instead of " + std::to_string(wanted));
  }
}

// The bits of all output over a number of blocks: FNV-1a, 64 bit (Fowler, Noll, Vo).
std::uint64_t play(Playback& playback, const std::vector<std::unique_ptr<AudioThread>>& threads) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::size_t block = 0; block < 60; ++block) {
    const auto one = [&] {
      playback.run(kFrames);
      for (const float sample : playback.all_output()) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &sample, sizeof bits);
        hash = (hash ^ bits) * 0x100000001b3u;
      }
    };
    threads[block % threads.size()]->run(one);
  }
  return hash;
}

std::uint64_t played_on(CheckContext& context, std::size_t thread_count) {
  const WatchedInstance instance = context.create_processing(48000.0, kFrames);
  Playback playback(*instance, kFrames);
  std::vector<std::unique_ptr<AudioThread>> threads;
  for (std::size_t i = 0; i < thread_count; ++i) threads.push_back(std::make_unique<AudioThread>());
  return play(playback, threads);
}

void moving_audio(CheckContext& context) {
  const std::uint64_t first = played_on(context, 1);
  if (played_on(context, 1) != first) context.skip("two runs of the plugin sound different");
  context.expect(played_on(context, 4) == first,
                 "60 blocks on 4 threads in turn sound different from the same on one thread");
}

void activated_elsewhere(CheckContext& context) {
  context.ignore_watches();
  const WatchedInstance instance = context.create();
  AudioThread worker;
  bool is_active = false;
  worker.run([&] { is_active = instance->activate(48000.0, kFrames).has_value(); });
  if (!is_active) context.skip("the plugin refuses to be activated off the main thread");
  context.require(instance->start_processing(), "the plugin refused to start processing");
  Playback playback(*instance, kFrames);
  worker.run([&] { playback.run(kFrames); });
  context.expect(playback.is_finite(), "the first block has NaN or infinity");
  worker.run([&] { instance->deactivate(); });
}

void end_after_callback(CheckContext& context) {
  AudioThread audio;
  repeat(20, [&](int) {
    WatchedInstance instance = context.create_processing(48000.0, kFrames);
    Playback playback(*instance, kFrames);
    audio.run([&] { playback.run(kFrames); });
    instance.reset();
  });
}

void flush_between(CheckContext& context) {
  const WatchedInstance instance = context.create_processing(48000.0, kFrames);
  Playback playback(*instance, kFrames);
  const auto parameters = changeable(context, *instance);
  AudioThread audio;
  bool is_finite = true;
  audio.start([&] {
    for (int i = 0; i < 400; ++i) {
      playback.run(i % 2 == 0 ? 0 : kFrames);
      is_finite = is_finite && playback.is_finite();
    }
  });
  for (int i = 0; i < 200; ++i) {
    const auto& parameter = parameters[context.pick(0, parameters.size() - 1)];
    (void)instance->set_parameter(parameter.id, random_value(context, parameter));
    instance->pump();
  }
  audio.wait();
  context.expect(is_finite, "a block between blocks without frames has NaN or infinity");
  instance->deactivate();
  for (const auto& parameter : parameters) {
    context.require(instance->set_parameter(parameter.id, parameter.default_value),
                    "a parameter change was not taken while inactive");
  }
}

void started_elsewhere(CheckContext& context) {
  const WatchedInstance instance = context.create();
  AudioThread audio;
  for (int i = 0; i < 10; ++i) {
    context.require(instance->activate(48000.0, kFrames), "not activated");
    Playback playback(*instance, kFrames);
    bool has_started = false;
    audio.run([&] {
      has_started = instance->start_processing();
      if (!has_started) return;
      playback.run(kFrames);
      instance->stop_processing();
    });
    context.require(has_started, "the plugin refused to start processing on the audio thread");
    instance->deactivate();
  }
}

void editor_beside(CheckContext& context) {
  Running here(context);
  need_editor(context, *here.instance);
  for (int i = 0; i < 3; ++i) {
    const auto window = context.require(host::EditorWindow::open(context.loop(), *here.instance),
                                        "the editor did not open while audio runs");
    for (int turn = 0; turn < 10; ++turn) context.loop().run_once(std::chrono::milliseconds(2));
  }
  here.running.expect_good(context, "the editor was opened and closed three times");
}

constexpr Check busy(std::string_view name, std::string_view rule, std::string_view source,
                     void (*run)(CheckContext&), Severity severity = Severity::failure,
                     bool needs_display = false) {
  return {name, rule, source, run, severity, Formats::both, false, needs_display, kTimeout};
}

constexpr std::array kChecks = {
    busy("threads.state-save-while-running", "states that are saved while audio runs can be loaded",
         kBeside, state_save),
    busy("threads.state-load-while-running", "states can be loaded while audio runs",
         "CLAP: state.h, load() is [main-thread] and the plugin may be active; VST3: setState",
         state_load),
    busy("threads.queries-while-running",
         "values, texts, latency and tail can be asked while audio runs", kBeside, queries),
    busy("threads.track-while-running", "receiving track info does not disturb audio", kBeside,
         track_info),
    busy("threads.last-edit-wins", "of parameter changes while audio runs, the last one stays",
         "CLAP: events.h, param value events in order; VST3: inputParameterChanges", last_edit),
    busy("threads.moving-audio-thread", "callbacks on changing threads sound as on one",
         "CLAP: thread-check.h, audio thread is a symbolic role; VST3: thread pools of hosts",
         moving_audio),
    busy("threads.activated-elsewhere", "activation off the main thread does no harm",
         "Ardour 7.3 activates VST3 plugins on its audio thread", activated_elsewhere,
         Severity::warning),
    busy("threads.end-after-callback", "an instance may be destroyed right after a callback",
         "CLAP: plugin.h, destroy(); VST3: terminate()", end_after_callback),
    busy("threads.flush-between-blocks", "blocks without frames may come between others",
         "CLAP: params.h, flush() is [active ? audio-thread : main-thread]; VST3: numSamples 0",
         flush_between),
    busy("threads.started-elsewhere", "processing may start and stop on the audio thread",
         "CLAP: plugin.h, start_processing is [audio-thread]; VST3: setProcessing",
         started_elsewhere),
    busy("threads.editor-while-running", "the editor may be opened and closed while audio runs",
         kBeside, editor_beside, Severity::failure, true),
};

}  // namespace

std::span<const Check> busy_thread_checks() {
  return kChecks;
}

}  // namespace attacca::validate
