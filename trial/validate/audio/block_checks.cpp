// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <vector>

#include "trial/validate/audio/audio_checks.hpp"
#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"

namespace attacca::validate {

namespace {

constexpr std::array<std::uint32_t, 13> kSizes = {1,   2,   3,   7,   13,  16, 64,
                                                  101, 127, 128, 255, 511, 512};

constexpr std::array kRates = {8000.0,  11025.0, 44056.123, 44100.0,
                               48000.0, 96000.0, 192000.0,  384000.0};

bool is_common(double rate) {
  return rate == 44100.0 || rate == 48000.0 || rate == 96000.0;
}

void any_size(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  const auto play = [&](std::uint32_t frames) {
    (void)playback.run(frames);
    return expect_clean(context, playback, "a block of " + frames_text(frames));
  };
  for (const std::uint32_t size : kSizes) {
    context.step("playing blocks of " + frames_text(size));
    if (!play(size) || !play(size)) return;
  }
  for (int i = 0; i < 100; ++i) {
    if (!play(static_cast<std::uint32_t>(context.pick(1, 512)))) return;
  }
}

void largest_blocks(CheckContext& context) {
  const auto instance = context.create();
  need_audio_output(context, *instance);
  for (const std::uint32_t size : {1u, 17u, 1024u, 8192u, 16384u}) {
    context.step("activating for blocks of up to " + frames_text(size));
    context.require(instance->activate(48000.0, size),
                    "not activated for blocks of up to " + frames_text(size));
    context.require(instance->start_processing(), "the plugin refused to start processing");
    Playback playback(*instance, size);
    for (const std::uint32_t frames : {size, 1u, size}) {
      (void)playback.run(frames);
      if (!expect_clean(
              context, playback,
              "a block of " + frames_text(frames) + " where " + frames_text(size) + " may come")) {
        return;
      }
    }
    instance->stop_processing();
    instance->deactivate();
  }
}

void sizes_sound_the_same(CheckContext& context) {
  constexpr std::size_t kFrames = 9600;
  const auto fixed = [](host::PluginInstance&, Playback& playback) {
    return render(playback, kFrames, 512);
  };
  need_audio_effect(context, *context.create());
  const Rendering expected = perform_reliably(context, fixed);
  const auto compare = [&](std::span<const std::uint32_t> sizes, const std::string& name) {
    const Rendering got = perform(context, [&](host::PluginInstance&, Playback& playback) {
      return render(playback, kFrames, sizes);
    });
    return expect_same_sound(context, expected, got, 1e-3,
                             name + " do not sound like blocks of 512 frames");
  };
  const std::array<std::uint32_t, 1> odd = {37};
  const std::array<std::uint32_t, 6> changing = {512, 1, 100, 33, 256, 7};
  if (!compare(odd, "blocks of 37 frames")) return;
  (void)compare(changing, "blocks of 512, 1, 100, 33, 256 and 7 frames");
}

void many_tiny_blocks(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 1);
  for (int i = 0; i < 4800; ++i) {
    (void)playback.run(1);
    if (!expect_clean(context, playback, "block " + std::to_string(i) + " of one frame")) return;
  }
}

void zero_frames(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  (void)playback.run(512);
  for (int i = 0; i < 3; ++i) {
    context.step("playing a block of 0 frames");
    const auto status = playback.run(0);
    context.expect(status != host::ProcessStatus::error, "a block of 0 frames was an error");
    if (!context.expect(playback.stayed_inside(),
                        "a block of 0 frames wrote samples to its buffers")) {
      return;
    }
  }
  (void)playback.run(512);
  (void)expect_clean(context, playback, "the block after blocks of 0 frames");
}

void zero_frames_are_not_heard(CheckContext& context) {
  need_audio_output(context, *context.create());
  const Rendering expected = perform_reliably(
      context,
      [](host::PluginInstance&, Playback& playback) { return render(playback, 4096, 256); });
  const Rendering got = perform(context, [](host::PluginInstance&, Playback& playback) {
    const std::array<std::uint32_t, 3> sizes = {256, 0, 0};
    return render(playback, 4096, sizes);
  });
  (void)expect_same_sound(context, expected, got, 1e-4, "blocks of 0 frames in between are heard");
}

void any_rate(CheckContext& context) {
  const auto instance = context.create();
  need_audio_output(context, *instance);
  for (const double rate : kRates) {
    context.step("activating at " + text_of(rate) + " Hz");
    if (const auto active = instance->activate(rate, 256); !active) {
      const std::string refused = "refused to run at " + text_of(rate) + " Hz";
      context.expect(!is_common(rate), refused + ": " + active.error().message);
      context.note(refused);
      continue;
    }
    context.require(instance->start_processing(),
                    "the plugin refused to start processing at " + text_of(rate) + " Hz");
    Playback playback(*instance, 256);
    playback.sample_rate = rate;
    bool is_clean = true;
    for (int i = 0; i < 6 && is_clean; ++i) {
      playback.signal = i % 2 == 0 ? Signal::noise : Signal::sine;
      (void)playback.run(i == 5 ? 1 : 256);
      is_clean = expect_clean(context, playback, "at " + text_of(rate) + " Hz");
    }
    instance->stop_processing();
    instance->deactivate();
  }
}

constexpr std::array kChecks = {
    Check{"audio.any-block-size",
          "blocks of every size from one frame to the announced limit are played whole and finite, "
          "also when the size changes from block to block",
          "CLAP: plugin.h, activate, min and max frames; VST3: ProcessSetup::maxSamplesPerBlock",
          any_size},
    Check{"audio.any-block-limit", "the limit of the block size may be anything from 1 to 16384",
          "CLAP: plugin.h, activate; VST3: ProcessSetup::maxSamplesPerBlock", largest_blocks},
    Check{"audio.block-size-unheard",
          "the same sound in blocks of other sizes gives the same output, within -60 dB",
          "hosts split blocks at loops and automation; Ardour, Bitwig and FL Studio vary sizes",
          sizes_sound_the_same, Severity::warning},
    Check{"audio.many-tiny-blocks", "thousands of blocks of one frame are played finite and whole",
          "CLAP: plugin.h, blocks of 1 to max frames; VST3: blocks may be of any size",
          many_tiny_blocks},
    Check{"audio.zero-frames", "a block of 0 frames touches no buffer and is no error",
          "VST3: process with numSamples 0 is a parameter flush; CLAP: params.flush while active",
          zero_frames},
    Check{"audio.zero-frames-unheard", "blocks of 0 frames between others are not heard",
          "VST3: process with numSamples 0 is a parameter flush; CLAP: params.flush while active",
          zero_frames_are_not_heard},
    Check{"audio.any-sample-rate",
          "every sample rate that is accepted from 8 to 384 kHz, also a fractional one, gives "
          "finite output, and the common ones are accepted",
          "CLAP: plugin.h, activate, sample_rate is a double; VST3: ProcessSetup::sampleRate",
          any_rate},
};

}  // namespace

std::span<const Check> audio_block_checks() {
  return kChecks;
}

}  // namespace attacca::validate
