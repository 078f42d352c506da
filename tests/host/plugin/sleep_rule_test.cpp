// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/sleep_rule.hpp"

#include <array>

#include <doctest/doctest.h>

namespace attacca::host::test {

namespace {

struct Block {
  explicit Block(float output = 0.0f, float input = 0.0f) {
    in.fill(input);
    out.fill(output);
    block.frames = 64;
    block.inputs = {&inputs, 1};
    block.outputs = {&outputs, 1};
  }
  std::array<float, 64> in;
  std::array<float, 64> out;
  float* in_channel = in.data();
  float* out_channel = out.data();
  PortBuffers inputs{{&in_channel, 1}, 0};
  PortBuffers outputs{{&out_channel, 1}, 0};
  ProcessBlock block;
};

}  // namespace

TEST_CASE("a CLAP plugin sleeps as its status says") {
  Block quiet;
  Block loud(0.5f);
  SleepRule rule(PluginFormat::clap);
  CHECK_FALSE(rule.may_sleep(quiet.block, ProcessStatus::continue_, false, 0));
  CHECK(rule.may_sleep(loud.block, ProcessStatus::sleep, false, UINT32_MAX));
  CHECK_FALSE(rule.may_sleep(quiet.block, ProcessStatus::sleep, true, 0));
  CHECK(rule.may_sleep(quiet.block, ProcessStatus::continue_if_not_quiet, false, UINT32_MAX));
  CHECK_FALSE(rule.may_sleep(loud.block, ProcessStatus::continue_if_not_quiet, false, 0));
  CHECK_FALSE(rule.may_sleep(quiet.block, ProcessStatus::error, false, 0));
}

TEST_CASE("a tail is counted from the last input, and an endless one never ends") {
  Block quiet;
  SleepRule rule(PluginFormat::clap);
  const auto after = [&](bool had_input, std::uint32_t tail) {
    return rule.may_sleep(quiet.block, ProcessStatus::tail, had_input, tail);
  };
  CHECK_FALSE(after(false, 65));
  CHECK(after(false, 65));
  CHECK_FALSE(after(true, 65));
  CHECK_FALSE(after(false, 65));
  CHECK(after(false, 65));
  CHECK_FALSE(after(false, UINT32_MAX));
  rule.begin();
  CHECK_FALSE(after(false, 65));
}

TEST_CASE("a VST3 plugin sleeps when its tail is over and nothing is heard") {
  Block quiet;
  Block loud(0.5f);
  SleepRule rule(PluginFormat::vst3);
  const auto status = ProcessStatus::continue_;
  CHECK(rule.may_sleep(quiet.block, status, false, 64));
  CHECK_FALSE(rule.may_sleep(loud.block, status, false, 64));
  CHECK_FALSE(rule.may_sleep(quiet.block, status, false, UINT32_MAX));
  CHECK_FALSE(rule.may_sleep(quiet.block, status, true, 0));
}

TEST_CASE("an input is silent when it is flagged or zero, an output only when it is zero") {
  Block both(0.5f, 0.5f);
  CHECK_FALSE(has_silent_inputs(both.block));
  both.inputs.silent_channels = both.outputs.silent_channels = 1;
  CHECK(has_silent_inputs(both.block));
  CHECK_FALSE(has_silent_outputs(both.block));  // CLAP: constant
  both.outputs.silent_channels = 0;
  silence_outputs(both.block);
  CHECK(has_silent_outputs(both.block));
  CHECK(both.outputs.silent_channels == 1);
  CHECK(has_silent_inputs(ProcessBlock{}));
}

}  // namespace attacca::host::test
