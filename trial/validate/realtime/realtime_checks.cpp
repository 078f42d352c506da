// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/stack/symbolizer.hpp"
#include "host/window/editor_window.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/editor/editor_need.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/usable_state.hpp"
#include "trial/validate/watch.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kSource = "CLAP and VST3: process() is real time; see docs/threads.md";
constexpr std::uint32_t kFrames = 256;
constexpr std::size_t kSitesShown = 4;

/// An instance whose callbacks are counted. Some blocks have passed, so that what the first ones
/// did wrong counts in the check that is about them only.
class Watched {
 public:
  explicit Watched(CheckContext& context, int blocks = 8)
      : context_(context),
        instance(context.create_processing(48000.0, kFrames)),
        playback(*instance, kFrames) {
    if (host::realtime_guard_reach() == host::RealtimeGuardReach::nothing) {
      context.skip("this program cannot watch audio callbacks");
    }
    run(blocks);
    begin();
  }

  void begin() {
    before_ = instance->realtime_offences().total();
    sites_before_ = instance->realtime_offences().sites();
  }
  /// On a thread of its own, as in a host: what plugins do there may go by the thread's id.
  void run(int blocks) {
    audio_.run([this, blocks] {
      for (int i = 0; i < blocks; ++i) playback.run(kFrames);
    });
  }
  /// Fails where the callbacks since begin() did what takes unbounded time.
  void expect_bounded(std::string_view when) {
    const host::RealtimeOffences& now = instance->realtime_offences();
    const std::uint64_t count = now.total() - before_;
    if (count == 0) return;
    std::string text = std::to_string(count) + " times " + std::string(when) + ":";
    auto symbolizer = host::Symbolizer::of_this_process();
    std::size_t shown = 0;
    const auto sites = now.sites();
    for (std::size_t i = 0; i < sites.size() && shown < kSitesShown; ++i) {
      host::OffenceSite site = sites[i];
      if (i < sites_before_.size()) site.count -= sites_before_[i].count;
      if (site.count == 0) continue;
      text += (shown++ > 0 ? "; " : " ") + std::string(host::name_of(site.kind)) + " " +
              place_of(site, symbolizer);
    }
    context_.fail(text);
  }

 private:
  CheckContext& context_;

 public:
  WatchedInstance instance;
  Playback playback;

 private:
  AudioThread audio_;
  std::uint64_t before_ = 0;
  std::vector<host::OffenceSite> sites_before_;
};

std::vector<host::ParameterInfo> changeable(CheckContext& context,
                                            const host::PluginInstance& instance) {
  std::vector<host::ParameterInfo> parameters;
  for (const auto& each : instance.parameters()) {
    if (!each.is_read_only && each.is_automatable) parameters.push_back(each);
  }
  if (parameters.empty()) context.skip("the plugin has no parameters that can be automated");
  return parameters;
}

double value_at(const host::ParameterInfo& parameter, double part) {
  return parameter.minimum + part * (parameter.maximum - parameter.minimum);
}

void first_callback(CheckContext& context) {
  Watched watched(context, 0);
  watched.run(1);
  watched.expect_bounded("in the first callback after activation");
}

void steady(CheckContext& context) {
  Watched watched(context);
  watched.run(500);
  watched.expect_bounded("in 500 callbacks without any change");
}

void second_activation(CheckContext& context) {
  Watched watched(context);
  watched.instance->deactivate();
  context.require(watched.instance->activate(96000.0, kFrames), "not activated");
  context.require(watched.instance->start_processing(), "the plugin refused to start processing");
  watched.begin();
  watched.run(2);
  watched.expect_bounded("in the first two callbacks after activation at another rate");
}

void other_thread(CheckContext& context) {
  Watched watched(context);
  for (int i = 0; i < 3; ++i) {
    AudioThread thread;  // whose thread-local objects nobody has made yet
    thread.run([&] { watched.run(1); });
  }
  watched.expect_bounded("in the first callback on a new thread");
}

void each_parameter(CheckContext& context) {
  Watched watched(context);
  for (const auto& parameter : changeable(context, *watched.instance)) {
    for (const double part : {0.0, 1.0, 0.5}) {
      const host::ParameterEdit edit =
          watched.instance->edit(parameter.id, value_at(parameter, part), 0);
      watched.playback.run(kFrames, {&edit, 1});
    }
  }
  watched.expect_bounded("while each parameter went through its range");
}

void all_parameters(CheckContext& context) {
  Watched watched(context);
  const auto parameters = changeable(context, *watched.instance);
  for (int round = 0; round < 4; ++round) {
    std::vector<host::ParameterEdit> edits;
    for (const auto& parameter : parameters) {
      if (edits.size() == 500) break;  // as many as the host's lists surely take
      edits.push_back(
          watched.instance->edit(parameter.id, value_at(parameter, round % 2 == 0 ? 1.0 : 0.0), 0));
    }
    watched.playback.run(kFrames, edits);
  }
  watched.expect_bounded("in callbacks that changed all parameters at once");
}

void dense_automation(CheckContext& context) {
  Watched watched(context);
  const auto parameters = changeable(context, *watched.instance);
  for (int round = 0; round < 4; ++round) {
    const auto& parameter = parameters[context.pick(0, parameters.size() - 1)];
    std::vector<host::ParameterEdit> edits;
    for (std::uint32_t frame = 0; frame < kFrames; frame += 4) {
      edits.push_back(watched.instance->edit(
          parameter.id, value_at(parameter, static_cast<double>(frame) / kFrames), frame));
    }
    watched.playback.run(kFrames, edits);
  }
  watched.expect_bounded("in callbacks with a parameter change every 4 frames");
}

void bypass(CheckContext& context) {
  Watched watched(context);
  const auto& parameters = watched.instance->parameters();
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [](const auto& each) { return each.is_bypass; });
  if (found == parameters.end()) context.skip("the plugin has no bypass");
  for (int i = 0; i < 6; ++i) {
    const host::ParameterEdit edit = watched.instance->edit(
        found->id, i % 2 == 0 ? found->maximum : found->minimum, kFrames / 2);
    watched.playback.run(kFrames, {&edit, 1});
    watched.run(2);
  }
  watched.expect_bounded("while bypass was switched");
}

void state_load(CheckContext& context) {
  Watched watched(context);
  const auto state = state_of(context, *watched.instance);
  watched.run(2);
  watched.begin();
  for (int i = 0; i < 5; ++i) {
    load_own(context, *watched.instance, state);
    watched.run(2);
  }
  watched.expect_bounded("in callbacks after a state was loaded");
}

void state_save(CheckContext& context) {
  Watched watched(context);
  if (!watched.instance->has_state()) context.skip("the plugin has no state");
  for (int i = 0; i < 5; ++i) {
    (void)watched.instance->save_state();
    watched.run(2);
  }
  watched.expect_bounded("in callbacks after a state was saved");
}

void track_change(CheckContext& context) {
  Watched watched(context);
  if (watched.instance->track_info_way().empty()) {
    context.skip("the plugin receives no track info under this host profile");
  }
  for (int i = 0; i < 20; ++i) {
    host::TrackInfo info;
    info.name = std::string(static_cast<std::size_t>(10 * i), 'n');
    info.color = host::Color{static_cast<std::uint8_t>(i), 0, 0, 255};
    (void)watched.instance->send_track_info({info, false, {}});
    watched.run(1);
  }
  watched.expect_bounded("in callbacks after it received track info");
}

void notes(CheckContext& context) {
  Watched watched(context);
  if (watched.instance->ports().note_inputs.empty()) context.skip("the plugin has no note inputs");
  host::NoteEvent on;
  host::NoteEvent off;
  off.kind = host::NoteEventKind::off;
  off.frame = kFrames - 1;
  const std::array one{on, off};
  watched.playback.run(kFrames, {}, one);
  watched.run(4);
  watched.expect_bounded("in the callbacks of the first note");
}

void many_notes(CheckContext& context) {
  Watched watched(context);
  if (watched.instance->ports().note_inputs.empty()) context.skip("the plugin has no note inputs");
  // More than most instruments have voices for.
  std::vector<host::NoteEvent> chord;
  for (std::int16_t key = 0; key < 128; ++key) {
    host::NoteEvent note;
    note.key = key;
    note.note_id = key;
    note.frame = static_cast<std::uint32_t>(key);
    chord.push_back(note);
  }
  watched.playback.run(kFrames, {}, chord);
  watched.run(4);
  for (host::NoteEvent& note : chord) note.kind = host::NoteEventKind::off;
  watched.playback.run(kFrames, {}, chord);
  watched.run(4);
  watched.expect_bounded("in the callbacks of 128 notes at once");
}

void reset(CheckContext& context) {
  Watched watched(context);
  for (int i = 0; i < 5; ++i) {
    watched.instance->reset();
    watched.run(2);
  }
  watched.expect_bounded("in resets and the callbacks after them");
}

void restart(CheckContext& context) {
  Watched watched(context);
  for (int i = 0; i < 5; ++i) {
    watched.instance->stop_processing();
    context.require(watched.instance->start_processing(),
                    "the plugin refused to start processing again");
    watched.run(2);
  }
  watched.expect_bounded("when processing stopped and started, and in the callbacks after it");
}

void block_sizes(CheckContext& context) {
  Watched watched(context);
  for (std::uint32_t frames : {1U, kFrames, 2U, 255U, 64U, 17U, kFrames}) {
    watched.playback.run(frames);
  }
  for (int i = 0; i < 100; ++i) {
    watched.playback.run(static_cast<std::uint32_t>(context.pick(1, kFrames)));
  }
  watched.expect_bounded("in blocks of changing sizes");
}

void empty_blocks(CheckContext& context) {
  Watched watched(context);
  for (int i = 0; i < 10; ++i) {
    watched.playback.run(0);
    watched.run(1);
  }
  watched.expect_bounded("in blocks without frames and those after them");
}

void transport(CheckContext& context) {
  Watched watched(context);
  for (int i = 0; i < 10; ++i) {
    watched.playback.is_rolling = i % 2 == 0;
    watched.playback.has_transport = i % 5 != 4;
    watched.playback.jump_to(static_cast<std::int64_t>(context.pick(0, 10'000'000)));
    watched.run(2);
  }
  watched.expect_bounded("while the transport started, stopped and jumped");
}

void signals(CheckContext& context) {
  Watched watched(context);
  for (const Signal signal : {Signal::silence, Signal::loud_noise, Signal::denormals,
                              Signal::constant, Signal::sine, Signal::silence}) {
    watched.playback.signal = signal;
    watched.run(10);
  }
  watched.playback.flags_silence = true;
  watched.run(10);
  watched.expect_bounded("while silence, loud noise and denormals were played");
}

void queries(CheckContext& context) {
  Watched watched(context);
  for (int i = 0; i < 3; ++i) {
    for (const auto& each : watched.instance->parameters()) {
      (void)watched.instance->parameter_value(each.id);
      (void)watched.instance->value_to_text(each.id, each.default_value);
    }
    (void)watched.instance->latency();
    context.loop().run_once(std::chrono::milliseconds(0));
    watched.run(2);
  }
  watched.expect_bounded("in callbacks after values, texts and latency were asked for");
}

void editor_open(CheckContext& context) {
  Watched watched(context);
  need_editor(context, *watched.instance);
  auto window = context.require(host::EditorWindow::open(context.loop(), *watched.instance),
                                "the editor did not open");
  for (int i = 0; i < 30; ++i) {
    watched.run(2);
    context.loop().run_once(std::chrono::milliseconds(2));
  }
  watched.expect_bounded("in callbacks while the editor was open");
  window.reset();
  watched.begin();
  watched.run(2);
  watched.expect_bounded("in callbacks after the editor was closed");
}

constexpr Check bounded(std::string_view name, std::string_view rule, void (*run)(CheckContext&),
                        bool needs_display = false) {
  return {name,
          rule,
          kSource,
          run,
          Severity::failure,
          Formats::both,
          false,
          needs_display,
          std::chrono::milliseconds(20'000)};
}

constexpr std::array kChecks = {
    bounded("realtime.first-callback", "the first callback after activation takes bounded time",
            first_callback),
    bounded("realtime.steady", "callbacks without any change take bounded time", steady),
    bounded("realtime.second-activation",
            "callbacks after activation at another rate take bounded time", second_activation),
    bounded("realtime.new-thread", "the first callback on a thread takes bounded time",
            other_thread),
    bounded("realtime.each-parameter", "callbacks that change a parameter take bounded time",
            each_parameter),
    bounded("realtime.all-parameters", "callbacks that change all parameters take bounded time",
            all_parameters),
    bounded("realtime.dense-automation", "callbacks with dense automation take bounded time",
            dense_automation),
    bounded("realtime.bypass", "callbacks that switch bypass take bounded time", bypass),
    bounded("realtime.state-load", "callbacks after a loaded state take bounded time", state_load),
    bounded("realtime.state-save", "callbacks after a saved state take bounded time", state_save),
    bounded("realtime.track-change", "callbacks after a change of the track take bounded time",
            track_change),
    bounded("realtime.first-note", "the callbacks of the first note take bounded time", notes),
    bounded("realtime.many-notes", "the callbacks of many notes at once take bounded time",
            many_notes),
    bounded("realtime.reset", "resets and the callbacks after them take bounded time", reset),
    bounded("realtime.restart", "stops and starts of processing take bounded time", restart),
    bounded("realtime.block-sizes", "callbacks of changing sizes take bounded time", block_sizes),
    bounded("realtime.empty-blocks", "blocks without frames take bounded time", empty_blocks),
    bounded("realtime.transport", "callbacks where the transport changes take bounded time",
            transport),
    bounded("realtime.signals", "callbacks take bounded time whatever is played", signals),
    bounded("realtime.queries", "callbacks after questions of the host take bounded time", queries),
    bounded("realtime.editor-open", "callbacks beside an open editor take bounded time",
            editor_open, true),
};

}  // namespace

std::span<const Check> realtime_checks() {
  return kChecks;
}

}  // namespace attacca::validate
