// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// What only the raw interfaces of VST3 can show: "vst3.…". [any]
[[nodiscard]] std::span<const Check> vst3_checks();

/// @name Its parts, a file each [any]
/// @{
[[nodiscard]] std::span<const Check> vst3_module_checks();
[[nodiscard]] std::span<const Check> vst3_module_info_checks();
[[nodiscard]] std::span<const Check> vst3_identity_checks();
[[nodiscard]] std::span<const Check> vst3_life_checks();
[[nodiscard]] std::span<const Check> vst3_host_checks();
[[nodiscard]] std::span<const Check> vst3_bus_checks();
[[nodiscard]] std::span<const Check> vst3_setup_checks();
[[nodiscard]] std::span<const Check> vst3_process_checks();
[[nodiscard]] std::span<const Check> vst3_parameter_checks();
[[nodiscard]] std::span<const Check> vst3_unit_checks();
[[nodiscard]] std::span<const Check> vst3_program_checks();
[[nodiscard]] std::span<const Check> vst3_note_checks();
[[nodiscard]] std::span<const Check> vst3_offer_checks();
[[nodiscard]] std::span<const Check> vst3_state_checks();
[[nodiscard]] std::span<const Check> vst3_stream_checks();
[[nodiscard]] std::span<const Check> vst3_track_checks();
[[nodiscard]] std::span<const Check> vst3_view_checks();
/// @}

}  // namespace attacca::validate
