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
#include "attacca/formats/clap.hpp"
#include "attacca/formats/vst3.hpp"

namespace attacca::detail {

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
  put_clap_metadata(entry, line);
  put_vst3_metadata(entry, line, put);
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
