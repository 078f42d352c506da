// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "host/crash/crash_reporter.hpp"
#include "trial/validate/check_result.hpp"
#include "trial/validate/verdict_log.hpp"

namespace attacca::validate {

/// What a check's process reports, in memory that its parent shares: it outlives a crash, and a
/// plugin that closes descriptors does not reach it.
struct SharedLog {
  static constexpr std::size_t kSize = std::size_t{256} * 1024;

  std::atomic<bool> is_finished{false};  ///< The check came to its end.
  std::atomic<std::uint32_t> used{0};    ///< Bytes of `lines` that are good.
  std::array<char, 256> step{};          ///< What is being done; a terminated text.
  std::array<char, 64> finder{};         ///< The check that this is the subject of; the same.
  std::array<char, kSize> lines{};       ///< JSON, a document a line.
  host::CrashRecord crash;
};

struct UnmapSharedLog {
  void operator()(SharedLog* log) const noexcept;
};
using SharedLogPointer = std::unique_ptr<SharedLog, UnmapSharedLog>;

/// An empty one. Null: no memory. [any]
[[nodiscard]] SharedLogPointer share_log();

/// The check's side. Reports of a process that is not the one that made this object are dropped:
/// plugins that fork would report everything twice. [main]
class SharedLogWriter final : public VerdictLog {
 public:
  explicit SharedLogWriter(SharedLog& log);

  void step(std::string_view doing) override;
  void fail(const std::string& what) override { add("fail", what); }
  void rely_on(std::string_view finder) override;
  void note(const std::string& what) override { add("note", what); }
  void skip(const std::string& why) override { add("skip", why); }
  void hit(const WatchHit& hit) override;
  /// The check came to its end.
  void finish() noexcept;

 private:
  void add(const char* kind, const std::string& text);
  void write(const std::string& line);

  SharedLog& log_;
  const int process_;
};

/// The parent's side: what was reported, with a verdict that knows nothing yet of how the process
/// ended. [main]
void read_log(const SharedLog& log, CheckResult& result);

}  // namespace attacca::validate
