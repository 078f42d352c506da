// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "clap/services.hpp"

#include <cstdio>

#include "abi/clap/query.hpp"
#include "clap/instance.hpp"
#include "clap/param_value.hpp"

namespace attacca::clap_wrapper {
namespace {

constexpr std::size_t kMostQueuedEdits = 4096;

}  // namespace

Services::Services(const clap::Host& host, Instance& instance)
    : host_(host), instance_(instance), edits_(kMostQueuedEdits) {}

void Services::connect() {
  gui_ = clap::query<clap::HostGui>(&host_);
  latency_ = clap::query<clap::HostLatency>(&host_);
  log_ = clap::query<clap::HostLog>(&host_);
  host_params_ = clap::query<clap::HostParams>(&host_);
  state_ = clap::query<clap::HostState>(&host_);
}

std::string_view Services::host_name() const noexcept {
  return host_.name != nullptr ? std::string_view(host_.name) : std::string_view();
}

void Services::request_main_call() noexcept {
  if (host_.request_callback != nullptr) host_.request_callback(&host_);
}

void Services::queue_edit(Edit edit) {
  // A full queue means that the host has not called process() or flush() for thousands of edits.
  // The plugin has the value; on_main() makes the host read it again.
  if (!edits_.writer().push(edit)) request_main_call();
  if (host_params_ != nullptr && host_params_->request_flush != nullptr) {
    host_params_->request_flush(&host_);
  }
}

void Services::begin_edit(const Param& param) {
  queue_edit({Edit::Kind::begin, static_cast<std::uint32_t>(param.index()), 0.0});
}

void Services::perform_edit(const Param& param, double normalized) {
  queue_edit({Edit::Kind::value, static_cast<std::uint32_t>(param.index()), normalized});
}

void Services::end_edit(const Param& param) {
  queue_edit({Edit::Kind::end, static_cast<std::uint32_t>(param.index()), 0.0});
}

bool Services::send(const Edit& edit, const clap::OutputEvents& out) const noexcept {
  const Param& param = (*params_)[edit.index];
  if (edit.kind == Edit::Kind::value) return push_value(out, 0, param, edit.normalized);
  const clap::EventParamGesture event = {
      .header = {.size = sizeof event,
                 .time = 0,
                 .space_id = clap::kCoreEventSpaceId,
                 .type = edit.kind == Edit::Kind::begin ? clap::EventType::param_gesture_begin
                                                        : clap::EventType::param_gesture_end,
                 .flags = {}},
      .param_id = param.stable_id(),
  };
  return out.try_push(&out, &event.header);
}

void Services::send_edits(const clap::OutputEvents& out) noexcept {
  if (params_ == nullptr || out.try_push == nullptr) return;
  if (refused_) {
    if (!send(*refused_, out)) return;
    refused_.reset();
  }
  // Bounded by what was queued when we began, however fast the editor is.
  for (std::size_t left = edits_.reader().size(); left > 0; --left) {
    Edit edit;
    if (!edits_.reader().pop(edit)) return;
    if (!send(edit, out)) {
      refused_ = edit;
      return;
    }
  }
}

void Services::on_main() {
  const std::uint64_t overflows = edits_.overflows();
  if (overflows == reported_overflows_) return;
  char text[160];
  std::snprintf(text, sizeof text,
                "the host has not taken edits for a long time: %llu were left out; "
                "it is asked to read all values again",
                static_cast<unsigned long long>(overflows - reported_overflows_));
  reported_overflows_ = overflows;
  log(clap::LogSeverity::warning, text);
  values_changed();
}

void Services::values_changed() {
  if (host_params_ != nullptr && host_params_->rescan != nullptr) {
    host_params_->rescan(&host_, clap::ParamRescanFlags::values);
  }
}

void Services::latency_changed() {
  // The new figure is told inside the activate() that the host answers with.
  if (host_.request_restart != nullptr) host_.request_restart(&host_);
}

void Services::tell_latency_while_activating() {
  if (latency_ != nullptr && latency_->changed != nullptr) latency_->changed(&host_);
}

void Services::state_changed() {
  if (state_ != nullptr && state_->mark_dirty != nullptr) state_->mark_dirty(&host_);
}

void Services::ask_track_info() {
  instance_.pull_track_info();
}

bool Services::request_editor_resize(PhysicalSize size) {
  return gui_ != nullptr && gui_->request_resize != nullptr &&
         gui_->request_resize(&host_, size.width, size.height);
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
