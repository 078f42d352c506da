// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/guard/realtime_offences.hpp"
#include "trial/replay/replay.hpp"
#include "witness/record/recorded_call.hpp"

namespace attacca::trial {

/// What became of a call whose turn it was.
struct Acted {
  std::string passed_over;  ///< why it was not made; empty: it was
  std::string failure;      ///< why the others make no sense any more; empty: they do
};

[[nodiscard]] inline Acted passed_over(std::string why) {
  return {std::move(why), {}};
}

/// Makes recorded calls of a plugin of one format. One call at a time on each thread.
class Actor {
 public:
  virtual ~Actor() = default;
  /// Why the call is not made; empty: it can be. Asked before it is its turn. [main]
  [[nodiscard]] virtual std::string obstacle(const witness::RecordedCall& call) const = 0;
  /// Makes it, on the thread of its own. `index` is its place among all calls.
  virtual Acted act(const witness::RecordedCall& call, std::size_t index) = 0;
  /// Ends what the recording has left, as a host does before it unloads a plugin. All threads have
  /// come back. [main]
  virtual void finish() = 0;

  /// Loads that got another state than the recording's. [main]
  [[nodiscard]] virtual std::size_t foreign_states() const = 0;

  /// What is counted while blocks are made. [any]
  [[nodiscard]] host::RealtimeOffences& offences() noexcept { return offences_; }

 private:
  host::RealtimeOffences offences_;
};

/// `calls` and `options` outlive it. [main] Errors: the plugin cannot be loaded.
[[nodiscard]] Result<std::unique_ptr<Actor>> make_clap_actor(
    const std::vector<witness::RecordedCall>& calls, const ReplayOptions& options);
[[nodiscard]] Result<std::unique_ptr<Actor>> make_vst3_actor(
    const std::vector<witness::RecordedCall>& calls, const ReplayOptions& options);

/// Calls that belong to another one of their thread: the plugin's own, in answer to which the host
/// called. They come by themselves. [any]
[[nodiscard]] std::vector<bool> nested_calls(const std::vector<witness::RecordedCall>& calls);

/// Whether the call needs a window, which a replay does not have. [any]
[[nodiscard]] bool needs_window(std::string_view name) noexcept;

/// Why a call of either format cannot be made of any plugin: it needs a window, or more memory than
/// a replay gives it, as a damaged file may say. Empty: it can. [any]
[[nodiscard]] std::string obstacle_of(const witness::RecordedCall& call);

/// What is said where no plugin can be made. [any]
[[nodiscard]] inline std::string no_factory(const std::filesystem::path& plugin) {
  return "no plugin of " + plugin.string() +
         " can be made: it gave no factory, or the recording does not ask for it";
}

inline constexpr std::int64_t kMostFrames = 65'536;     ///< of a block
inline constexpr std::int64_t kMostListed = 1024;       ///< in an argument that is a list
inline constexpr std::int64_t kMostTextBytes = 65'536;  ///< of a text that the plugin writes
inline constexpr const char* kNoFactory = "the plugin has no factory, or was not asked for it";
inline constexpr const char* kNoObject = "their plugin was not made, or is gone";
inline constexpr const char* kOfNoObject = "they are of no instance";

}  // namespace attacca::trial
