// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/editor.hpp"
#include "attacca/params/bool_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/output_param.hpp"
#include "attacca/plugin.hpp"
#include "fake_host.hpp"

namespace attacca::test {

/// A plugin whose every step a test can watch and take part in.
class TestPlugin : public Plugin {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.test", .name = "Test", .vendor = "Attacca"};

  std::span<const AudioLayout> layouts() const noexcept override {
    return chosen_layouts.empty() ? Plugin::layouts()
                                  : std::span<const AudioLayout>(chosen_layouts);
  }
  bool initialize(const AudioLayout&, const BufferConfig& given, InitContext& context) override {
    calls.push_back("initialize");
    config = given;
    gain_at_initialize = gain.value();
    latency_before = context.latency();
    if (latency) context.set_latency(*latency);
    if (tail) context.set_tail(*tail);
    if (throws_in_initialize) throw std::runtime_error("no luck");
    return accepts;
  }
  void reset() noexcept override { ++resets; }
  ProcessStatus process(AudioBuffer& buffer, AuxBuffers& aux,
                        ProcessContext& context) noexcept override {
    return on_process ? on_process(buffer, aux, context) : ProcessStatus::normal();
  }
  void deactivate() override { calls.push_back("deactivate"); }
  void on_track_info(const TrackInfo& track) override {
    received_tracks.push_back(track);
    if (on_track) on_track();
  }
  std::unique_ptr<Editor> make_editor() override {
    return on_make_editor ? on_make_editor() : nullptr;
  }

  static inline std::vector<AudioLayout> chosen_layouts;

  FloatParam gain{params(),
                  {.id = "gain",
                   .name = "Gain",
                   .range = FloatRange::linear(-60.0, 12.0),
                   .default_value = 0.0,
                   .unit = "dB"}};
  FloatParam mix{params(), {.id = "mix", .name = "Mix", .default_value = 0.25}};
  BoolParam bypass{params(), {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
  OutputParam meter{params(), {.id = "meter", .name = "Meter"}};

  std::function<ProcessStatus(AudioBuffer&, AuxBuffers&, ProcessContext&)> on_process;
  std::function<void()> on_track;
  std::function<std::unique_ptr<Editor>()> on_make_editor;
  std::vector<std::string> calls;
  std::vector<TrackInfo> received_tracks;
  BufferConfig config;
  float gain_at_initialize = 0.0f;
  std::optional<std::uint32_t> latency = 0;
  std::uint32_t latency_before = 0;  ///< as initialize() found it
  std::optional<std::uint32_t> tail;
  int resets = 0;
  bool accepts = true;
  bool throws_in_initialize = false;
};

/// The whole-block twin.
class WholeBlockPlugin final : public TestPlugin {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.whole",
                                   .name = "Whole",
                                   .vendor = "Attacca",
                                   .split_at = SplitAt::nothing};
};

template <typename P>
const detail::PluginEntry& entry_of() {
  static constexpr detail::PluginEntry kEntry = detail::make_entry<P>();
  return kEntry;
}

/// An Instance of P in a fake host.
template <typename P = TestPlugin>
struct Rig {
  FakeHost host;
  std::unique_ptr<core::Instance> instance =
      std::move(core::Instance::create(entry_of<P>(), host)).value();
  P& plugin = static_cast<P&>(instance->plugin());

  void activate(std::uint32_t max_frames = 64) {
    REQUIRE(instance->activate({.sample_rate = 48000.0, .max_block_frames = max_frames}));
  }
  void run(std::uint32_t frames = 16) {
    TestBlock block(frames);
    instance->process(block.block);
  }
  ProcessStatus run_with(std::vector<core::ParamEvent> events, std::uint32_t frames = 16,
                         core::ParamEventSink* sink = nullptr) {
    TestBlock block(frames);
    ListedEvents source(std::move(events));
    block.block.events_in = &source;
    block.block.events_out = sink;
    return instance->process(block.block);
  }
};

}  // namespace attacca::test
