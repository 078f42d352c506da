// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <vector>

#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/port_memory.hpp"

namespace attacca::host::test {

/// Calls process() the way the engine does, on the calling thread.
class BlockRunner {
 public:
  explicit BlockRunner(PluginInstance& instance, std::uint32_t frames = 64)
      : instance_(instance), frames_(frames), memory_(instance.ports(), frames) {
    left_.assign(frames, 0.5f);
    right_.assign(frames, -0.25f);
  }

  /// What comes in from here on.
  void play(float left, float right) {
    left_.assign(frames_, left);
    right_.assign(frames_, right);
  }

  ProcessStatus run(std::span<const ParameterEdit> edits = {},
                    std::span<const NoteEvent> notes = {}, CallbackVisitor* visitor = nullptr) {
    const float* const source[] = {left_.data(), right_.data()};
    memory_.load(source, frames_);
    Transport transport;
    transport.is_playing = true;
    transport.position_frames = position_;
    ProcessBlock block;
    block.frames = frames_;
    block.inputs = memory_.inputs();
    block.outputs = memory_.outputs();
    block.edits = edits;
    block.notes = notes;
    block.visitor = visitor;
    block.transport = &transport;
    block.steady_frames = position_;
    position_ += frames_;
    return instance_.process(block);
  }

  [[nodiscard]] float output(std::size_t channel, std::size_t frame) {
    return memory_.outputs()[0].channels[channel][frame];
  }

 private:
  PluginInstance& instance_;
  std::uint32_t frames_;
  PortMemory memory_;
  std::vector<float> left_;
  std::vector<float> right_;
  std::int64_t position_ = 0;
};

/// Keeps what pump() reports.
class Recorder final : public InstanceListener {
 public:
  void on_parameter_report(PluginInstance&, const ParameterReport& report) override {
    reports.push_back(report);
  }
  void on_latency_changed(PluginInstance&) override { ++latency_changes; }
  void on_state_dirty(PluginInstance&) override { ++dirty; }

  std::vector<ParameterReport> reports;
  int latency_changes = 0;
  int dirty = 0;
};

}  // namespace attacca::host::test
