// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include "host/plugin/module.hpp"
#include "host/plugin/port_memory.hpp"

// What the benchmarks of running plugins share.
namespace attacca::bench {

/// A gain in the host, ready to run blocks: a plugin with a parameter "Gain".
class Subject {
 public:
  static constexpr double kRate = 48000.0;
  static constexpr std::uint32_t kMostFrames = 512;
  static constexpr std::uint32_t kMostEdits = 8;

  /// The first plugin of the file; says on the standard error why there is none.
  static std::unique_ptr<Subject> open(const std::filesystem::path& path, host::MainLoop& loop) {
    auto module = host::Module::open(path);
    if (!module) return failed(module.error().message);
    auto instance = (*module)->create({}, loop);
    if (!instance) return failed(instance.error().message);
    if (auto active = (*instance)->activate(kRate, kMostFrames); !active) {
      return failed(active.error().message);
    }
    if (!(*instance)->start_processing()) return failed(path.string() + " refuses to process");
    const host::ParameterInfo* gain = (*instance)->find_parameter("Gain");
    if (gain == nullptr) return failed(path.string() + " has no parameter Gain");
    return std::unique_ptr<Subject>(new Subject(std::move(*instance), *gain));
  }

  /// Nanoseconds per block, over `blocks` blocks, in each of which the gain is moved `edits` times,
  /// evenly spaced.
  double run(std::uint32_t blocks, std::uint32_t frames, std::uint32_t edits) {
    host::Transport transport;
    transport.is_playing = true;
    host::ProcessBlock block;
    block.frames = frames;
    block.inputs = memory_.inputs();
    block.outputs = memory_.outputs();
    block.transport = &transport;
    for (std::uint32_t i = 0; i < edits; ++i) edits_[i].frame = i * frames / edits;
    if (edits > 0) block.edits = std::span(edits_).first(edits);
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint32_t i = 0; i < blocks; ++i) {
      transport.position_frames = block.steady_frames = position_;
      if (edits == 1) std::swap(edits_[0], edits_[1]);  // another value than the last
      (void)instance_->process(block);
      position_ += frames;
    }
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
    return took.count() / blocks;
  }

  /// The last block's output, for seeing that all subjects do the same work.
  [[nodiscard]] float output(std::uint32_t channel, std::uint32_t frame) {
    return memory_.outputs()[0].channels[channel][frame];
  }
  [[nodiscard]] const host::RealtimeOffences& offences() { return instance_->realtime_offences(); }
  [[nodiscard]] std::uint64_t blocks() { return instance_->timing().summary().count; }

 private:
  Subject(std::unique_ptr<host::PluginInstance> instance, const host::ParameterInfo& gain)
      : instance_(std::move(instance)), memory_(instance_->ports(), kMostFrames) {
    // One declares decibels, another 0..1: the same places between the ends.
    const auto edit = [&](double position) {
      const double value = gain.minimum + position * (gain.maximum - gain.minimum);
      return instance_->edit(gain.id, value, 0);
    };
    for (std::size_t i = 0; i < edits_.size(); ++i) edits_[i] = edit(i % 2 == 0 ? 0.75 : 0.82);
    std::vector<float> samples(kMostFrames);
    for (std::size_t i = 0; i < samples.size(); ++i) {
      samples[i] = 0.001f * static_cast<float>(i % 97);
    }
    const float* const source[] = {samples.data(), samples.data()};
    memory_.load(source, kMostFrames);
  }

  static std::unique_ptr<Subject> failed(const std::string& message) {
    std::fprintf(stderr, "bench: %s\n", message.c_str());
    return nullptr;
  }

  std::unique_ptr<host::PluginInstance> instance_;
  host::PortMemory memory_;
  std::array<host::ParameterEdit, kMostEdits> edits_;
  std::int64_t position_ = 0;
};

inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// As the audio threads of the host, and of most DAWs, do.
inline void flush_denormals_to_zero() {
#if defined(__SSE__)
  _mm_setcsr(_mm_getcsr() | 0x8040u);
#endif
}

}  // namespace attacca::bench
