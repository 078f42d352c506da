// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/double_memory.hpp"

#include <array>

#include <doctest/doctest.h>

namespace attacca::host {

namespace {

PortLayout stereo() {
  PortLayout layout;
  PortInfo port;
  port.channel_count = 2;
  layout.inputs = layout.outputs = {port};
  return layout;
}

}  // namespace

TEST_CASE("a block of floats is doubles to the plugin, and floats again afterwards") {
  DoubleMemory memory(stereo(), 8);
  std::array<float, 8> in = {0.1f, 0.2f, 0.3f};
  std::array<float, 8> left{};
  std::array<float, 8> right{};
  float* const ins[] = {in.data(), in.data()};
  float* const outs[] = {left.data(), right.data()};
  const PortBuffers input = {ins, 1};
  PortBuffers output = {outs, 0};
  ProcessBlock block;
  block.frames = 3;
  block.inputs = {&input, 1};
  block.outputs = {&output, 1};
  const ProcessStatus status = memory.convert(block, [](ProcessBlock& wide) noexcept {
    REQUIRE(wide.inputs[0].count() == 2);
    CHECK(wide.inputs[0].silent_channels == 1);
    for (std::uint32_t i = 0; i < wide.frames; ++i) {
      wide.outputs[0].doubles[0][i] = 2.0 * wide.inputs[0].doubles[1][i];
      wide.outputs[0].doubles[1][i] = i == 0 ? 1e-300 : 9.5e-39;
    }
    wide.outputs[0].silent_channels = 2;
    return ProcessStatus::tail;
  });
  CHECK(status == ProcessStatus::tail);
  CHECK(left == std::array<float, 8>{0.2f, 0.4f, 0.6f});
  CHECK(right == std::array<float, 8>{});  // nothing denormal
  CHECK(output.silent_channels == 2);
}

TEST_CASE("a block of doubles goes through as it is") {
  DoubleMemory memory(stereo(), 8);
  std::array<double, 8> samples{};
  double* const channels[] = {samples.data(), samples.data()};
  PortBuffers port;
  port.doubles = channels;
  ProcessBlock block;
  block.frames = 8;
  block.outputs = {&port, 1};
  memory.convert(block, [&](ProcessBlock& same) noexcept {
    CHECK(&same == &block);
    return ProcessStatus::continue_;
  });
}

}  // namespace attacca::host
