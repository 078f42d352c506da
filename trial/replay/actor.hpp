// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "host/guard/realtime_offences.hpp"
#include "trial/replay/replay.hpp"
#include "witness/record/recorded_call.hpp"

namespace attacca::trial {

/// Makes recorded calls of a plugin of one format. One call at a time on each thread.
class Actor {
 public:
  virtual ~Actor() = default;
  /// Why the call is not made; empty: it can be. Asked before it is its turn. [main]
  [[nodiscard]] virtual std::string obstacle(const witness::RecordedCall& call) const = 0;
  /// Makes it, on the thread of its own. `index` is its place among all calls.
  virtual void act(const witness::RecordedCall& call, std::size_t index) = 0;

  /// Loads that got another state than the recording's. [main]
  [[nodiscard]] virtual std::size_t foreign_states() const = 0;

  /// What is counted while blocks are made. [any]
  [[nodiscard]] host::RealtimeOffences& offences() noexcept { return offences_; }

 private:
  host::RealtimeOffences offences_;
};

/// `calls` outlive it. [main] Errors: the plugin cannot be loaded.
[[nodiscard]] Result<std::unique_ptr<Actor>> make_clap_actor(
    const std::vector<witness::RecordedCall>& calls, const ReplayOptions& options);
[[nodiscard]] Result<std::unique_ptr<Actor>> make_vst3_actor(
    const std::vector<witness::RecordedCall>& calls, const ReplayOptions& options);

/// Calls that belong to another one of their thread: the plugin's own, in answer to which the host
/// called. They come by themselves. [any]
[[nodiscard]] std::vector<bool> nested_calls(const std::vector<witness::RecordedCall>& calls);

/// Whether the call needs a window, which a replay does not have. [any]
[[nodiscard]] bool needs_window(std::string_view name) noexcept;

}  // namespace attacca::trial
