// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a plugin reports to its host outside of process(), from Plugin::host():
//
//     kit_.on_change([this] { host().note_names_changed(); });
//     oversampling_.on_change([this] { host().request_restart(); });
//     if (packets_came) (void)host().request_process();   // from a thread of the plugin's own
//
// Any thread but audio, which has ProcessContext for it. The host hears of it on the main thread,
// of request_process() at once.

#include <atomic>
#include <cstdint>
#include <string_view>

#include "attacca/tasks/task_set.hpp"

namespace attacca {

namespace core {
class HostServices;
class Instance;
}  // namespace core

namespace detail {
/// What can be reported to a host, as bits.
enum HostNews : std::uint32_t {
  kNewsRestart = 1u << 0,
  kNewsNoteNames = 1u << 1,
  kNewsRemoteControls = 1u << 2,
  kNewsVoices = 1u << 3,
};
}  // namespace detail

/// What a plugin reports to its host. All members [not audio].
class PluginHost {
 public:
  explicit PluginHost(const TaskSet& tasks) noexcept : tasks_(tasks) {}
  PluginHost(const PluginHost&) = delete;
  PluginHost& operator=(const PluginHost&) = delete;

  /// Asks for Plugin::deactivate() and Plugin::initialize(): the host calls them when it can, or
  /// never.
  void request_restart() noexcept { report(detail::kNewsRestart); }
  /// Plugin::note_names() is asked again.
  void note_names_changed() noexcept { report(detail::kNewsNoteNames); }
  /// Plugin::remote_controls() is asked again.
  void remote_controls_changed() noexcept { report(detail::kNewsRemoteControls); }

  /// Asks the host to go on processing where it has let the plugin sleep, for work that comes from
  /// elsewhere, as from a network; it may be asked as often as something comes. False: there is no
  /// way to ask, as in VST3. A thread that asks is ended in the plugin's destructor at the latest.
  bool request_process() noexcept;

  /// The host's own name, UTF-8, and the format that it has loaded the plugin as ("CLAP", "VST3"):
  /// for what one host cannot bear. Empty until the plugin's constructor is over, or where the host
  /// does not say. They live as long as the plugin. [main]
  [[nodiscard]] std::string_view name() const noexcept;
  [[nodiscard]] std::string_view format_name() const noexcept;

 private:
  friend class core::Instance;

  void report(std::uint32_t news) noexcept {
    news_.fetch_or(news, std::memory_order_release);
    tasks_.wake(detail::Task::Thread::main);
  }

  const TaskSet& tasks_;
  std::atomic<std::uint32_t> news_{0};
  std::atomic<core::HostServices*> services_{nullptr};  ///< null: no host yet
};

}  // namespace attacca
