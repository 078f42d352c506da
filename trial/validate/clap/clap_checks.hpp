// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// What only the raw interface of CLAP can show; all of the lists below in their order. [any]
[[nodiscard]] std::span<const Check> clap_checks();

/// @name Its parts, by the part of the interface [any]
/// @{
[[nodiscard]] std::span<const Check> clap_entry_checks();       ///< file, factory, descriptor
[[nodiscard]] std::span<const Check> clap_plugin_checks();      ///< the life of an instance
[[nodiscard]] std::span<const Check> clap_host_checks();        ///< poor hosts, calls to the host
[[nodiscard]] std::span<const Check> clap_offer_checks();       ///< what few plugins have
[[nodiscard]] std::span<const Check> clap_port_checks();        ///< audio and note ports
[[nodiscard]] std::span<const Check> clap_layout_checks();      ///< configurations of ports
[[nodiscard]] std::span<const Check> clap_param_checks();       ///< what parameters say
[[nodiscard]] std::span<const Check> clap_param_text_checks();  ///< their texts
[[nodiscard]] std::span<const Check> clap_event_checks();       ///< events in and out
[[nodiscard]] std::span<const Check> clap_odd_event_checks();   ///< events that make no sense
[[nodiscard]] std::span<const Check> clap_process_checks();     ///< audio blocks
[[nodiscard]] std::span<const Check> clap_state_checks();       ///< streams and contexts
[[nodiscard]] std::span<const Check> clap_preset_checks();      ///< discovery and loading
[[nodiscard]] std::span<const Check> clap_timing_checks();      ///< latency, tail, render, voices
[[nodiscard]] std::span<const Check> clap_track_checks();       ///< track-info
[[nodiscard]] std::span<const Check> clap_gui_checks();         ///< gui, timers, descriptors
/// @}

}  // namespace attacca::validate
