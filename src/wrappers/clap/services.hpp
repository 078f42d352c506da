// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/tail.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/host.hpp"
#include "core/host_services.hpp"
#include "wrappers/clap/edit_queue.hpp"

namespace attacca::clap_wrapper {

class Instance;

/// The CLAP host's side of the conversation. A host may offer none of the extensions that this
/// speaks to, or tables with holes: then nothing is said.
class Services final : public core::HostServices {
 public:
  Services(const clap::Host& host, Instance& instance) : host_(host), instance_(instance) {}

  /// Looks the host's tables up; not before init. [main]
  void connect();

  /// Edits from the editor on their way to the host.
  [[nodiscard]] EditQueue& edits() noexcept { return edits_; }

  /// Does what had to wait for the main thread. [main]
  void on_main();
  /// False if the host says that this thread is not its main thread. [any]
  [[nodiscard]] bool on_main_thread() const noexcept;

  /// Inside activate only. [main]
  void report_latency_while_activating();
  /// The host asks for the tail again. [audio]
  void report_tail() noexcept;
  /// Says it in the host's log, or on stderr where the host has none. UTF-8. [not audio]
  void log(clap::LogSeverity severity, const std::string& text) const;

  [[nodiscard]] std::string_view format_name() const noexcept override { return "CLAP"; }
  [[nodiscard]] std::string_view host_name() const noexcept override;
  void request_main_call() noexcept override;
  void request_main_call_from_audio() noexcept override;
  void begin_edit(const Param& param) override;
  void perform_edit(const Param& param, double normalized) override;
  void end_edit(const Param& param) override;
  void values_changed() override;
  void latency_changed() override;
  void state_changed() override;
  void ask_track_info() override;
  [[nodiscard]] core::ResizeAnswer request_editor_resize(PhysicalSize size) override;
  [[nodiscard]] EventLoop* event_loop() noexcept override;

 private:
  void request_flush();
  void report_left_out_edits();
  void rescan_values();
  void mark_dirty();

  const clap::Host& host_;
  Instance& instance_;
  const clap::HostGui* gui_ = nullptr;
  const clap::HostLatency* latency_ = nullptr;
  const clap::HostLog* log_ = nullptr;
  const clap::HostParams* host_params_ = nullptr;
  const clap::HostState* state_ = nullptr;
  const clap::HostTail* tail_ = nullptr;
  const clap::HostThreadCheck* thread_check_ = nullptr;

  EditQueue edits_;
  std::uint64_t reported_left_out_ = 0;  ///< [main]

  // What the host may only be notified of on its main thread, wanted by another one.
  std::atomic<bool> values_changed_{false};
  std::atomic<bool> state_changed_{false};
  /// The audio thread asks the host once for each on_main().
  std::atomic<bool> asked_from_audio_{false};
};

}  // namespace attacca::clap_wrapper
