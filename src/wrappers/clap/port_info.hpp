// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/ext/audio_ports.hpp"
#include "attacca/audio_layout.hpp"
#include "attacca/detail/plugin_entry.hpp"

namespace attacca::clap_wrapper {

/// How many ports a layout has on one side: main (where it has channels), then aux. [any]
[[nodiscard]] std::uint32_t port_count(const AudioLayout& layout, bool is_input) noexcept;

/// The channels of port `index`, which is below port_count(). [any]
[[nodiscard]] Channels port_channels(const AudioLayout& layout, bool is_input,
                                     std::uint32_t index) noexcept;

/// What CLAP calls such channels; null where there is no word. [any]
[[nodiscard]] const char* port_type(Channels channels) noexcept;

/// A description of port `index`, which is below port_count(). [any]
[[nodiscard]] clap::AudioPortInfo port_info(const detail::PluginEntry& entry,
                                            const AudioLayout& layout, bool is_input,
                                            std::uint32_t index) noexcept;

}  // namespace attacca::clap_wrapper
