// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <string>

#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/state/state_checks.hpp"
#include "trial/validate/state/states.hpp"

namespace attacca::validate {

namespace {

/// A state with random values, and what an inactive instance reports that has loaded it.
struct Reference {
  State state;
  Settings settings;
};

Reference make_reference(CheckContext& context) {
  Reference reference;
  reference.state = saved_by(context, *create_changed(context));
  const auto reader = context.create();
  load_own(context, *reader, reference.state);
  reference.settings = reported_settings(context, *reader);
  return reference;
}

void activate(CheckContext& context, host::PluginInstance& instance) {
  context.start(instance);
}

void play(host::PluginInstance& instance) {
  Playback playback(instance, 256);
  for (int i = 0; i < 4; ++i) (void)playback.run(256);
  instance.pump();
}

/// Both what the plugin reports and what its processor has.
void expect_settings(CheckContext& context, host::PluginInstance& instance, const Settings& wanted,
                     const std::string& what) {
  ProcessorView processor(context);
  const auto reported = first_difference(instance, wanted, reported_settings(context, instance));
  if (!context.expect(reported.empty(), what + ", " + reported)) return;
  const auto heard = first_difference(instance, wanted, processor(instance));
  context.expect(heard.empty(), what + ", the processor has " + heard);
}

void loaded_before_activation(CheckContext& context) {
  const Reference reference = make_reference(context);
  const auto instance = context.create();
  load_own(context, *instance, reference.state);
  activate(context, *instance);
  play(*instance);
  expect_settings(context, *instance, reference.settings, "loaded before activation");
}

void loaded_while_active(CheckContext& context) {
  const Reference reference = make_reference(context);
  const auto instance = context.create_processing();
  load_own(context, *instance, reference.state);
  play(*instance);
  expect_settings(context, *instance, reference.settings, "loaded while active");
}

/// A host gives a plugin that asks for a restart what it asks for: one that has another latency
/// with the loaded values keeps the old one until then.
void grant_restart(CheckContext& context, host::PluginInstance& instance) {
  const bool asks = context.turn_loop_until(
      [&instance] {
        instance.pump();
        return instance.wants_restart();
      },
      std::chrono::milliseconds(100));
  if (!asks) return;
  instance.stop_processing();
  instance.deactivate();
  instance.clear_restart();
  activate(context, instance);
}

void loaded_while_active_is_heard(CheckContext& context) {
  {
    const auto probe = context.create();
    need_state(context, *probe);
    need_audio_effect(context, *probe);
  }
  const State state = saved_by(context, *create_changed(context, true));
  // A second of silence for fades, then sound.
  const auto listen = [](Playback& playback) {
    playback.signal = Signal::silence;
    (void)render(playback, 48000);
    playback.signal = Signal::noise;
    return render(playback, 9600);
  };
  const Rendering got =
      perform_reliably(context, [&](host::PluginInstance& instance, Playback& playback) {
        instance.clear_restart();
        load_own(context, instance, state);
        play(instance);
        grant_restart(context, instance);
        return listen(playback);
      });
  const auto fresh = context.create();
  load_own(context, *fresh, state);
  // Once more: whatever a load interrupts is over by then.
  activate(context, *fresh);
  fresh->stop_processing();
  fresh->deactivate();
  activate(context, *fresh);
  Playback playback(*fresh, 512);
  (void)expect_same_sound(context, listen(playback), got, 1e-2,
                          "loaded while active it does not sound as after a new activation");
}

void loaded_between_activations(CheckContext& context) {
  const Reference reference = make_reference(context);
  const auto instance = context.create_processing();
  play(*instance);
  instance->stop_processing();
  instance->deactivate();
  load_own(context, *instance, reference.state);
  expect_settings(context, *instance, reference.settings,
                  "loaded between two activations, before the second one");
  activate(context, *instance);
  play(*instance);
  expect_settings(context, *instance, reference.settings, "loaded between two activations");
}

void loaded_after_edits(CheckContext& context) {
  need_settable(context, *context.create());
  const Reference reference = make_reference(context);
  const auto instance = create_changed(context);
  load_own(context, *instance, reference.state);
  play(*instance);
  expect_settings(context, *instance, reference.settings, "loaded after edits");
}

void loaded_twice(CheckContext& context) {
  const Reference reference = make_reference(context);
  const auto instance = context.create_processing();
  for (int i = 0; i < 3; ++i) {
    load_own(context, *instance, reference.state);
    play(*instance);
  }
  expect_settings(context, *instance, reference.settings, "loaded three times");
}

void last_load_wins(CheckContext& context) {
  const Reference first = make_reference(context);
  const Reference second = make_reference(context);
  const auto instance = context.create_processing();
  play(*instance);
  for (int i = 0; i < 10; ++i) {
    load_own(context, *instance, i % 2 == 0 ? first.state : second.state);
  }
  play(*instance);
  expect_settings(context, *instance, second.settings, "after ten loads without a block between");
}

void edits_after_loading_win(CheckContext& context) {
  need_settable(context, *context.create());
  const Reference reference = make_reference(context);
  const auto instance = context.create_processing();
  load_own(context, *instance, reference.state);
  const auto parameters = some_settable(*instance, 8);
  Settings edited;
  for (const auto& info : parameters) edited.emplace_back(info.id, random_value(context, info));
  Playback playback(*instance, 64);
  apply(context, *instance, playback, edited);
  // The same edits on the processed state: what parameters do to each other is the same then.
  const auto other = context.create_processing();
  load_own(context, *other, reference.state);
  play(*other);
  Playback later(*other, 64);
  apply(context, *other, later, edited);
  expect_settings(context, *instance, ProcessorView(context)(*other), "edited right after a load");
}

void host_is_notified(CheckContext& context) {
  need_settable(context, *context.create());
  const Reference reference = make_reference(context);
  struct Listener final : host::InstanceListener {
    bool was_notified = false;
    void on_parameter_report(host::PluginInstance&, const host::ParameterReport&) override {
      was_notified = true;
    }
    void on_parameters_changed(host::PluginInstance&) override { was_notified = true; }
  } listener;
  const auto instance = context.create_processing();
  const Settings before = reported_settings(context, *instance);
  if (first_difference(*instance, before, reference.settings).empty()) {
    context.skip("the state holds nothing but defaults");
  }
  play(*instance);
  instance->set_listener(&listener);
  load_own(context, *instance, reference.state);
  play(*instance);
  context.loop().run_once(std::chrono::milliseconds(0));
  instance->pump();
  instance->set_listener(nullptr);
  context.expect(listener.was_notified,
                 "a state with other values was loaded, but neither a rescan of "
                 "values nor a changed value came; knobs stay where they were");
}

/// Blocks on the audio thread until `end()`; what it saw is whole and finite.
class Player {
 public:
  explicit Player(host::PluginInstance& instance) : playback_(instance, 128) {
    thread_.start([this] {
      while (!ends_.load(std::memory_order_acquire)) {
        (void)playback_.run(128);
        ++blocks_;
        is_good_ = is_good_ && playback_.is_finite() && playback_.stayed_inside();
      }
    });
  }
  ~Player() { end(); }
  /// Waits until another block has been played since.
  void let_play() const {
    const std::uint64_t before = blocks_.load();
    while (blocks_.load() < before + 2) std::this_thread::yield();
  }
  bool end() {
    ends_.store(true, std::memory_order_release);
    thread_.wait();
    return is_good_;
  }

 private:
  Playback playback_;
  std::atomic<bool> ends_{false};
  std::atomic<std::uint64_t> blocks_{0};
  bool is_good_ = true;
  AudioThread thread_;
};

void saved_while_processing(CheckContext& context) {
  const auto instance = create_changed(context);
  const State expected = saved_by(context, *instance);
  std::string differs;
  Player player(*instance);
  for (int i = 0; i < 20; ++i) {
    player.let_play();
    const auto state = instance->save_state();
    if (!context.expect(state.has_value(), "the state could not be saved during processing")) break;
    differs = first_difference(expected, *state);
    if (!differs.empty()) break;
  }
  context.expect(player.end(), "while states were saved, an output was not finite");
  if (differs.empty() || changes_by_itself(context, *instance)) return;
  context.fail("saved during processing, " + differs);
}

void loaded_while_processing(CheckContext& context) {
  const Reference first = make_reference(context);
  const Reference second = make_reference(context);
  const auto instance = context.create_processing();
  Player player(*instance);
  for (int i = 0; i < 20; ++i) {
    player.let_play();
    const auto loaded = instance->load_state(i % 2 == 0 ? first.state : second.state);
    if (!context.expect(loaded.has_value(), "the plugin's own state was refused during processing"))
      break;
    instance->pump();
  }
  player.let_play();
  context.expect(player.end(), "while states were loaded, an output was not finite");
  play(*instance);
  expect_settings(context, *instance, second.settings, "after twenty loads during processing");
}

constexpr const char* kAnyTime =
    "CLAP: state.h, main thread, at any time; VST3: setState in every phase; clap-wrapper#490";

constexpr std::array kChecks = {
    Check{"state.before-activation", "what is loaded before activation holds after it", kAnyTime,
          loaded_before_activation},
    Check{"state.while-active", "what is loaded while active holds from the next block on",
          kAnyTime, loaded_while_active},
    Check{"state.while-active-is-heard",
          "what is loaded while active sounds as after a new activation", kAnyTime,
          loaded_while_active_is_heard},
    Check{"state.between-activations",
          "what is loaded between two activations holds at once and "
          "after the second",
          kAnyTime, loaded_between_activations},
    Check{"state.after-edits", "a loaded state replaces what was edited before",
          "hosts load presets into plugins in use", loaded_after_edits},
    Check{"state.edits-after", "edits right after a load are not undone by it",
          "clap-wrapper#546: an old state came back over newer values", edits_after_loading_win},
    Check{"state.several-times", "a state loaded several times gives the same values", kAnyTime,
          loaded_twice},
    Check{"state.last-load-wins", "of several states loaded at once the last one holds", kAnyTime,
          last_load_wins},
    Check{"state.notifies-host", "the host is notified that values have changed by loading",
          "CLAP: params.h, rescan with VALUES after a preset; nih-plug#275", host_is_notified,
          Severity::warning, Formats::clap},
    Check{"state.saved-while-processing",
          "saved while the audio thread plays, a state is the one saved at rest", kAnyTime,
          saved_while_processing},
    Check{"state.loaded-while-processing",
          "loading while the audio thread plays gives finite sound, and the last state holds",
          kAnyTime, loaded_while_processing},
};

}  // namespace

std::span<const Check> state_order_checks() {
  return kChecks;
}

}  // namespace attacca::validate
