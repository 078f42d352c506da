// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>

#include "trial/validate/audio/audio_checks.hpp"
#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"

namespace attacca::validate {

namespace {

constexpr std::array<std::uint32_t, 9> kSizes = {512, 1, 511, 3, 64, 31, 129, 5, 256};

/// Plays blocks of several sizes and signals, out of place and in place; `is_fine` judges each.
template <typename Judge>
void play_variously(CheckContext& context, Judge&& is_fine) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  for (const bool in_place : {false, true}) {
    playback.in_place = in_place;
    for (const Signal signal : {Signal::noise, Signal::silence, Signal::sine}) {
      playback.signal = signal;
      playback.flags_silence = signal == Signal::silence;
      for (const std::uint32_t size : kSizes) {
        (void)playback.run(size);
        if (!is_fine(playback, "a block of " + frames_text(size) +
                                   (in_place && playback.can_be_in_place() ? ", in place" : "") +
                                   (signal == Signal::silence ? ", silent" : ""))) {
          return;
        }
      }
    }
  }
}

void stays_inside(CheckContext& context) {
  play_variously(context, [&](const Playback& playback, const std::string& what) {
    return context.expect(playback.stayed_inside(),
                          what + ": samples before or behind the block were written");
  });
}

void leaves_inputs_alone(CheckContext& context) {
  need_audio_effect(context, *context.create());
  play_variously(context, [&](const Playback& playback, const std::string& what) {
    return context.expect(playback.left_inputs_alone(), what + ": an input was changed");
  });
}

void writes_everything(CheckContext& context) {
  play_variously(context, [&](const Playback& playback, const std::string& what) {
    return context.expect(playback.wrote_everything(),
                          what + ": samples of an output were not written");
  });
}

void in_place_is_the_same(CheckContext& context) {
  {
    const auto instance = context.create_processing();
    need_audio_effect(context, *instance);
    if (!Playback(*instance, 512).can_be_in_place()) {
      context.skip("the plugin does not work in place");
    }
  }
  const auto play = [](bool in_place) {
    return [in_place](host::PluginInstance&, Playback& playback) {
      playback.in_place = in_place;
      return render(playback, 9600, kSizes);
    };
  };
  const Rendering expected = perform_reliably(context, play(false));
  (void)expect_same_sound(context, expected, perform(context, play(true)), 1e-4,
                          "with input and output in the same memory it sounds different");
}

void flags_are_true(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  const auto judge = [&](std::uint32_t frames) {
    (void)playback.run(frames);
    for (std::size_t port = 0; port < playback.output_ports(); ++port) {
      for (std::size_t channel = 0;
           channel < std::min<std::size_t>(64, playback.output_channels(port)); ++channel) {
        if ((playback.silence_flags(port) >> channel & 1) == 0) continue;
        const auto samples = playback.output(port, channel);
        // CLAP: the value is constant; VST3: all samples are zero.
        const float wanted = context.is_clap() && !samples.empty() ? samples[0] : 0.0f;
        for (std::size_t i = 0; i < samples.size(); ++i) {
          if (samples[i] == wanted) continue;
          context.fail("channel " + std::to_string(channel) + " of output " + std::to_string(port) +
                       " is marked as " + (context.is_clap() ? "constant" : "silent") +
                       ", but frame " + std::to_string(i) + " is " +
                       text_of(static_cast<double>(samples[i])));
          return false;
        }
      }
    }
    return true;
  };
  for (const Signal signal : {Signal::noise, Signal::silence, Signal::constant, Signal::silence,
                              Signal::noise, Signal::sine}) {
    playback.signal = signal;
    playback.flags_silence = signal == Signal::silence;
    for (const std::uint32_t size : kSizes) {
      if (!judge(size)) return;
    }
  }
}

void flagged_inputs_are_heard_the_same(CheckContext& context) {
  need_audio_effect(context, *context.create());
  const auto play = [](bool flags) {
    return [flags](host::PluginInstance&, Playback& playback) {
      playback.flags_silence = flags;
      (void)render(playback, 4800);
      playback.signal = Signal::silence;
      Rendering quiet = render(playback, 9600, 256);
      playback.signal = Signal::noise;
      const Rendering loud = render(playback, 4800, 256);
      for (std::size_t i = 0; i < quiet.size(); ++i) {
        quiet[i].insert(quiet[i].end(), loud[i].begin(), loud[i].end());
      }
      return quiet;
    };
  };
  const Rendering expected = perform_reliably(context, play(false));
  (void)expect_same_sound(context, expected, perform(context, play(true)), 1e-4,
                          "with silent inputs marked as silent it sounds different");
}

constexpr const char* kInputs =
    "CLAP: process.h, inputs are read only; VST3: AudioBusBuffers, inputs may be shared";

constexpr std::array kChecks = {
    Check{"audio.stays-inside-block", "no sample before or behind a block is written",
          "CLAP: process.h, frames_count; VST3: ProcessData::numSamples", stays_inside},
    Check{"audio.inputs-untouched", "inputs that are no outputs are left as they are", kInputs,
          leaves_inputs_alone},
    Check{"audio.writes-everything",
          "every sample of every output is written, also when the input is silent",
          "CLAP: audio-buffer.h; VST3: silence flags do not free a plugin from clearing buffers",
          writes_everything},
    Check{"audio.in-place-is-the-same",
          "input and output in the same memory sound like apart, where the plugin allows it",
          "CLAP: audio-ports, in_place_pair; VST3: ProcessData, buffers may be the same",
          in_place_is_the_same},
    Check{"audio.flags-are-true",
          "output channels that are marked as constant (CLAP) or silent (VST3) are so",
          "CLAP: audio-buffer.h, constant_mask; VST3: AudioBusBuffers::silenceFlags",
          flags_are_true},
    Check{"audio.flagged-inputs",
          "inputs that are marked as silent sound like silent inputs without the mark",
          "CLAP: audio-buffer.h, constant_mask is a hint; VST3: silenceFlags of inputs",
          flagged_inputs_are_heard_the_same},
};

}  // namespace

std::span<const Check> audio_memory_checks() {
  return kChecks;
}

}  // namespace attacca::validate
