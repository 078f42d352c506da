// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cmath>

#include "trial/validate/audio/audio_checks.hpp"
#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"

namespace attacca::validate {

namespace {

/// -80 dB below full scale.
constexpr double kQuiet = 1e-4;

std::string_view name_of(Signal signal) {
  return signal == Signal::nan ? "NaN" : "infinity";
}

void silence_stays_silent(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_effect(context, *instance);
  if (!instance->ports().note_inputs.empty()) context.skip("the plugin may make sound of its own");
  Playback playback(*instance, 512);
  playback.signal = Signal::silence;
  const Rendering out = render(playback, 24000);
  const double peak = peak_of(out, 4800);
  context.expect(peak <= kQuiet,
                 "nothing but silence went in, and after 0.1 s " + text_of(peak) + " came out");
}

void loud_stays_finite(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_effect(context, *instance);
  Playback playback(*instance, 512);
  for (const Signal signal :
       {Signal::loud_noise, Signal::constant, Signal::loud_noise, Signal::sine}) {
    playback.signal = signal;
    for (int i = 0; i < 40; ++i) {
      (void)playback.run(512);
      if (!context.expect(playback.is_finite(),
                          "noise 40 dB above full scale and DC made NaN or infinity")) {
        return;
      }
    }
  }
}

void survives_denormals(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_effect(context, *instance);
  Playback playback(*instance, 512);
  playback.signal = Signal::denormals;
  for (int i = 0; i < 20; ++i) {
    (void)playback.run(512);
    if (!expect_clean(context, playback, "an input of denormal numbers")) return;
  }
}

void fades_without_denormals(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_effect(context, *instance);
  Playback playback(*instance, 512);
  (void)render(playback, 9600);
  playback.signal = Signal::silence;
  for (int i = 0; i < 188; ++i) {
    (void)playback.run(512);
    for (const float sample : playback.all_output()) {
      if (std::fpclassify(sample) != FP_SUBNORMAL) continue;
      context.fail(text_of(static_cast<double>(sample)) + " came out " +
                   frames_text(std::uint64_t{512} * static_cast<unsigned>(i)) +
                   " after the input fell silent");
      return;
    }
  }
}

/// Whether it is finite again with clean input; `seconds` of it at most.
bool recovers(Playback& playback, int seconds) {
  playback.signal = Signal::noise;
  for (int i = 0; i < 94 * seconds; ++i) {
    (void)playback.run(512);
    if (playback.is_finite()) return true;
  }
  return false;
}

void poison(Playback& playback, Signal signal) {
  (void)playback.run(512);
  playback.signal = signal;
  (void)playback.run(512);
}

void reactivation_heals(CheckContext& context) {
  context.ignore_watches();
  for (const Signal signal : {Signal::nan, Signal::infinity}) {
    const auto instance = context.create_processing();
    need_audio_effect(context, *instance);
    Playback playback(*instance, 512);
    poison(playback, signal);
    instance->stop_processing();
    instance->deactivate();
    context.require(instance->activate(48000.0, 512), "not activated again");
    context.require(instance->start_processing(), "the plugin refused to start processing again");
    Playback again(*instance, 512);
    context.expect(recovers(again, 1), "one block of " + std::string(name_of(signal)) +
                                           " went in; it was deactivated and activated, and a "
                                           "second of clean input gives no finite block");
  }
}

void heals_by_itself(CheckContext& context) {
  context.ignore_watches();
  for (const Signal signal : {Signal::nan, Signal::infinity}) {
    const auto instance = context.create_processing();
    need_audio_effect(context, *instance);
    Playback playback(*instance, 512);
    poison(playback, signal);
    context.expect(recovers(playback, 3), "one block of " + std::string(name_of(signal)) +
                                              " went in, and three seconds of clean input later "
                                              "the output is not finite yet");
  }
}

void reset_heals(CheckContext& context) {
  context.ignore_watches();
  for (const Signal signal : {Signal::nan, Signal::infinity}) {
    const auto instance = context.create_processing();
    need_audio_effect(context, *instance);
    Playback playback(*instance, 512);
    poison(playback, signal);
    instance->reset();
    context.expect(recovers(playback, 1), "one block of " + std::string(name_of(signal)) +
                                              " went in; it was reset, and a second of clean input "
                                              "gives no finite block");
  }
}

void constant_stays_finite(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_effect(context, *instance);
  Playback playback(*instance, 512);
  playback.signal = Signal::constant;
  const double peak = peak_of(render(playback, 96000));
  context.expect(peak < 1000.0, "two seconds of the constant 0.5 grew to " + text_of(peak));
}

constexpr const char* kNan =
    "a NaN that stays in a filter silences a mix until the project is reloaded";

constexpr std::array kChecks = {
    Check{"audio.silence-stays-silent",
          "an effect that has heard nothing but silence is silent, within -80 dB",
          "hosts suspend plugins on silent tracks; CLAP: CONTINUE_IF_NOT_QUIET; VST3: silenceFlags",
          silence_stays_silent, Severity::warning},
    Check{"audio.loud-stays-finite", "input far above full scale gives finite output",
          "samples are floats without a limit; the host's meters and mixers need finite numbers",
          loud_stays_finite},
    Check{"audio.constant-stays-bounded", "a constant input does not grow beyond measure",
          "integrators without a leak; inputs with an offset are common in the field",
          constant_stays_finite},
    Check{"audio.survives-denormals", "an input of denormal numbers gives finite and whole output",
          "CLAP: audio-buffer.h; hosts do not remove denormals", survives_denormals},
    Check{"audio.fades-without-denormals",
          "what fades after the input ends does not end in denormal numbers",
          "clap-validator: no subnormal samples in outputs; they make the next plugins slow",
          fades_without_denormals, Severity::warning},
    Check{"audio.reactivation-heals",
          "after NaN or infinity in the input, activating again gives finite output", kNan,
          reactivation_heals},
    Check{"audio.reset-heals", "after NaN or infinity in the input, a reset gives finite output",
          "CLAP: plugin.h, reset clears all buffers and filters", reset_heals, Severity::failure,
          Formats::clap},
    Check{"audio.heals-by-itself",
          "after NaN or infinity in the input, three seconds of clean input give finite output",
          kNan, heals_by_itself, Severity::warning},
};

}  // namespace

std::span<const Check> audio_signal_checks() {
  return kChecks;
}

}  // namespace attacca::validate
