// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>

#include "trial/validate/audio/audio_checks.hpp"
#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"

namespace attacca::validate {

namespace {

void instances_are_independent(CheckContext& context) {
  need_audio_output(context, *context.create());
  constexpr std::size_t kBlocks = 20;
  // Silence, so that nothing of it stays behind: an earlier instance may leak as well.
  const auto listen = [](Playback& playback, const auto& between) {
    playback.signal = Signal::silence;
    Rendering all;
    for (std::size_t i = 0; i < kBlocks; ++i) {
      between();
      const Rendering block = render(playback, 256, 256);
      all.resize(block.size());
      for (std::size_t c = 0; c < block.size(); ++c) {
        all[c].insert(all[c].end(), block[c].begin(), block[c].end());
      }
    }
    return all;
  };
  const Rendering expected = perform_reliably(
      context, [&](host::PluginInstance&, Playback& playback) { return listen(playback, [] {}); });
  const auto other = context.create_processing(96000.0, 128);
  Playback loud(*other, 128, 77);
  loud.signal = Signal::loud_noise;
  const Rendering got = perform(context, [&](host::PluginInstance&, Playback& playback) {
    return listen(playback, [&] { (void)loud.run(128); });
  });
  (void)expect_same_sound(context, expected, got, 1e-5,
                          "with a second, loud instance between the blocks it sounds different");
}

/// Silence after noise and `clear`, compared with silence on a fresh instance.
void compare_with_fresh(CheckContext& context, void (*clear)(CheckContext&, host::PluginInstance&),
                        const std::string& what) {
  need_audio_effect(context, *context.create());
  const auto listen = [](Playback& playback) {
    playback.signal = Signal::silence;
    return render(playback, 24000);
  };
  const Rendering expected = perform_reliably(
      context, [&](host::PluginInstance&, Playback& playback) { return listen(playback); });
  const auto instance = context.create_processing();
  {
    Playback playback(*instance, 512);
    (void)render(playback, 24000);
  }
  clear(context, *instance);
  Playback playback(*instance, 512);
  const SoundDifference found = difference(expected, listen(playback));
  // The noise has a peak of 0.25; what is 60 dB below is no ghost that anybody hears.
  context.expect(found.largest <= 2.5e-4,
                 what + ", silence does not sound as on a fresh instance: " + to_text(found));
}

void reset_clears(CheckContext& context) {
  compare_with_fresh(
      context, [](CheckContext&, host::PluginInstance& instance) { instance.reset(); },
      "after noise and a reset");
}

void reactivation_clears(CheckContext& context) {
  compare_with_fresh(
      context,
      [](CheckContext& inner, host::PluginInstance& instance) {
        instance.stop_processing();
        instance.deactivate();
        inner.require(instance.activate(48000.0, 512), "not activated again");
        inner.require(instance.start_processing(), "the plugin refused to start processing again");
      },
      "after noise, deactivation and activation");
}

void tail_is_long_enough(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_effect(context, *instance);
  Playback playback(*instance, 512);
  (void)render(playback, 24000);
  const std::uint32_t tail = instance->tail();
  const std::uint32_t latency = instance->latency();
  if (tail == UINT32_MAX) context.skip("the plugin reports an endless tail");
  if (tail == 0 && context.is_clap()) context.skip("the plugin reports no tail");
  if (tail > 480000) context.skip("the reported tail is longer than ten seconds");
  playback.signal = Signal::silence;
  // Short filters ring for some milliseconds, and hosts leave some room as well.
  constexpr std::size_t kSlack = 9600;
  const std::size_t end = std::size_t{tail} + latency + kSlack;
  const double peak = peak_of(render(playback, end + 4800), end);
  context.expect(peak <= 2.5e-3, "the reported tail is " + frames_text(tail) + " and the latency " +
                                     std::to_string(latency) + ", but " + frames_text(end) +
                                     " after noise of 0.25 there is still " + text_of(peak) +
                                     "; hosts cut it off");
}

void sleep_is_quiet(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  (void)render(playback, 9600);
  playback.signal = Signal::silence;
  for (int i = 0; i < 188; ++i) {
    if (playback.run(512) != host::ProcessStatus::sleep) continue;
    const double peak = peak_of(render(playback, 24000));
    context.expect(peak <= 1e-4, "it went to sleep, but with more silence going in " +
                                     text_of(peak) + " came out");
    return;
  }
  context.skip("the plugin does not go to sleep");
}

void no_transport(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  for (int i = 0; i < 40; ++i) {
    playback.has_transport = i % 4 == 3;
    (void)playback.run(i % 3 == 0 ? 512 : 100);
    if (!expect_clean(context, playback, "a block without a transport")) return;
  }
}

void transport_jumps(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  const auto play = [&](const std::string& what) {
    for (int i = 0; i < 4; ++i) {
      (void)playback.run(512);
      if (!expect_clean(context, playback, what)) return false;
    }
    return true;
  };
  constexpr std::array<std::int64_t, 8> kPositions = {
      0, 48000, 1, -48000, std::int64_t{1} << 33, 12345, -1, 0};
  for (const bool is_rolling : {false, true}) {
    playback.is_rolling = is_rolling;
    for (const std::int64_t position : kPositions) {
      playback.jump_to(position);
      if (!play("the transport at frame " + std::to_string(position) +
                (is_rolling ? ", rolling" : ", stopped"))) {
        return;
      }
    }
  }
  for (int i = 0; i < 20; ++i) {
    playback.jump_to(24000);
    if (!play("a loop of 2048 frames")) return;
  }
}

void stops_and_starts(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  for (int i = 0; i < 20; ++i) {
    (void)playback.run(512);
    if (!expect_clean(context, playback, "round " + std::to_string(i) + " of stop and start")) {
      return;
    }
    if (i % 2 == 0) instance->reset();
    instance->stop_processing();
    if (!context.expect(instance->start_processing(),
                        "the plugin refused to start processing in round " + std::to_string(i))) {
      return;
    }
  }
}

constexpr std::array kChecks = {
    Check{"audio.instances-independent",
          "a second instance that plays at the same time is not heard in the first",
          "CLAP and VST3: many instances in one process; static buffers",
          instances_are_independent},
    Check{"audio.reset-clears", "after a reset, nothing of the past is heard",
          "CLAP: plugin.h, reset clears all buffers and keeps parameters", reset_clears,
          Severity::failure, Formats::clap},
    Check{"audio.reactivation-clears", "after deactivation, nothing of the past is heard",
          "VST3: IComponent::setActive; hosts reactivate to stop reverbs and to render",
          reactivation_clears, Severity::warning},
    Check{"audio.tail-long-enough", "sound after the input has ended is over by the reported tail",
          "CLAP: tail.h; VST3: IAudioProcessor::getTailSamples, 0 means none", tail_is_long_enough,
          Severity::warning},
    Check{"audio.sleep-is-quiet", "a plugin that goes to sleep stays quiet while its input is",
          "CLAP: process.h, CLAP_PROCESS_SLEEP", sleep_is_quiet, Severity::failure, Formats::clap},
    Check{"audio.no-transport", "blocks without a transport are played",
          "CLAP: process.h, transport may be null; VST3: ProcessData::processContext may be null",
          no_transport},
    Check{"audio.transport-anywhere",
          "the transport may stop, jump, loop and be before the song's start",
          "CLAP: events.h, transport; VST3: ProcessContext::projectTimeSamples", transport_jumps},
    Check{"audio.stop-and-start", "processing can be stopped, reset and started at any time",
          "CLAP: plugin.h, start_processing, stop_processing, reset; VST3: setProcessing",
          stops_and_starts},
};

}  // namespace

std::span<const Check> audio_time_checks() {
  return kChecks;
}

}  // namespace attacca::validate
