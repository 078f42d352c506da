// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The words by which each format's hosts know a plugin's Feature. For export.hpp and the wrappers;
// plugin authors write `features = {attacca::Feature::reverb}` in their PluginInfo and never come
// here:
//
//     static_assert(attacca::detail::clap_feature(attacca::Feature::reverb) == "reverb");
//
// Compile time, any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "attacca/plugin_info.hpp"

namespace attacca::detail {

/// The word that a format's hosts know a feature by: CLAP's feature list.
constexpr std::string_view clap_feature(Feature feature) noexcept {
  constexpr std::array<std::string_view, 25> kNames = {
      "audio-effect", "instrument",    "note-effect", "analyzer",    "utility",
      "mixing",       "mastering",     "delay",       "reverb",      "distortion",
      "compressor",   "compressor",    "limiter",     "equalizer",   "filter",
      "phaser",       "pitch-shifter", "restoration", "synthesizer", "sampler",
      "drum",         "mono",          "stereo",      "surround",    "ambisonic"};
  return kNames[static_cast<std::size_t>(feature)];
}

/// VST3's PlugType words, which hosts expect joined by '|'.
constexpr std::string_view vst3_subcategory(Feature feature) noexcept {
  constexpr std::array<std::string_view, 25> kNames = {
      "Fx",     "Instrument", "Fx|Event",    "Analyzer",    "Tools",    "Tools",    "Mastering",
      "Delay",  "Reverb",     "Distortion",  "Dynamics",    "Dynamics", "Dynamics", "EQ",
      "Filter", "Modulation", "Pitch Shift", "Restoration", "Synth",    "Sampler",  "Drum",
      "Mono",   "Stereo",     "Surround",    "Ambisonics"};
  return kNames[static_cast<std::size_t>(feature)];
}

}  // namespace attacca::detail
