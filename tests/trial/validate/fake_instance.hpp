// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "host/plugin/plugin_instance.hpp"

namespace attacca::validate::test {

/// An instance without a plugin: what it does to a block is the test's.
class FakeInstance : public host::PluginInstance {
 public:
  explicit FakeInstance(host::MainLoop& loop, std::uint32_t inputs = 2, std::uint32_t outputs = 2)
      : PluginInstance({}, loop, {}) {
    ports_.inputs = {{0, "in", inputs, true, true}, {1, "sidechain", 1, false, false}};
    ports_.outputs = {{0, "out", outputs, true, false}};
    (void)activate(48000.0, 4096);
    (void)start_processing();
  }
  ~FakeInstance() override { shut_down(); }

  std::function<void(host::ProcessBlock&)> on_process;
  host::PortLayout& layout() { return ports_; }

  Result<double> parameter_value(host::ParameterId) override { return fail("none"); }
  Result<std::string> value_to_text(host::ParameterId, double) override { return fail("none"); }
  Result<double> text_to_value(host::ParameterId, const std::string&) override {
    return fail("none");
  }
  host::ParameterEdit edit(host::ParameterId, double, std::uint32_t) override { return {}; }
  double plain_value(host::ParameterId, double normalized) override { return normalized; }
  bool has_state() const noexcept override { return false; }
  Result<std::vector<std::byte>> save_state() override { return fail("none"); }
  std::vector<host::PresetInfo> presets() override { return {}; }
  Result<void> load_preset(const host::PresetInfo&) override { return fail("none"); }
  std::uint32_t latency() override { return 0; }
  std::uint32_t tail() override { return 0; }
  std::string_view track_info_way() const noexcept override { return {}; }
  bool has_editor() override { return false; }
  Result<std::unique_ptr<host::PluginEditor>> create_editor() override { return fail("none"); }

 private:
  Result<void> do_activate(double, std::uint32_t) override { return {}; }
  void do_deactivate() override {}
  Result<void> do_set_main_output(const host::ChannelSet&) override { return fail("none"); }
  Result<void> do_load_state(std::span<const std::byte>) override { return fail("none"); }
  bool do_send_track_info(const host::TrackInfoMessage&) override { return false; }
  bool do_start_processing() noexcept override { return true; }
  void do_stop_processing() noexcept override {}
  void do_reset() noexcept override {}
  host::ProcessStatus do_process(host::ProcessBlock& block,
                                 std::span<const host::ParameterEdit>) noexcept override {
    if (on_process) on_process(block);
    return host::ProcessStatus::continue_;
  }
  void do_flush(std::span<const host::ParameterEdit>) override {}
  void do_pump() override {}
};

/// Output = input, channel by channel.
inline void pass_through(host::ProcessBlock& block) {
  const auto& in = block.inputs[0].channels;
  const auto& out = block.outputs[0].channels;
  for (std::size_t c = 0; c < out.size(); ++c) {
    for (std::uint32_t i = 0; i < block.frames; ++i) out[c][i] = in[c][i];
  }
}

}  // namespace attacca::validate::test
