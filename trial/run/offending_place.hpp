// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/guard/realtime_offences.hpp"
#include "host/stack/symbolizer.hpp"

namespace attacca::trial {

/// Where calls on the audio thread that take unbounded time came from.
struct OffendingPlace {
  host::RealtimeOffenceKind kind{};
  std::uint64_t count = 0;
  std::vector<host::SourceFrame> frames;
  std::size_t in_plugin = 0;  ///< How many of the frames come before the host's own.
};

/// The places of a plugin whose file or bundle is `plugin`, in the order of their first offence.
/// Reads debug information: some tenths of a second. [main]
[[nodiscard]] std::vector<OffendingPlace> offending_places(const host::RealtimeOffences& offences,
                                                           const std::filesystem::path& plugin);

/// "allocation in Voice::start (voice.cpp:41) in synth.clap, called by Synth::process (…)", with
/// the innermost functions up to the plugin's entry, four at most. [any]
[[nodiscard]] std::string line_of(const OffendingPlace& place);

}  // namespace attacca::trial
