// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "witness/record/record.hpp"

namespace attacca::trial {

struct ReplayOptions {
  std::filesystem::path plugin;  ///< a .clap or .vst3
  /// Of the plugin in it, or its name (host::is_chosen); empty: the one of the recording, or the
  /// first.
  std::string id;
  /// What a load gets whose state did not come from the recording itself; empty: the plugin's own
  /// last one.
  std::vector<std::byte> state;
  /// How long a single call may take.
  std::chrono::milliseconds patience{10'000};
  /// Called now and then from the thread that waits, with how many calls have begun. [any]
  std::function<void(std::size_t)> progress;
  /// Called from the thread that waits, when a call on the main thread does not return: with its
  /// name and record. act_out() then does not return either. [any]
  std::function<void(const std::string&)> stuck;
};

/// What became of a replay.
struct ReplayResult {
  std::size_t calls = 0;                           ///< in the recording
  std::size_t acted = 0;                           ///< of them, those that were made again
  std::map<std::string, std::size_t> passed_over;  ///< the others, by the reason
  std::size_t foreign_states = 0;  ///< loads that got another state than the recording's
  /// What took unbounded time in blocks, where the program counts it (host/guard).
  std::uint64_t audio_offences = 0;
  double seconds = 0.0;
};

/// Reads a file with a replay, of at most 1 GiB. [main] Errors: it cannot be read; those of
/// witness::parse_replay().
[[nodiscard]] Result<witness::Recording> read_replay(const std::filesystem::path& path);

/// Whether the calls are VST3's; otherwise they are CLAP's. [any]
[[nodiscard]] bool is_of_vst3(const witness::Recording& recording);

/// Makes the calls of a recording of a plugin again, each on its thread, in the order in which they
/// began; a call waits for those that had ended before it began. Calls that the plugin was asked in
/// answer to a call of its own come by themselves. Runs on the calling thread, which is the
/// recording's main thread. What the recording leaves undone is ended: instances are stopped and
/// destroyed. [main] Errors: the plugin cannot be loaded, or is of another format; it is not made
/// or initialised where the recording's was; no call could be made; a call on another thread does
/// not return; the recording has more than 256 threads.
[[nodiscard]] Result<ReplayResult> act_out(const witness::Recording& recording,
                                           const ReplayOptions& options);

/// Where two recordings make other calls, or with other values: one line for each of the first few
/// differences, thread by thread. What depends on the moment or on the plugin is left out: times,
/// results, digests (lengths count), what the host offers, the calls that act_out() passes over,
/// and those at the end of `replayed` by which it ends what `original` leaves. Empty: the same
/// calls. [any]
[[nodiscard]] std::vector<std::string> differences(const witness::Recording& original,
                                                   const witness::Recording& replayed,
                                                   std::size_t most = 20);

}  // namespace attacca::trial
