// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace attacca::audio_io {

/// Tells a device that is gone from one that plays. Some interfaces go on calling when their card
/// has been pulled out, as fast as they can, and others call no more; neither says so. [main]
class DeviceSpeed {
 public:
  using Time = std::chrono::steady_clock::time_point;

  void begin(Time now) noexcept {
    since_ = now;
    at_ = 0;
    strikes_ = 0;
  }

  /// `frames`: how many have been asked for since begin(); `sample_rate` in Hz. What is wrong, once
  /// it has been wrong for two seconds. Call it as often as you like.
  [[nodiscard]] std::optional<const char*> look(Time now, std::uint64_t frames,
                                                double sample_rate) noexcept {
    const std::chrono::duration<double> passed = now - since_;
    if (passed.count() < kLook) return std::nullopt;
    const double speed = static_cast<double>(frames - at_) / (passed.count() * sample_rate);
    const bool is_silent = frames == at_;
    // Twice as fast is no clock of any card's; a first buffer that is filled at once is.
    const bool is_wild = speed > 2.0;
    since_ = now;
    at_ = frames;
    strikes_ = is_silent || is_wild ? strikes_ + 1 : 0;
    if (strikes_ < kStrikes) return std::nullopt;
    return is_silent ? "asks for no sound any more" : "plays nothing and asks for sound at once";
  }

 private:
  static constexpr double kLook = 0.5;  ///< seconds
  static constexpr int kStrikes = 4;

  Time since_{};
  std::uint64_t at_ = 0;
  int strikes_ = 0;
};

}  // namespace attacca::audio_io
