// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "host/base/process_end.hpp"
#include "host/crash/crash_reporter.hpp"
#include "host/stack/symbolizer.hpp"

namespace attacca::host {

/// Where one thread was, for people.
struct ThreadStack {
  int id = 0;
  std::string name;
  bool is_main = false;
  bool in_realtime_scope = false;  ///< It was in a plugin's audio callback.
  std::vector<SourceFrame> frames;
};

/// A crash record, symbolised.
struct CrashReport {
  int signal = 0;          ///< See host/base/process_end.hpp; when asked SIGQUIT, on Windows 0.
  bool was_asked = false;  ///< Where the process is, because it hung.
  /// That could not be accessed; nothing when it was something else or the signal was sent.
  std::optional<std::uint64_t> address;
  /// Crash: the one that crashed. Hang: the main thread, then those in an audio callback, then
  /// others. Threads that block the signal are missing.
  std::vector<ThreadStack> threads;
};

/// Nothing when the record is empty. The process that wrote it need not be there any more, but its
/// files must. [main] Slow.
[[nodiscard]] std::optional<CrashReport> read_crash(const CrashRecord& record);

/// The frames of the first thread of `read_crash()`; none when the record is empty. [main] Slow.
[[nodiscard]] std::vector<SourceFrame> symbolize(const CrashRecord& record);

/// Several lines: what happened, then the stacks. [any]
[[nodiscard]] std::string to_text(const CrashReport& report);

/// Asks a child that hangs, and that has a crash reporter with this record, where it is, and waits
/// for the answer. False: it did not answer in time, or is not there. It goes on; end it yourself.
/// [not audio]
[[nodiscard]] bool ask_where(pid_t process, CrashRecord& record,
                             std::chrono::milliseconds patience);

/// A crash record, empty, in memory that children share, see host/base/shared_pages.hpp. Null: no
/// memory.
/// [not audio]
struct UnmapCrashRecord {
  void operator()(CrashRecord* record) const noexcept;
};
using SharedCrashRecord = std::unique_ptr<CrashRecord, UnmapCrashRecord>;
[[nodiscard]] SharedCrashRecord share_crash_record();

}  // namespace attacca::host
