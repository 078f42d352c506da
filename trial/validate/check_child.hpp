// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "attacca/base/result.hpp"
#include "trial/validate/check_runner.hpp"
#include "trial/validate/shared_log.hpp"

namespace attacca::validate {

/// The process in which one check runs. It is killed with this object, and everything that it
/// started. All members [main].
///
/// It is forked; on Windows, which has no fork, and on macOS, whose frameworks do not survive one,
/// it is this program once more, which is told the check by name, the plugin and the host's habits,
/// and comes to check_child_main(). There a check must be one of all_checks() or of
/// twin_scenarios().
class CheckChild {
 public:
  /// `seed` is the check's own; `log` is shared memory. Errors: no process; on Windows: a check
  /// that is not among those.
  [[nodiscard]] static Result<CheckChild> start(const Job& job, std::uint64_t seed,
                                                const RunnerOptions& options, SharedLog& log);
  CheckChild(CheckChild&&) noexcept;
  CheckChild& operator=(CheckChild&&) = delete;
  ~CheckChild();

  [[nodiscard]] bool has_ended() const noexcept;
  /// Waits until one of them has ended, or for `time`; it may be for less.
  static void wait_for_one(std::span<const CheckChild* const> children,
                           std::chrono::milliseconds time);

  struct End {
    bool was_exit = true;  ///< By itself, with `number`; else by a signal, see process_end.hpp.
    int number = 0;
    bool left_behind = false;  ///< Other processes that it started were still there.
  };
  /// Waits for its end. Once.
  [[nodiscard]] End finish();
  /// Asks it where it is, and kills it. Whether it answered into the log. Once.
  [[nodiscard]] bool give_up(SharedLog& log, std::chrono::milliseconds patience, End& end);
  /// The last bytes of what was printed in it, where that was kept.
  [[nodiscard]] std::string printed(std::size_t most) const;

 private:
  struct Impl;
  explicit CheckChild(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Programs that run checks call it at the very start of main(), as scan_child_main(). Returns
/// nothing when this process is no such child. [main]
[[nodiscard]] std::optional<int> check_child_main(int argc, char** argv);

}  // namespace attacca::validate
