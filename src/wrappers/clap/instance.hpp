// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "attacca/detail/plugin_entry.hpp"
#include "core/block.hpp"
#include "core/instance.hpp"
#include "main_thread/main_thread.hpp"
#include "wrappers/clap/services.hpp"
#include "wrappers/clap/thread_pool.hpp"

namespace attacca::clap_wrapper {

struct Part;

/// One plugin as a CLAP host sees it. Owns itself from create() until the host has called destroy
/// and no other call is under way.
///
/// Every callback enters through from(); before init there is no core and every question gets its
/// "nothing here" answer.
class Instance final : private core::MainThread::Client {
 public:
  /// The table to hand to the host, or null if memory ran out. [any]
  static const clap::Plugin* create(const detail::PluginEntry& entry,
                                    const clap::PluginDescriptor& descriptor,
                                    const clap::Host& host) noexcept;

  /// The instance behind a table of ours, which is never null. [any]
  static Instance& from(const clap::Plugin* plugin) noexcept {
    return *static_cast<Instance*>(plugin->plugin_data);
  }

  /// The core, or null before init and after a failed one. [any]
  [[nodiscard]] core::Instance* core() noexcept { return core_.get(); }
  [[nodiscard]] const detail::PluginEntry& entry() const noexcept { return entry_; }
  [[nodiscard]] const PluginInfo& info() const noexcept { return entry_.info; }
  /// What only some plugins have; null for what this one has not. [any]
  [[nodiscard]] std::span<const Part* const> parts() const noexcept { return entry_.parts.clap; }
  [[nodiscard]] const clap::Host& host() const noexcept { return host_; }
  [[nodiscard]] Services& services() noexcept { return services_; }
  [[nodiscard]] core::MainThread& main_thread() noexcept { return gate_; }

  /// Samples, as of the last activation: CLAP holds it still until the next one. [any]
  [[nodiscard]] std::uint32_t latency() const noexcept { return latency_.load(); }

  /// The host's threads, for plugins that use them; null where the host lends none. [any]
  [[nodiscard]] ThreadPool* thread_pool() noexcept { return pool_.get(); }
  /// [main]
  void set_thread_pool(std::unique_ptr<ThreadPool> pool) noexcept {
    pool_ = std::move(pool);
    services_.set_thread_pool(pool_.get());
  }

  /// What render.set() asked for. [any]
  std::atomic<clap::PluginRenderMode> render_mode{clap::PluginRenderMode::realtime};

  /// The host says that the track has changed: asks now, or on the main thread if this is another.
  /// Hosts should call it on the main thread; any thread is survived. [any]
  void track_info_changed();
  /// Passes on the path that the host has set. [main]
  void set_project_location(const clap::ProjectLocationElement* path, std::uint32_t count);

 private:
  Instance(const detail::PluginEntry& entry, const clap::PluginDescriptor& descriptor,
           const clap::Host& host);

  bool init();
  bool activate(double sample_rate, std::uint32_t min_frames, std::uint32_t max_frames);
  void deactivate();
  void on_main_thread();
  void destroy();
  clap::ProcessStatus process(const clap::Process& process) noexcept;

  void run_waiting() noexcept override;
  void deliver() noexcept override;
  void unused() noexcept override;

  /// Asks the host about the track once and passes on what it says.
  void pull_track_info();

  const detail::PluginEntry& entry_;
  const clap::Host& host_;
  clap::Plugin table_ = {};
  Services services_;
  core::MainThread gate_;
  std::atomic<bool> destroyed_{false};  ///< the host has called destroy
  std::unique_ptr<ThreadPool> pool_;
  std::unique_ptr<core::Instance> core_;
  const clap::HostTrackInfo* host_track_info_ = nullptr;

  /// What the two track extensions have sent so far; project location fills in what track info does
  /// not say. Made when a host sends something; only touched inside TrackInfoHub::update().
  struct FromTrack {
    TrackInfo track_info;
    TrackInfo location;
  };
  FromTrack& from_track();
  std::unique_ptr<FromTrack> from_track_;

  /// Filled before each block, sized in init(). [audio]
  std::vector<core::PortBuffers> inputs_;
  std::vector<core::PortBuffers> outputs_;
  std::uint32_t reported_tail_ = 0;  ///< [audio]
  double sample_rate_ = 0.0;         ///< Hz, of the activation

  std::atomic<std::uint32_t> latency_{0};

  friend struct Callbacks;
};

}  // namespace attacca::clap_wrapper
