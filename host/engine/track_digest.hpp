// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <vector>

#include "host/plugin/plugin_description.hpp"
#include "host/plugin/track_info.hpp"

namespace attacca::host {

/// A number by which host and plugin can check that they mean the same name and colour: FNV-1a,
/// 32 bit (Fowler, Noll, Vo), over the name's UTF-8 bytes, a zero byte, and the colour's bytes red,
/// green, blue, alpha; what is absent is left out. docs/track-info.md documents it. [any]
[[nodiscard]] std::uint32_t track_digest(const TrackInfo& info) noexcept;

/// The digests that a plugin can arrive at when it received `info`: formats and plugins have room
/// for names of different lengths, and cut at a code point. CLAP: 255 bytes. VST3: strings of any
/// length, of which plugins take 127 UTF-16 units (the room of a String128) or more. [main]
[[nodiscard]] std::vector<std::uint32_t> carried_digests(const TrackInfo& info,
                                                         PluginFormat format);

}  // namespace attacca::host
