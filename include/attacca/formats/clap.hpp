// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a plugin is to CLAP hosts: its feature words and its lines in the metadata. For metadata.hpp
// and the wrapper; plugin authors write `features = {attacca::Feature::reverb}` and never come
// here:
//
//     static_assert(attacca::detail::clap_feature(attacca::Feature::reverb) == "reverb");
//
// Each format has a header like this one; metadata.hpp lists them. Compile time, any thread.

#include <array>
#include <cstddef>
#include <string_view>

#include "attacca/detail/plugin_entry.hpp"
#include "attacca/formats/unique_words.hpp"

namespace attacca::detail {

/// The word of CLAP's feature list.
constexpr std::string_view clap_feature(Feature feature) noexcept {
  constexpr std::array<std::string_view, 25> kNames = {
      "audio-effect", "instrument",    "note-effect", "analyzer",    "utility",
      "mixing",       "mastering",     "delay",       "reverb",      "distortion",
      "compressor",   "compressor",    "limiter",     "equalizer",   "filter",
      "phaser",       "pitch-shifter", "restoration", "synthesizer", "sampler",
      "drum",         "mono",          "stereo",      "surround",    "ambisonic"};
  return kNames[static_cast<std::size_t>(feature)];
}

/// The features' words, each once, through `put(word)`. [any]
template <typename Put>
constexpr void put_clap_features(const PluginInfo& info, Put&& put) {
  put_unique_words(info, clap_feature, put);
}

/// Its lines of the metadata, through `line(key, value)`. [any]
template <typename Line>
constexpr void put_clap_metadata(const PluginEntry& entry, Line&& line) {
  line("clap_id", entry.clap_id);
  put_clap_features(entry.info, [&line](std::string_view word) { line("clap_feature", word); });
}

}  // namespace attacca::detail
