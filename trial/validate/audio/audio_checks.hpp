// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// What process() does to sound and memory. [any]
[[nodiscard]] std::span<const Check> audio_checks();

/// @name Its parts [any]
/// @{
[[nodiscard]] std::span<const Check> audio_block_checks();   ///< Block sizes and sample rates.
[[nodiscard]] std::span<const Check> audio_double_checks();  ///< 64-bit samples.
[[nodiscard]] std::span<const Check> audio_memory_checks();  ///< Buffers and what is said of them.
[[nodiscard]] std::span<const Check> audio_signal_checks();  ///< Inputs that are hard to digest.
[[nodiscard]] std::span<const Check> audio_time_checks();    ///< What stays of the past.
/// @}

}  // namespace attacca::validate
