// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "host/plugin/held_callback.hpp"
#include "host/plugin/plugin_instance.hpp"

namespace attacca::trial {

/// Where an update is to meet the plugin's audio. A writer that gives way to the audio thread drops
/// its value only when a callback runs.
enum class Aim : std::uint8_t {
  none,
  /// While the host holds a callback open: it is met for certain, on one core too, where the plugin
  /// looks at its events.
  held_callback,
  /// While a callback runs, anywhere in it, if one is met in 5 ms: it takes a second core and luck.
  running_callback,
};

/// Has updates meet one instance's callbacks. Until end(), what is sent falls into the callback
/// that was met. All members [not audio], one meeting at a time.
class CallbackMeeting {
 public:
  /// The instance must not process any more when this goes.
  explicit CallbackMeeting(host::PluginInstance& instance) : instance_(instance) {}

  /// Returns when a callback is met as aimed, or when none can be; at once without an aim, and
  /// where nothing is processed.
  void begin(Aim aim);
  /// Lets the callback go on.
  void end() { held_.release(); }

  [[nodiscard]] std::uint64_t tried() const noexcept { return tried_; }  ///< Those with an aim.
  [[nodiscard]] std::uint64_t met() const noexcept { return met_; }

 private:
  [[nodiscard]] bool hold();
  [[nodiscard]] bool await() const noexcept;

  host::PluginInstance& instance_;
  /// So short that a plugin which makes the update wait for audio is no reason to end the soak.
  host::HeldCallback held_{std::chrono::milliseconds(100)};
  std::atomic<std::uint64_t> tried_{0};
  std::atomic<std::uint64_t> met_{0};
};

}  // namespace attacca::trial
