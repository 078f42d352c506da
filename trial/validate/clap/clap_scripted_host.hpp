// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/id.hpp"
#include "host/plugin/offence.hpp"

namespace attacca::validate {

/// Where an instance stands, as its host sees it.
enum class ClapPhase : std::uint8_t {
  created,  ///< not initialised
  initialising,
  inactive,
  activating,
  active,  ///< without processing
  processing,
  deactivating,
  destroying,
  gone,
};

/// "processing", … [any]
[[nodiscard]] std::string_view name_of(ClapPhase phase) noexcept;

/// One call of the plugin into its host.
struct ClapHostCall {
  std::string_view name;  ///< such as "params.rescan"; the host's own have no dot
  ClapPhase phase{};
  bool is_main = false;      ///< Came on the main thread, outside of audio calls.
  bool is_audio = false;     ///< Came from inside an audio call, on its thread.
  std::uint64_t detail = 0;  ///< Flags, an id, a descriptor or an index, depending on the call.
};

/// How the host answers. Set before the instance is made.
struct ClapHostScript {
  bool has_extensions = true;                ///< Without: null, whatever is asked for.
  std::set<std::string, std::less<>> lacks;  ///< Ids of extensions that it does not have.
  clap::Version version = clap::kVersion;    ///< What it says it was built with.
  /// Answers track_info.get; none: false, and nothing filled in. On whatever thread asks.
  std::function<bool(clap::TrackInfo&)> track;
  /// Answers gui.request_resize with a width and a height; none: false.
  std::function<bool(std::uint32_t, std::uint32_t)> resize;
  /// Answers thread_pool.request_exec with a count; none: false. [audio]
  std::function<bool(std::uint32_t)> pool;
};

/// A host of which every callback is recorded, with thread and phase, and whose extensions can be
/// taken away one by one. What breaks the rules of CLAP goes into the list of conduct.
class ClapScriptedHost {
 public:
  ClapScriptedHost(ClapHostScript script, host::OffenceList& conduct);
  ClapScriptedHost(const ClapScriptedHost&) = delete;
  ClapScriptedHost& operator=(const ClapScriptedHost&) = delete;

  [[nodiscard]] const clap::Host* table() const noexcept { return &table_; }
  /// Ids of all extensions that hosts of this kind have. [any]
  [[nodiscard]] static std::vector<std::string_view> extensions();
  /// Those of extensions() that the plugin asked for so far, had or not. [main]
  [[nodiscard]] std::vector<std::string_view> asked_for() const;

  /// @name Phase and threads, kept by the session
  /// @{
  [[nodiscard]] ClapPhase phase() const noexcept { return phase_.load(); }
  void set_phase(ClapPhase phase) noexcept { phase_.store(phase); }
  /// The CLAP version that the plugin was built with; the latest until this is called. Rules that
  /// came later do not hold for it.
  void set_plugin_version(const clap::Version& version) noexcept { plugin_version_ = version; }
  /// While it lives, this thread plays the audio thread's role for the host.
  class AudioRole {
   public:
    explicit AudioRole(const ClapScriptedHost& host) noexcept;
    ~AudioRole();
    AudioRole(const AudioRole&) = delete;
    AudioRole& operator=(const AudioRole&) = delete;

   private:
    const ClapScriptedHost* outer_;
  };
  [[nodiscard]] bool on_main() const noexcept;
  [[nodiscard]] bool on_audio() const noexcept;
  /// @}

  /// @name What was called
  /// @{

  /// The first 4096 calls, oldest first. [main]
  [[nodiscard]] std::vector<ClapHostCall> calls() const;
  /// How often something was called; "" counts everything. [main]
  [[nodiscard]] std::size_t count(std::string_view name) const;
  /// Whether it was asked for since the last time. [any]
  [[nodiscard]] bool take_callback_request() noexcept { return wants_callback_.exchange(false); }
  [[nodiscard]] bool take_restart_request() noexcept { return wants_restart_.exchange(false); }
  [[nodiscard]] bool take_flush_request() noexcept { return wants_flush_.exchange(false); }
  /// What is registered at present. [main]
  [[nodiscard]] std::set<clap::Id> timers() const;
  [[nodiscard]] std::map<int, clap::PosixFdFlags> descriptors() const;
  /// @}

 private:
  friend struct ClapScriptedHostCallbacks;

  static constexpr std::size_t kMostCalls = 4096;
  struct Slot {
    ClapHostCall call;
    std::atomic<bool> is_ready{false};
  };

  void note(std::string_view name, std::uint64_t detail = 0) noexcept;
  [[nodiscard]] bool check_main() noexcept;

  const ClapHostScript script_;
  host::OffenceList& conduct_;
  const std::thread::id main_ = std::this_thread::get_id();
  clap::Host table_{};
  std::atomic<ClapPhase> phase_{ClapPhase::created};
  clap::Version plugin_version_ = clap::kVersion;
  std::atomic<bool> wants_callback_{false};
  std::atomic<bool> wants_restart_{false};
  std::atomic<bool> wants_flush_{false};
  std::atomic<std::size_t> next_call_{0};
  std::vector<Slot> calls_ = std::vector<Slot>(kMostCalls);
  mutable std::mutex mutex_;  ///< Of what is registered: plugins may call on any thread.
  std::set<clap::Id> timers_;
  std::map<int, clap::PosixFdFlags> descriptors_;
  clap::Id next_timer_ = 7001;
};

}  // namespace attacca::validate
