// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a binary says about its plugins without being run, as text in a section of its own: ids,
// names, features. ATTACCA_EXPORT makes it, `attacca bundle` reads it:
//
//     constexpr auto text = attacca::detail::make_metadata<Gain>();
//     // "ATTACCA-PLUGIN-METADATA/1\nplugin\torg.attacca.gain\nname\tAttacca Gain\n…"
//
// Compile time. Made from the same constants as the factories, so that the two cannot differ.

#include <array>
#include <cstddef>
#include <string_view>

#include "attacca/detail/plugin_entry.hpp"
#include "attacca/formats/feature_names.hpp"
#include "attacca/formats/vst3_class_id.hpp"

namespace attacca::detail {

/// The VST3 SDK version whose rules the wrapper follows; hosts choose their checks by it.
inline constexpr std::string_view kVst3SdkVersion = "VST 3.7.14";
/// ComponentFlags of our classes: none, as processor and controller are one object and cannot be
/// kept apart.
inline constexpr unsigned kVst3ClassFlags = 0;

/// Writes the features' words, each once, joined by '|'. `put` takes a string_view.
template <typename Put>
constexpr void put_vst3_subcategories(const PluginInfo& info, Put&& put) {
  std::array<std::string_view, 12> seen = {};
  std::size_t count = 0;
  for (Feature feature : info.features) {
    const std::string_view word = vst3_subcategory(feature);
    bool known = false;
    for (std::size_t i = 0; i < count; ++i) known = known || seen[i] == word;
    if (known) continue;
    if (count > 0) put("|");
    put(word);
    seen[count++] = word;
  }
}

/// The features' words for CLAP, each once, through `put(word)`.
template <typename Put>
constexpr void put_clap_features(const PluginInfo& info, Put&& put) {
  std::array<std::string_view, 12> seen = {};
  std::size_t count = 0;
  for (Feature feature : info.features) {
    const std::string_view word = clap_feature(feature);
    bool known = false;
    for (std::size_t i = 0; i < count; ++i) known = known || seen[i] == word;
    if (known) continue;
    put(word);
    seen[count++] = word;
  }
}

/// The text by which a binary says what is in it, so that it can be packaged without being run:
/// a magic line, then `key<TAB>value` lines; each plugin begins with a line `plugin<TAB>id`.
template <typename Put>
constexpr void put_metadata(const PluginEntry& entry, Put&& put) {
  const auto line = [&put](std::string_view key, std::string_view value) {
    put(key);
    put("\t");
    put(value);
    put("\n");
  };
  const PluginInfo& info = entry.info;
  line("plugin", info.id);
  line("name", info.name);
  line("vendor", info.vendor);
  line("url", info.url);
  line("email", info.email);
  line("version", info.version);
  line("description", info.description);
  line("clap_id", entry.clap_id);
  put_clap_features(info, [&line](std::string_view word) { line("clap_feature", word); });
  line("vst3_class", entry.vst3_class_id.view());
  put("vst3_subcategories\t");
  put_vst3_subcategories(info, put);
  put("\n");
  line("vst3_sdk", kVst3SdkVersion);
  line("vst3_flags", "0");
}

inline constexpr std::string_view kMetadataMagic = "ATTACCA-PLUGIN-METADATA/1\n";

template <typename... P>
constexpr std::size_t metadata_size() noexcept {
  std::size_t size = kMetadataMagic.size() + 1;
  const auto count = [&size](std::string_view text) { size += text.size(); };
  (put_metadata(make_entry<P>(), count), ...);
  return size;
}

/// The metadata of plugins `P…` with the terminating NUL.
template <typename... P>
constexpr auto make_metadata() noexcept {
  std::array<char, metadata_size<P...>()> bytes = {};
  std::size_t at = 0;
  const auto append = [&bytes, &at](std::string_view text) {
    for (char c : text) bytes[at++] = c;
  };
  append(kMetadataMagic);
  (put_metadata(make_entry<P>(), append), ...);
  return bytes;
}

}  // namespace attacca::detail
