// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

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

#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/posix_fd_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"

namespace attacca::clap_test {

/// While one lives, the thread that made it plays the audio thread.
class AudioRole {
 public:
  AudioRole() noexcept : before_(playing_) { playing_ = true; }
  ~AudioRole() { playing_ = before_; }
  AudioRole(const AudioRole&) = delete;
  AudioRole& operator=(const AudioRole&) = delete;

  static bool playing() noexcept { return playing_; }

 private:
  static thread_local bool playing_;
  bool before_;
};

/// What the host under test offers.
enum class Offer {
  everything,        ///< every extension that the wrapper asks for
  draft_track_info,  ///< everything, but track info only by its old id
  no_thread_check,   ///< everything but that, and it calls from any thread
  tables_of_nulls,   ///< every extension, without one callback in it
  nothing,           ///< get_extension answers null
  not_even_a_query,  ///< get_extension and the three requests are null
};

/// A CLAP host in one struct: answers as set, remembers what the plugin asked for, and notes
/// each call that CLAP's thread rules forbid. The thread that makes it is its main thread.
class FakeHost {
 public:
  explicit FakeHost(Offer offer = Offer::everything);
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  [[nodiscard]] const clap::Host* table() const noexcept { return &host_; }

  /// What track_info.get answers from now on. [any]
  void set_track(const clap::TrackInfo& info);
  void set_track_name(const std::string& name);
  void forget_track();

  /// Runs inside each call that the plugin makes, with its name.
  std::function<void(std::string_view)> on_call;

  /// Runs inside track_info.get, between making up the answer and giving it.
  std::function<void()> during_get;

  std::atomic<int> restarts{0};
  std::atomic<int> process_requests{0};
  std::atomic<int> callbacks{0};
  std::atomic<int> flush_requests{0};
  std::atomic<int> track_gets{0};
  std::atomic<int> value_rescans{0};
  std::atomic<int> other_rescans{0};
  std::atomic<int> latency_changes{0};
  std::atomic<int> tail_changes{0};
  std::atomic<int> dirty_marks{0};
  std::atomic<int> resizes{0};
  std::atomic<bool> inside_activate{false};
  std::atomic<bool> thread_check_says_main{true};  ///< false: lies on the main thread

  struct Logged {
    clap::LogSeverity severity;
    std::string text;
  };
  [[nodiscard]] std::vector<Logged> logged() const;

  /// Extensions that this host has besides, by their ids.
  std::map<std::string, const void*> more_tables;

  /// The registrations that are alive.
  std::map<clap::Id, std::uint32_t> timers;  ///< id to period in ms
  std::set<int> fds;
  bool refuse_registrations = false;

  /// The forbidden calls, in order: "params.rescan off the main thread". Empty in a good test.
  [[nodiscard]] std::vector<std::string> offences() const;

 private:
  static FakeHost& of(const clap::Host* host) { return *static_cast<FakeHost*>(host->host_data); }
  static const void* get_extension(const clap::Host* host, const char* id);
  [[nodiscard]] const void* find(const std::string& id) const;
  [[nodiscard]] bool is_main() const;
  bool answer(clap::TrackInfo& info) const;
  void demand(bool allowed, const char* offence);

  friend struct HostCalls;

  clap::Host host_;
  Offer offer_;
  std::thread::id main_thread_ = std::this_thread::get_id();
  clap::Id next_timer_ = 7;

  mutable std::mutex mutex_;
  bool track_known_ = false;
  clap::TrackInfo track_ = {};
  std::vector<Logged> logged_;
  std::vector<std::string> offences_;
};

}  // namespace attacca::clap_test
