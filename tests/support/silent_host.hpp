// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/host_services.hpp"
#include "main_thread/bell.hpp"
#include "main_thread/main_thread.hpp"

namespace attacca::test {

/// A host that agrees to nothing and says nothing, for code that only needs one to be there.
class SilentHost final : public core::HostServices,
                         private core::MainThread::Client,
                         private core::Bell {
 public:
  int values_changes = 0;  ///< values_changed() so far

  std::string_view format_name() const noexcept override { return "TEST"; }
  std::string_view host_name() const noexcept override { return {}; }
  core::MainThread& main_thread() noexcept override { return main_; }
  void begin_edit(const Param&) override {}
  void perform_edit(const Param&, double) override {}
  void end_edit(const Param&) override {}
  void output_changed(const Param&, double) override {}
  void values_changed() override { ++values_changes; }
  void latency_changed() override {}
  void state_changed() override {}
  void ask_track_info() override {}
  void log(LogLevel, const std::string&) override {}
  core::ResizeAnswer request_editor_resize(PhysicalSize) override {
    return core::ResizeAnswer::refused;
  }
  std::shared_ptr<EventLoop> event_loop() noexcept override { return nullptr; }

 private:
  void run_waiting() noexcept override {}
  void deliver() noexcept override {}
  void unused() noexcept override {}
  void ring() noexcept override {}
  void ring_from_audio() noexcept override {}

  core::MainThread main_{*this, *this};
};

}  // namespace attacca::test
