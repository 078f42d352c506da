// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/services.hpp"

#include <cstdio>

#include "abi/clap/query.hpp"
#include "wrappers/clap/instance.hpp"

namespace attacca::clap_wrapper {

void Services::connect() {
  gui_ = clap::query<clap::HostGui>(&host_);
  latency_ = clap::query<clap::HostLatency>(&host_);
  log_ = clap::query<clap::HostLog>(&host_);
  host_params_ = clap::query<clap::HostParams>(&host_);
  state_ = clap::query<clap::HostState>(&host_);
  tail_ = clap::query<clap::HostTail>(&host_);
  thread_check_ = clap::query<clap::HostThreadCheck>(&host_);
}

std::string_view Services::host_name() const noexcept {
  return host_.name != nullptr ? std::string_view(host_.name) : std::string_view();
}

bool Services::on_main_thread() const noexcept {
  return thread_check_ == nullptr || thread_check_->is_main_thread == nullptr ||
         thread_check_->is_main_thread(&host_);
}

void Services::request_main_call() noexcept {
  if (host_.request_callback != nullptr) host_.request_callback(&host_);
}

void Services::request_main_call_from_audio() noexcept {
  if (!asked_from_audio_.exchange(true, std::memory_order_acq_rel)) request_main_call();
}

void Services::on_main() {
  // First, so that what the audio thread wants from now on leads to another call.
  asked_from_audio_.store(false, std::memory_order_release);
  report_left_out_edits();
  // The host has called on its main thread: whatever thread-check says, this is the place.
  if (values_changed_.exchange(false, std::memory_order_acq_rel)) rescan_values();
  if (state_changed_.exchange(false, std::memory_order_acq_rel)) mark_dirty();
}

// Edits. The editor may live on a thread of its own; request_flush is allowed there.

void Services::request_flush() {
  if (host_params_ != nullptr && host_params_->request_flush != nullptr) {
    host_params_->request_flush(&host_);
  }
}

void Services::begin_edit(const Param& param) {
  edits_.begin(param);
  request_flush();
}

void Services::perform_edit(const Param& param, double normalized) {
  const std::uint64_t left_out = edits_.left_out();
  edits_.value(param, normalized);
  if (edits_.left_out() != left_out) request_main_call();
  request_flush();
}

void Services::end_edit(const Param& param) {
  edits_.end(param);
  request_flush();
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
  values_changed_.store(true, std::memory_order_relaxed);
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

void Services::values_changed() {
  if (on_main_thread()) return rescan_values();
  values_changed_.store(true, std::memory_order_release);
  request_main_call();
}

void Services::state_changed() {
  if (on_main_thread()) return mark_dirty();
  state_changed_.store(true, std::memory_order_release);
  request_main_call();
}

void Services::latency_changed() {
  // The new figure is reported inside the next activate(); an inactive plugin just waits for it.
  const core::Instance* core = instance_.core();
  if (core == nullptr || !core->is_active()) return;
  if (host_.request_restart != nullptr) host_.request_restart(&host_);
}

void Services::report_latency_while_activating() {
  if (latency_ != nullptr && latency_->changed != nullptr) latency_->changed(&host_);
}

void Services::report_tail() noexcept {
  if (tail_ != nullptr && tail_->changed != nullptr) tail_->changed(&host_);
}

void Services::ask_track_info() {
  instance_.pull_track_info();
}

core::ResizeAnswer Services::request_editor_resize(PhysicalSize size) {
  const bool agreed = gui_ != nullptr && gui_->request_resize != nullptr &&
                      gui_->request_resize(&host_, size.width, size.height);
  // Also from the editor's own thread: what turns out to be impossible is undone by set_size.
  return agreed ? core::ResizeAnswer::agreed : core::ResizeAnswer::refused;
}

EventLoop* Services::event_loop() noexcept {
  return instance_.event_loop().usable() ? &instance_.event_loop() : nullptr;
}

void Services::log(clap::LogSeverity severity, const std::string& text) const {
  if (log_ != nullptr && log_->log != nullptr) {
    log_->log(&host_, severity, text.c_str());
  } else {
    std::fprintf(stderr, "attacca: %s\n", text.c_str());
  }
}

}  // namespace attacca::clap_wrapper
