// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/thread_check.hpp"
#include "abi/clap/host.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "core/host_services.hpp"

namespace attacca::clap_wrapper {

class Instance;

/// The CLAP host's side of the conversation. Edits made in the editor wait in a queue until the
/// host's next process() or flush() takes them.
class Services final : public core::HostServices {
 public:
  Services(const clap::Host& host, Instance& instance);

  /// Looks the host's tables up; not before init. [main]
  void connect();
  /// The parameters that queued edits speak of. [main]
  void bind(const ParamSet& params) noexcept { params_ = &params; }

  /// Sends queued edits to the host, in order. Stops when the host has no room and goes on next
  /// time. [audio], or [main] while inactive
  void send_edits(const clap::OutputEvents& out) noexcept;

  /// What waits for the main thread: an overflow of the queue is reported. [main]
  void on_main();
  /// [main], inside activate only
  void tell_latency_while_activating();
  /// Says it in the host's log, or on stderr where the host has none. UTF-8. [any], not [audio]
  void log(clap::LogSeverity severity, const std::string& text) const;

  [[nodiscard]] std::string_view format_name() const noexcept override { return "CLAP"; }
  [[nodiscard]] std::string_view host_name() const noexcept override;
  void request_main_call() noexcept override;
  void request_main_call_from_audio() noexcept override { request_main_call(); }
  void begin_edit(const Param& param) override;
  void perform_edit(const Param& param, double normalized) override;
  void end_edit(const Param& param) override;
  void values_changed() override;
  void latency_changed() override;
  void state_changed() override;
  void ask_track_info() override;
  bool request_editor_resize(PhysicalSize size) override;
  [[nodiscard]] EventLoop* event_loop() noexcept override;

 private:
  struct Edit {
    enum class Kind : std::uint8_t { begin, value, end } kind = Kind::value;
    std::uint32_t index = 0;
    double normalized = 0.0;
  };

  void queue_edit(Edit edit);
  bool send(const Edit& edit, const clap::OutputEvents& out) const noexcept;

  const clap::Host& host_;
  Instance& instance_;
  const ParamSet* params_ = nullptr;
  const clap::HostGui* gui_ = nullptr;
  const clap::HostLatency* latency_ = nullptr;
  const clap::HostLog* log_ = nullptr;
  const clap::HostParams* host_params_ = nullptr;
  const clap::HostState* state_ = nullptr;

  rt::SingleReaderSingleWriterQueue<Edit> edits_;
  std::optional<Edit> refused_;  ///< popped, but the host had no room. [audio]
  std::uint64_t reported_overflows_ = 0;
};

}  // namespace attacca::clap_wrapper
