// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a plugin is to VST3 hosts: its categories, the version of the rules, and its lines in the
// metadata. For metadata.hpp and the wrapper; plugin authors write
// `features = {attacca::Feature::reverb}` and never come here:
//
//     static_assert(attacca::detail::vst3_subcategory(attacca::Feature::reverb) == "Reverb");
//
// Each format has a header like this one; metadata.hpp lists them. Compile time, any thread.

#include <array>
#include <cstddef>
#include <string_view>

#include "attacca/detail/plugin_entry.hpp"
#include "attacca/formats/unique_words.hpp"

namespace attacca::detail {

/// The VST3 SDK version whose rules the wrapper follows; hosts choose their checks by it.
inline constexpr std::string_view kVst3SdkVersion = "VST 3.7.14";
/// ComponentFlags of our classes: none, as processor and controller are one object and cannot be
/// kept apart.
inline constexpr unsigned kVst3ClassFlags = 0;

/// VST3's PlugType words, which hosts expect joined by '|'.
constexpr std::string_view vst3_subcategory(Feature feature) noexcept {
  constexpr std::array<std::string_view, 25> kNames = {
      "Fx",     "Instrument", "Fx|Event",    "Analyzer",    "Tools",    "Tools",    "Mastering",
      "Delay",  "Reverb",     "Distortion",  "Dynamics",    "Dynamics", "Dynamics", "EQ",
      "Filter", "Modulation", "Pitch Shift", "Restoration", "Synth",    "Sampler",  "Drum",
      "Mono",   "Stereo",     "Surround",    "Ambisonics"};
  return kNames[static_cast<std::size_t>(feature)];
}

/// Writes the features' words, each once, joined by '|'. `put` takes a string_view. [any]
template <typename Put>
constexpr void put_vst3_subcategories(const PluginInfo& info, Put&& put) {
  bool is_first = true;
  put_unique_words(info, vst3_subcategory, [&](std::string_view word) {
    if (!is_first) put("|");
    put(word);
    is_first = false;
  });
}

/// Its lines of the metadata, through `line(key, value)`, or `put(text)` where a value comes in
/// pieces. [any]
template <typename Line, typename Put>
constexpr void put_vst3_metadata(const PluginEntry& entry, Line&& line, Put&& put) {
  line("vst3_class", entry.vst3_class_id.view());
  put("vst3_subcategories\t");
  put_vst3_subcategories(entry.info, put);
  put("\n");
  line("vst3_sdk", kVst3SdkVersion);
  line("vst3_flags", "0");
}

}  // namespace attacca::detail
