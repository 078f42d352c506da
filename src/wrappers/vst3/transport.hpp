// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/process_context.hpp"
#include "attacca/host_clock.hpp"
#include "attacca/transport.hpp"

namespace attacca::vst3_wrapper {

/// What of ProcessContext we read, for IProcessContextRequirements. What is not in this mask hosts
/// may leave out.
inline constexpr vst3::IProcessContextRequirements::Flags kTransportNeeds =
    vst3::IProcessContextRequirements::kNeedProjectTimeMusic |
    vst3::IProcessContextRequirements::kNeedBarPositionMusic |
    vst3::IProcessContextRequirements::kNeedCycleMusic |
    vst3::IProcessContextRequirements::kNeedTempo |
    vst3::IProcessContextRequirements::kNeedTimeSignature |
    vst3::IProcessContextRequirements::kNeedTransportState |
    vst3::IProcessContextRequirements::kNeedSystemTime |
    vst3::IProcessContextRequirements::kNeedContinousTimeSamples;

/// The host's transport as plugins see it. Null: a stopped transport of which nothing is known.
/// Only fields whose state bit is set are read; numbers that make no sense are left out. [audio]
[[nodiscard]] Transport to_transport(const vst3::ProcessContext* context) noexcept;

/// The clocks beside it, those whose state bit is set. Null: none. [audio]
[[nodiscard]] HostClock to_clock(const vst3::ProcessContext* context) noexcept;

}  // namespace attacca::vst3_wrapper
