// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <string>

#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/process_usage.hpp"
#include "trial/validate/state/state_checks.hpp"
#include "trial/validate/state/states.hpp"

namespace attacca::validate {

namespace {

/// What every other check of states begins with.
void saves(CheckContext& context) {
  const auto instance = context.create();
  need_state(context, *instance);
  const auto state = instance->save_state();
  // Nothing to remember, nothing to save: VST3 components always have the function.
  if (!state && settable(*instance).empty()) context.skip("the plugin has no state");
  context.require(state.has_value(),
                  "the state could not be saved" + (state ? "" : ": " + state.error().message));
  const auto fresh = context.create();
  const auto loaded = fresh->load_state(*state);
  if (!loaded && settable(*instance).empty()) context.skip("the plugin has no state");
  context.require(loaded.has_value(), "a state that was just saved is refused" +
                                          (loaded ? "" : ": " + loaded.error().message));
}

void restores_parameters(CheckContext& context) {
  need_settable(context, *context.create());
  for (int round = 0; round < 2; ++round) {
    const auto instance = create_changed(context);
    const Settings wanted = reported_settings(context, *instance);
    const State state = saved_by(context, *instance);
    const auto fresh = context.create();
    load_own(context, *fresh, state);
    const auto lost = first_difference(*fresh, wanted, reported_settings(context, *fresh));
    if (!context.expect(lost.empty(), "a fresh instance with the saved state has " + lost)) return;
  }
}

void restores_sound(CheckContext& context) {
  const auto play = [](host::PluginInstance&, Playback& playback) {
    return render(playback, 24000);
  };
  need_audio_effect(context, *context.create());
  (void)perform_reliably(context, play);
  const auto instance = context.create_processing();
  need_state(context, *instance);
  need_settable(context, *instance);
  {
    Playback playback(*instance, 512);
    apply(context, *instance, playback, random_settings(context, *instance, true));
  }
  const State state = saved_by(context, *instance);
  // Both begin with the next activation, after a second of silence for fades.
  const auto listen = [&](host::PluginInstance& player) {
    if (player.is_active()) {
      player.stop_processing();
      player.deactivate();
    }
    context.start(player);
    Playback playback(player, 512);
    playback.signal = Signal::silence;
    (void)render(playback, 48000);
    playback.signal = Signal::noise;
    return render(playback, 24000);
  };
  const Rendering expected = listen(*instance);
  const auto fresh = context.create();
  load_own(context, *fresh, state);
  const Rendering got = listen(*fresh);
  (void)expect_same_sound(context, expected, got, 1e-2,
                          "a fresh instance with the saved state sounds different");
}

void saved_twice_is_equal(CheckContext& context) {
  const auto instance = create_changed(context);
  const State first = saved_by(context, *instance);
  const auto differs = first_difference(first, saved_by(context, *instance));
  context.expect(differs.empty(), "saved again without a change, " + differs);
}

void saved_again_is_equal(CheckContext& context) {
  const auto instance = create_changed(context);
  const State state = saved_by(context, *instance);
  const auto fresh = context.create();
  load_own(context, *fresh, state);
  const State again = saved_by(context, *fresh);
  const auto differs = first_difference(state, again);
  context.expect(differs.empty(), "loaded by a fresh instance and saved again, " + differs +
                                      "; hosts ask whether a project must be saved by comparing");
}

void saving_changes_nothing(CheckContext& context) {
  const auto instance = create_changed(context);
  const Settings before = reported_settings(context, *instance);
  for (int i = 0; i < 10; ++i) (void)saved_by(context, *instance);
  instance->pump();
  const auto changed = first_difference(*instance, before, reported_settings(context, *instance));
  context.expect(changed.empty(), "saving changed " + changed);
}

void saving_is_not_heard(CheckContext& context) {
  const auto probe = context.create();
  need_state(context, *probe);
  need_audio_output(context, *probe);
  const auto play = [&](bool saves) {
    return [&context, saves](host::PluginInstance& instance, Playback& playback) {
      Rendering all;
      for (int i = 0; i < 16; ++i) {
        if (saves) (void)saved_by(context, instance);
        const Rendering block = render(playback, 512);
        all.resize(block.size());
        for (std::size_t c = 0; c < block.size(); ++c) {
          all[c].insert(all[c].end(), block[c].begin(), block[c].end());
        }
      }
      return all;
    };
  };
  const Rendering expected = perform_reliably(context, play(false));
  (void)expect_same_sound(context, expected, perform(context, play(true)), 1e-5,
                          "with the state saved between blocks it sounds different");
}

void short_reads_and_writes(CheckContext& context) {
  const auto instance = create_changed(context);
  const State whole = saved_by(context, *instance);
  const Settings wanted = reported_settings(context, *instance);
  const bool repeats = first_difference(whole, saved_by(context, *instance)).empty();
  for (const std::uint32_t chunk : {1u, 17u, 23u}) {
    host::HostProfile profile = context.profile();
    profile.stream_chunk = chunk;
    const std::string how = "with streams of " + std::to_string(chunk) + " bytes at a time, ";
    const auto fresh = context.create(profile);
    const auto loaded = fresh->load_state(whole);
    if (!context.expect(loaded.has_value(), how + "the plugin's own state was refused")) continue;
    fresh->pump();
    const auto lost = first_difference(*fresh, wanted, reported_settings(context, *fresh));
    if (!context.expect(lost.empty(), how + "a loaded state gives " + lost)) continue;
    const auto saved = fresh->save_state();
    if (!context.expect(saved.has_value(), how + "the state could not be saved")) continue;
    const auto reader = context.create();
    const auto read = reader->load_state(*saved);
    if (!context.expect(read.has_value(), how + "a state was saved that is refused")) continue;
    reader->pump();
    const auto after = first_difference(*reader, wanted, reported_settings(context, *reader));
    context.expect(after.empty(), how + "a state was saved that gives " + after);
    context.expect(!repeats || saved->size() == whole.size(), how + std::to_string(saved->size()) +
                                                                  " bytes are saved instead of " +
                                                                  std::to_string(whole.size()));
  }
}

void newest_values_are_saved(CheckContext& context) {
  const auto instance = context.create_processing();
  need_state(context, *instance);
  need_settable(context, *instance);
  Playback playback(*instance, 512);
  const auto parameters = some_settable(*instance, 32);
  // One that looks at states, and nothing else.
  const auto reader = context.create();
  const auto saved_settings = [&] {
    load_own(context, *reader, saved_by(context, *instance));
    return reported_settings(context, *reader);
  };
  for (int round = 0; round < 4; ++round) {
    std::vector<host::ParameterEdit> edits;
    for (const auto& info : parameters) {
      edits.push_back(instance->edit(info.id, random_value(context, info), 100));
    }
    // Only inside the block: automation, of which the host does not notify VST3's controller.
    (void)playback.run(512, edits);
    const Settings at_once = saved_settings();
    (void)playback.run(512);
    const auto stale = first_difference(*reader, saved_settings(), at_once);
    if (!context.expect(stale.empty(),
                        "saved right after a block with automation, the state "
                        "gives an old value of " +
                            stale)) {
      return;
    }
  }
}

void size_is_bounded(CheckContext& context) {
  const auto instance = create_changed(context);
  const std::size_t size = saved_by(context, *instance).size();
  context.note(std::to_string(size) + " bytes");
  context.expect(size <= std::size_t{16} << 20,
                 "the state has " + std::to_string(size) +
                     " bytes; hosts write it at every autosave and undo step");
}

void loading_keeps_no_memory(CheckContext& context) {
  const auto instance = create_changed(context);
  const State state = saved_by(context, *instance);
  Playback playback(*instance, 64);
  const auto load = [&](int times) {
    for (int i = 0; i < times; ++i) {
      load_own(context, *instance, state);
      (void)playback.run(64);
    }
  };
  load(10);
  const std::size_t before = resident_bytes();
  load(50);
  const std::size_t after = resident_bytes();
  const std::size_t allowed = (std::size_t{8} << 20) + 10 * state.size();
  context.expect(after < before + allowed,
                 "fifty loads of a state of " + std::to_string(state.size()) + " bytes took " +
                     std::to_string((after - before) >> 10) + " KiB of memory");
}

constexpr const char* kState = "CLAP: state.h; VST3: IComponent::getState, setState";

constexpr std::array kChecks = {
    Check{"state.saves", "the state can be saved, and a fresh instance takes it", kState, saves},
    Check{"state.restores-parameters", "a fresh instance with a saved state has all its values",
          "CLAP: state.h; VST3: setState and setComponentState", restores_parameters},
    Check{"state.restores-sound", "a fresh instance with a saved state sounds the same", kState,
          restores_sound, Severity::warning},
    Check{"state.saved-twice", "saved twice without a change, a state has the same bytes",
          "clap-validator: saving twice gives equal bytes; hosts compare states",
          saved_twice_is_equal},
    Check{"state.saved-again", "a loaded state, saved again, has the same bytes",
          "hosts compare states to find out what has changed", saved_again_is_equal,
          Severity::warning},
    Check{"state.saving-changes-nothing", "saving changes no value", kState,
          saving_changes_nothing},
    Check{"state.saving-is-not-heard", "saving between blocks is not heard",
          "hosts save automatically while the song plays", saving_is_not_heard},
    Check{"state.short-streams",
          "streams may take and give fewer bytes at a time than were asked for",
          "CLAP: stream.h, short reads and writes", short_reads_and_writes, Severity::failure,
          Formats::clap},
    Check{"state.partial-reads", "streams may give fewer bytes at a time than were asked for",
          "VST3: IBStream::read and write say how many bytes they did", short_reads_and_writes,
          Severity::warning, Formats::vst3},
    Check{"state.newest-values", "a state holds what the last block has changed",
          "CLAP: state.save while processing; VST3: getState of the component",
          newest_values_are_saved},
    Check{"state.size", "a state has at most 16 MiB", "hosts keep one for every step of undo",
          size_is_bounded, Severity::warning},
    Check{"state.loading-keeps-no-memory", "loading again and again does not take more memory",
          "hosts load a state at every step through presets and undo", loading_keeps_no_memory,
          Severity::warning},
};

}  // namespace

std::span<const Check> state_round_trip_checks() {
  return kChecks;
}

}  // namespace attacca::validate
