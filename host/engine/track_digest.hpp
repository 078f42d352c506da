// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <vector>

#include "host/plugin/plugin_description.hpp"
#include "host/plugin/track_info.hpp"

namespace attacca::host {

/// What a digest is made of. docs/track-info.md documents both.
enum class DigestForm : std::uint8_t {
  /// Says what is there: a byte 1, the name's UTF-8 bytes and a byte 0, or a byte 0 alone where
  /// there is no name; then a byte 1 and the colour's bytes red, green, blue, alpha, or a byte 0
  /// alone where there is no colour. A colour of alpha 0 is none.
  tagged,
  /// The older form: the name's bytes, a byte 0, the colour's bytes; what is absent is left out, so
  /// that no name looks like an empty one.
  untagged,
};

/// A number by which host and plugin can check that they mean the same name and colour: FNV-1a,
/// 32 bit (Fowler, Noll, Vo), over the bytes of `form`. [any]
[[nodiscard]] std::uint32_t track_digest(const TrackInfo& info,
                                         DigestForm form = DigestForm::tagged) noexcept;

/// The digests that a plugin can arrive at when it received `info`: formats and plugins have room
/// for names of different lengths, and cut at a code point. CLAP: 255 bytes. VST3: strings of any
/// length, of which plugins take 127 UTF-16 units (the room of a String128) or more. Malformed
/// UTF-8 may have stayed as it is, or become U+FFFD. [main]
[[nodiscard]] std::vector<std::uint32_t> carried_digests(const TrackInfo& info, PluginFormat format,
                                                         DigestForm form = DigestForm::tagged);

}  // namespace attacca::host
