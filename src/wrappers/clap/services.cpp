// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/services.hpp"

#include <cstdio>
#include <thread>

#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "abi/clap/query.hpp"
#include "attacca/log.hpp"
#include "attacca/plugin_host.hpp"
#include "wrappers/clap/event_loop.hpp"

namespace attacca::clap_wrapper {

void Services::connect() {
  gui_ = clap::query<clap::HostGui>(&host_);
  latency_ = clap::query<clap::HostLatency>(&host_);
  log_ = clap::query<clap::HostLog>(&host_);
  host_params_ = clap::query<clap::HostParams>(&host_);
  state_ = clap::query<clap::HostState>(&host_);
  tail_ = clap::query<clap::HostTail>(&host_);
  thread_check_ = clap::query<clap::HostThreadCheck>(&host_);
  reachable_.store(true);
}

void Services::disconnect() noexcept {
  reachable_.store(false);
  while (process_calls_.load() != 0) std::this_thread::yield();
  bell_.close();
  if (event_loop_ != nullptr) event_loop_->disconnect();
  gui_ = nullptr;
  latency_ = nullptr;
  log_ = nullptr;
  host_params_ = nullptr;
  state_ = nullptr;
  tail_ = nullptr;
  thread_check_ = nullptr;
  active_ = false;
  ended_ = true;
  outbox_.store(0, std::memory_order_relaxed);
}

std::string_view Services::host_name() const noexcept {
  return host_.name != nullptr ? std::string_view(host_.name) : std::string_view();
}

bool Services::on_main_thread() const noexcept {
  return thread_check_ == nullptr || thread_check_->is_main_thread == nullptr ||
         thread_check_->is_main_thread(&host_);
}

void Services::on_main() {
  if (questions_.anything_left()) post(kAsk);
}

void Services::post(std::uint32_t letters) {
  outbox_.fetch_or(letters, std::memory_order_acq_rel);
  if (gate_.is_main()) {
    // Leaving the gate delivers; when we are inside already, that happens later.
    const core::MainThread::Call call(gate_);
  } else {
    gate_.want();
  }
}

void Services::deliver() noexcept {
  while (outbox_.load(std::memory_order_relaxed) != 0) {
    send(outbox_.exchange(0, std::memory_order_acq_rel));
  }
}

void Services::send(std::uint32_t letters) noexcept {
  if ((letters & kFlush) != 0) request_flush();
  if ((letters & kValues) != 0) rescan_values();
  if ((letters & kDirty) != 0) mark_dirty();
  if ((letters & kRestart) != 0 && host_.request_restart != nullptr) host_.request_restart(&host_);
  if ((letters & kVoices) != 0) report_changed<clap::HostVoiceInfo>();
  if ((letters & kNoteNames) != 0) report_changed<clap::HostNoteName>();
  if ((letters & kRemoteControls) != 0) report_changed<clap::HostRemoteControls>();
  if ((letters & kAsk) != 0) ask_about_track();
}

template <typename Table>
void Services::report_changed() noexcept {
  const Table* const table = clap::query<Table>(&host_);
  if (table != nullptr && table->changed != nullptr) table->changed(&host_);
}

void Services::report_news(std::uint32_t news) {
  namespace from = attacca::detail;
  std::uint32_t letters = 0;
  if ((news & from::kNewsRestart) != 0 && active_) letters |= kRestart;
  if ((news & from::kNewsVoices) != 0) letters |= kVoices;
  if ((news & from::kNewsNoteNames) != 0) letters |= kNoteNames;
  if ((news & from::kNewsRemoteControls) != 0) letters |= kRemoteControls;
  post(letters);
}

/// CLAP lets every thread ask. The count is raised before the look, so that whoever ends the
/// instance sees it or is seen.
bool Services::request_process() noexcept {
  process_calls_.fetch_add(1);
  const bool can_ask = reachable_.load() && host_.request_process != nullptr;
  if (can_ask) host_.request_process(&host_);
  process_calls_.fetch_sub(1);
  return can_ask;
}

// Edits. The editor may live on a thread of its own; request_flush is allowed there.

void Services::request_flush() {
  if (host_params_ != nullptr && host_params_->request_flush != nullptr) {
    host_params_->request_flush(&host_);
  }
}

void Services::post_flush() {
  if (gate_.is_main()) return post(kFlush);
  const core::MainThread::Opened opened(gate_);
  request_flush();
}

void Services::begin_edit(const Param& param) {
  edits_.begin(param);
  post_flush();
}

void Services::perform_edit(const Param& param, double normalized) {
  const std::uint64_t left_out = edits_.left_out();
  edits_.value(param, normalized);
  if (edits_.left_out() != left_out) {
    const core::MainThread::Opened opened(gate_);
    bell_.ring();
  }
  post_flush();
}

void Services::end_edit(const Param& param) {
  edits_.end(param);
  post_flush();
}

void Services::report_left_out_edits() {
  const std::uint64_t left_out = edits_.left_out();
  if (left_out == reported_left_out_) return;
  char text[160];
  std::snprintf(text, sizeof text,
                "the host has not taken edits for a long time: %llu were left out; "
                "it is asked to read all values again",
                static_cast<unsigned long long>(left_out - reported_left_out_));
  reported_left_out_ = left_out;
  log(clap::LogSeverity::warning, text);
  rescan_values();
}

// What is reported to the host.

void Services::rescan_values() {
  if (host_params_ != nullptr && host_params_->rescan != nullptr) {
    host_params_->rescan(&host_, clap::ParamRescanFlags::values);
  }
}

void Services::mark_dirty() {
  if (state_ != nullptr && state_->mark_dirty != nullptr) state_->mark_dirty(&host_);
}

/// The flush that the host answers with has the value.
void Services::output_changed(const Param& /*param*/, double /*normalized*/) {
  post_flush();
}

void Services::values_changed() {
  post(kValues);
}

void Services::state_changed() {
  post(kDirty);
}

void Services::latency_changed() {
  // The new figure is reported inside the next activate(); an inactive plugin just waits for it.
  if (active_) post(kRestart);
}

void Services::report_latency_while_activating() {
  if (latency_ != nullptr && latency_->changed != nullptr) latency_->changed(&host_);
}

void Services::report_tail() noexcept {
  if (tail_ != nullptr && tail_->changed != nullptr) tail_->changed(&host_);
}

void Services::ask_track_info() {
  post(kAsk);
}

void Services::ask_about_track() noexcept {
  // A host that announces a change with each answer is asked again later.
  if (!questions_.ask(1, [this](core::AskAgain::Requests) noexcept { ask_(); })) gate_.want_later();
}

void Services::leave_question() noexcept {
  questions_.leave(1);
  gate_.want_later();
}

core::ResizeAnswer Services::request_editor_resize(PhysicalSize size) {
  const bool agreed = gui_ != nullptr && gui_->request_resize != nullptr &&
                      gui_->request_resize(&host_, size.width, size.height);
  // Also from the editor's own thread: what turns out to be impossible is undone by set_size.
  return agreed ? core::ResizeAnswer::agreed : core::ResizeAnswer::refused;
}

std::shared_ptr<EventLoop> Services::event_loop() noexcept {
  // The instance, which it is a part of, outlives the editor.
  if (event_loop_ == nullptr || !event_loop_->usable()) return nullptr;
  return {std::shared_ptr<void>(), event_loop_.get()};
}

void Services::report_preset(clap::PresetDiscoveryLocationKind kind, const char* location,
                             const char* load_key, int os_error, const char* wrong) const {
  const core::MainThread::Opened opened(gate_);
  const auto* const host = clap::query<clap::HostPresetLoad>(&host_);
  if (wrong != nullptr) {
    log(clap::LogSeverity::error, wrong);
    if (host != nullptr && host->on_error != nullptr) {
      host->on_error(&host_, kind, location, load_key, os_error, wrong);
    }
  } else if (host != nullptr && host->loaded != nullptr) {
    host->loaded(&host_, kind, location, load_key);
  }
}

void Services::log(LogLevel level, const std::string& text) {
  switch (level) {
    case LogLevel::debug:
      return log(clap::LogSeverity::debug, text);
    case LogLevel::info:
      return log(clap::LogSeverity::info, text);
    case LogLevel::warning:
      return log(clap::LogSeverity::warning, text);
    case LogLevel::error:
      return log(clap::LogSeverity::error, text);
  }
}

void Services::log(clap::LogSeverity severity, const std::string& text) const {
  const core::MainThread::Opened opened(gate_);
  if (log_ != nullptr && log_->log != nullptr) {
    log_->log(&host_, severity, text.c_str());
  } else {
    std::fprintf(stderr, "attacca: %s\n", text.c_str());
  }
}

}  // namespace attacca::clap_wrapper
