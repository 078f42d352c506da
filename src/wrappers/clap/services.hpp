// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/preset_load.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/host.hpp"
#include "core/host_services.hpp"
#include "main_thread/ask_again.hpp"
#include "main_thread/main_thread.hpp"
#include "wrappers/clap/bell.hpp"
#include "wrappers/clap/edit_queue.hpp"

namespace attacca::clap_wrapper {

class ClapEventLoop;

/// The CLAP host's side of the conversation. A host may offer none of the extensions that this
/// speaks to, or tables with holes: then nothing is said. What the plugin says is collected and
/// sent outside the gate, on the main thread.
class Services final : public core::HostServices {
 public:
  /// `ask` asks the host about the track once; called outside the gate, never two at once. `gate`
  /// may still be under construction.
  Services(const clap::Host& host, core::MainThread& gate, std::function<void()> ask)
      : host_(host), gate_(gate), ask_(std::move(ask)), bell_(host) {}

  [[nodiscard]] core::Bell& bell() noexcept { return bell_; }
  /// The host's timers and descriptors; null where the plugin has no editor. [main]
  [[nodiscard]] ClapEventLoop* loop() noexcept { return event_loop_.get(); }
  /// For plugins that have a use for them: made in init. [main]
  void set_host_menus(std::unique_ptr<core::HostMenus> menus) { menus_ = std::move(menus); }
  void set_event_loop(std::shared_ptr<ClapEventLoop> loop) { event_loop_ = std::move(loop); }
  void set_thread_pool(attacca::detail::ThreadPool* pool) noexcept { pool_ = pool; }

  /// Looks the host's tables up; not before init. Outside the gate. [main]
  void connect();
  /// The host is not called any more. [main]
  void disconnect() noexcept;
  /// Whether the plugin is active. [main]
  void set_active(bool active) noexcept { active_ = active; }

  /// Edits from the editor on their way to the host.
  [[nodiscard]] EditQueue& edits() noexcept { return edits_; }

  /// What had to wait for the main thread is collected for the next delivery. [main]
  void on_main();
  /// The host has called back: reports edits that found no room. Outside the gate. [main]
  void report_left_out_edits();
  /// Makes the calls that have been collected. Outside the gate. [main]
  void deliver() noexcept;
  /// Asks the host about the track, again and again until every notice has been followed by a
  /// question. Outside the gate. [main]
  void ask_about_track() noexcept;
  /// Leaves the question to the main thread. [not audio]
  void leave_question() noexcept;
  /// False if the host says that this thread is not its main thread. [any]
  [[nodiscard]] bool on_main_thread() const noexcept;

  /// Inside activate only. [main]
  void report_latency_while_activating();
  /// The host asks for the tail again. [audio]
  void report_tail() noexcept;
  /// A preset was loaded from there, or not: `wrong` says why. Outside the gate, or inside. [main]
  void report_preset(clap::PresetDiscoveryLocationKind kind, const char* location,
                     const char* load_key, int os_error, const char* wrong) const;
  /// Says it in the host's log, or on stderr where the host has none. UTF-8. [not audio]
  void log(clap::LogSeverity severity, const std::string& text) const;

  [[nodiscard]] std::string_view format_name() const noexcept override { return "CLAP"; }
  [[nodiscard]] std::string_view host_name() const noexcept override;
  [[nodiscard]] core::MainThread& main_thread() noexcept override { return gate_; }
  void begin_edit(const Param& param) override;
  void perform_edit(const Param& param, double normalized) override;
  void end_edit(const Param& param) override;
  void output_changed(const Param& param, double normalized) override;
  void values_changed() override;
  void latency_changed() override;
  void state_changed() override;
  void ask_track_info() override;
  void log(LogLevel level, const std::string& text) override;
  [[nodiscard]] core::ResizeAnswer request_editor_resize(PhysicalSize size) override;
  [[nodiscard]] std::shared_ptr<EventLoop> event_loop() noexcept override;
  void report_news(std::uint32_t news) override;
  bool request_process() noexcept override;
  [[nodiscard]] core::HostMenus* host_menus() noexcept override {
    return ended_ ? nullptr : menus_.get();
  }
  [[nodiscard]] attacca::detail::ThreadPool* thread_pool() noexcept override { return pool_; }

 private:
  /// What is to be sent, as bits.
  enum Letter : std::uint32_t {
    kFlush = 1u << 0,
    kValues = 1u << 1,
    kDirty = 1u << 2,
    kRestart = 1u << 3,
    kAsk = 1u << 4,
    kVoices = 1u << 5,
    kNoteNames = 1u << 6,
    kRemoteControls = 1u << 7,
  };
  void post(std::uint32_t letters);
  void send(std::uint32_t letters) noexcept;
  void post_flush();
  void request_flush();
  void rescan_values();
  void mark_dirty();
  /// Calls `changed` of the host's table, if it has that.
  template <typename Table>
  void report_changed() noexcept;

  const clap::Host& host_;
  core::MainThread& gate_;
  const std::function<void()> ask_;
  Bell bell_;
  std::shared_ptr<ClapEventLoop> event_loop_;
  std::unique_ptr<core::HostMenus> menus_;
  attacca::detail::ThreadPool* pool_ = nullptr;
  const clap::HostGui* gui_ = nullptr;
  const clap::HostLatency* latency_ = nullptr;
  const clap::HostLog* log_ = nullptr;
  const clap::HostParams* host_params_ = nullptr;
  const clap::HostState* state_ = nullptr;
  const clap::HostTail* tail_ = nullptr;
  const clap::HostThreadCheck* thread_check_ = nullptr;

  EditQueue edits_;
  std::uint64_t reported_left_out_ = 0;  ///< [main]

  bool active_ = false;                 ///< inside the gate
  bool ended_ = false;                  ///< the host is not called any more; inside the gate
  std::atomic<bool> reachable_{false};  ///< between connect() and disconnect()
  std::atomic<std::uint32_t> process_calls_{0};  ///< request_process() calls under way
  std::atomic<std::uint32_t> outbox_{0};
  core::AskAgain questions_;
};

}  // namespace attacca::clap_wrapper
