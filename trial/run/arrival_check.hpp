// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace attacca::trial {

/// Watches whether one side of a plugin arrives at the newest value, and keeps count. [main]
class ArrivalCheck {
 public:
  using Clock = std::chrono::steady_clock;
  /// How long a side may take at most, however busy the machine is.
  static constexpr std::chrono::seconds kPatience{2};

  /// Begins to watch; a watch that is still open is given up uncounted. `from_callback`: audio has
  /// seen the value when the callback with this number has ended, so that there is nothing to wait
  /// for beyond it; absent: the value may come at any time while patience lasts.
  void expect(std::vector<std::uint32_t> digests, std::optional<std::uint64_t> from_callback) {
    digests_ = std::move(digests);
    from_callback_ = from_callback;
    deadline_ = Clock::now() + kPatience;
    is_open_ = true;
    last_.reset();
  }

  /// Looks once. `callbacks` have ended by now.
  void look(std::optional<std::uint32_t> digest, std::uint64_t callbacks);
  void give_up() noexcept { is_open_ = false; }

  [[nodiscard]] bool is_open() const noexcept { return is_open_; }
  [[nodiscard]] std::uint64_t made() const noexcept { return made_; }
  [[nodiscard]] std::uint64_t lost() const noexcept { return lost_; }
  /// How the last watch ended; nothing when it was given up or there was none.
  [[nodiscard]] std::optional<bool> last() const noexcept { return last_; }

 private:
  void close(bool seen) noexcept;

  std::vector<std::uint32_t> digests_;
  std::optional<std::uint64_t> from_callback_;
  Clock::time_point deadline_;
  bool is_open_ = false;
  std::uint64_t made_ = 0;
  std::uint64_t lost_ = 0;
  std::optional<bool> last_;
};

}  // namespace attacca::trial
