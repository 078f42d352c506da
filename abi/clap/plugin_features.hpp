// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::clap {

// What a plugin is. A descriptor lists at least one of these, and no feature twice.

inline constexpr char kFeatureInstrument[] = "instrument";
inline constexpr char kFeatureAudioEffect[] = "audio-effect";
inline constexpr char kFeatureNoteEffect[] = "note-effect";
inline constexpr char kFeatureNoteDetector[] = "note-detector";
inline constexpr char kFeatureAnalyzer[] = "analyzer";

// What it takes and gives.

inline constexpr char kFeatureMono[] = "mono";
inline constexpr char kFeatureStereo[] = "stereo";
inline constexpr char kFeatureSurround[] = "surround";
inline constexpr char kFeatureAmbisonic[] = "ambisonic";

// What it does. Anything else is written as "namespace:feature".

inline constexpr char kFeatureChorus[] = "chorus";
inline constexpr char kFeatureCompressor[] = "compressor";
inline constexpr char kFeatureDeesser[] = "de-esser";
inline constexpr char kFeatureDelay[] = "delay";
inline constexpr char kFeatureDistortion[] = "distortion";
inline constexpr char kFeatureDrum[] = "drum";
inline constexpr char kFeatureDrumMachine[] = "drum-machine";
inline constexpr char kFeatureEqualizer[] = "equalizer";
inline constexpr char kFeatureExpander[] = "expander";
inline constexpr char kFeatureFilter[] = "filter";
inline constexpr char kFeatureFlanger[] = "flanger";
inline constexpr char kFeatureFrequencyShifter[] = "frequency-shifter";
inline constexpr char kFeatureGate[] = "gate";
inline constexpr char kFeatureGlitch[] = "glitch";
inline constexpr char kFeatureGranular[] = "granular";
inline constexpr char kFeatureLimiter[] = "limiter";
inline constexpr char kFeatureMastering[] = "mastering";
inline constexpr char kFeatureMixing[] = "mixing";
inline constexpr char kFeatureMultiEffects[] = "multi-effects";
inline constexpr char kFeaturePhaser[] = "phaser";
inline constexpr char kFeaturePhaseVocoder[] = "phase-vocoder";
inline constexpr char kFeaturePitchCorrection[] = "pitch-correction";
inline constexpr char kFeaturePitchShifter[] = "pitch-shifter";
inline constexpr char kFeatureRestoration[] = "restoration";
inline constexpr char kFeatureReverb[] = "reverb";
inline constexpr char kFeatureSampler[] = "sampler";
inline constexpr char kFeatureSynthesizer[] = "synthesizer";
inline constexpr char kFeatureTransientShaper[] = "transient-shaper";
inline constexpr char kFeatureTremolo[] = "tremolo";
inline constexpr char kFeatureUtility[] = "utility";

}  // namespace attacca::clap
