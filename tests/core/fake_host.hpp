// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "attacca/log.hpp"
#include "core/host_services.hpp"
#include "core/instance.hpp"

namespace attacca::test {

/// A host that writes down what it is asked for.
class FakeHost final : public core::HostServices,
                       private core::MainThread::Client,
                       private core::Bell {
 public:
  std::atomic<int> main_calls{0};
  std::atomic<int> main_calls_from_audio{0};
  std::vector<std::string> edits;
  std::vector<std::pair<LogLevel, std::string>> logged;
  int values_changes = 0;
  int latency_changes = 0;
  int state_changes = 0;
  int track_info_questions = 0;
  bool agrees_to_resize = true;
  std::vector<PhysicalSize> resizes;
  EventLoop* loop = nullptr;
  std::function<void()> on_values_changed;
  std::function<void()> on_perform;
  std::function<void()> on_resize;
  std::function<void()> on_ask;

  std::string_view format_name() const noexcept override { return "TEST"; }
  std::string_view host_name() const noexcept override { return "Fake Host"; }
  core::MainThread& main_thread() noexcept override { return main_; }
  void begin_edit(const Param& param) override { edits.push_back("begin " + id(param)); }
  void perform_edit(const Param& param, double) override {
    edits.push_back("perform " + id(param));
    if (on_perform) on_perform();
  }
  void end_edit(const Param& param) override { edits.push_back("end " + id(param)); }
  void output_changed(const Param& param, double) override {
    edits.push_back("output " + id(param));
  }
  void values_changed() override {
    ++values_changes;
    if (on_values_changed) on_values_changed();
  }
  void latency_changed() override { ++latency_changes; }
  void state_changed() override { ++state_changes; }
  void ask_track_info() override {
    ++track_info_questions;
    if (on_ask) on_ask();
  }
  void log(LogLevel level, const std::string& text) override { logged.emplace_back(level, text); }
  core::ResizeAnswer request_editor_resize(PhysicalSize size) override {
    resizes.push_back(size);
    if (on_resize) on_resize();
    return agrees_to_resize ? core::ResizeAnswer::agreed : core::ResizeAnswer::refused;
  }
  std::shared_ptr<EventLoop> event_loop() noexcept override {
    return {std::shared_ptr<void>(), loop};
  }

 private:
  // Work for the main thread is counted; the tests do it by Instance::on_main().
  void run_waiting() noexcept override { ++main_calls; }
  void deliver() noexcept override {}
  void unused() noexcept override {}
  void ring() noexcept override { ++main_calls; }
  void ring_from_audio() noexcept override { ++main_calls_from_audio; }

  core::MainThread main_{*this, *this};

  static std::string id(const Param& param) { return std::string(param.id()); }
};

/// Events from a list.
class ListedEvents final : public core::ParamEventSource {
 public:
  explicit ListedEvents(std::vector<core::ParamEvent> events) : events_(std::move(events)) {}
  bool next(core::ParamEvent& event) noexcept override {
    if (at_ == events_.size()) return false;
    event = events_[at_++];
    return true;
  }

 private:
  std::vector<core::ParamEvent> events_;
  std::size_t at_ = 0;
};

/// Keeps what it receives, in room set aside beforehand; refuses when asked to.
class ListedReports final : public core::ParamEventSink {
 public:
  struct Report {
    std::uint32_t frame;
    std::string_view id;
    double normalized;
  };
  ListedReports() { reports.reserve(64); }
  bool accepts = true;
  std::vector<Report> reports;
  bool value(std::uint32_t frame, const Param& param, double normalized) noexcept override {
    if (!accepts) return false;
    reports.push_back({frame, param.id(), normalized});
    return true;
  }
};

/// One port's channels in memory of their own, filled with `value`.
template <typename Sample>
struct BasicTestPort {
  BasicTestPort(std::uint32_t channels, std::uint32_t frames, Sample value = 0)
      : samples(channels, std::vector<Sample>(frames, value)) {
    for (std::vector<Sample>& channel : samples) pointers.push_back(channel.data());
  }
  [[nodiscard]] core::PortBuffers buffers() const {
    return {pointers.data(), static_cast<std::uint32_t>(pointers.size())};
  }
  std::vector<std::vector<Sample>> samples;
  std::vector<Sample*> pointers;
};
using TestPort = BasicTestPort<float>;

/// A stereo block of `frames`, input filled with 1.
template <typename Sample>
struct BasicTestBlock {
  explicit BasicTestBlock(std::uint32_t frames)
      : input(2, frames, Sample{1}),
        output(2, frames, Sample{-7}),
        ins{input.buffers()},
        outs{output.buffers()} {
    block.frames = frames;
    block.has_doubles = std::is_same_v<Sample, double>;
    block.inputs = ins;
    block.outputs = outs;
  }
  BasicTestPort<Sample> input;
  BasicTestPort<Sample> output;
  core::PortBuffers ins[1];
  core::PortBuffers outs[1];
  core::Block block;
};
using TestBlock = BasicTestBlock<float>;

}  // namespace attacca::test
