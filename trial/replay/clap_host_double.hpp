// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"
#include "witness/record/recorded_call.hpp"

namespace attacca::trial {

/// Stands in for the host of a recording: it has its name and offers what it offered, and does
/// nothing by itself, since every call of it is in the recording.
class ClapHostDouble {
 public:
  /// `init` is the recorded call of the plugin's init.
  explicit ClapHostDouble(const witness::RecordedCall* init);
  ClapHostDouble(const ClapHostDouble&) = delete;
  ClapHostDouble& operator=(const ClapHostDouble&) = delete;

  [[nodiscard]] const clap::Host& table() const noexcept { return host_; }
  /// What the host says of the track from now on: the detail of a call, or nothing. [any]
  void set_track(const witness::RecordedCall& call);
  /// Who plays on this thread: for clap.thread-check. [any]
  static void set_audio(bool is_audio) noexcept;

 private:
  friend struct HostTables;

  std::string name_ = "unknown";
  std::string vendor_;
  std::string version_ = "0";
  std::set<std::string, std::less<>> offers_;
  clap::Host host_ = {};
  std::thread::id main_ = std::this_thread::get_id();
  std::atomic<std::uint32_t> timers_{0};
  std::mutex mutex_;  // the track
  bool has_track_ = false;
  clap::TrackInfo track_ = {};
  std::string port_type_;
};

}  // namespace attacca::trial
