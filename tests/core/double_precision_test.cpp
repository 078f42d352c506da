// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/double_precision.hpp"

#include <functional>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/params/smoother.hpp"
#include "core/silent_channels.hpp"
#include "test_plugin.hpp"

namespace attacca::test {

namespace {

class DoublePlugin final : public TestPlugin, public DoublePrecision {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.doubles", .name = "Doubles", .vendor = "Attacca", .prefers_doubles = true};

  using TestPlugin::process;
  ProcessStatus process(AudioBuffer64& buffer, AuxBuffers64& aux,
                        ProcessContext& context) noexcept override {
    return on_doubles ? on_doubles(buffer, aux, context) : ProcessStatus::normal();
  }
  std::function<ProcessStatus(AudioBuffer64&, AuxBuffers64&, ProcessContext&)> on_doubles;
};

using DoubleBlock = BasicTestBlock<double>;
constexpr double kFine = 1.0 + 1e-12;  ///< no float can be that

}  // namespace

TEST_CASE("64 bit samples reach a plugin that takes them, with every bit") {
  Rig<DoublePlugin> rig;
  rig.plugin.on_doubles = [](AudioBuffer64& buffer, AuxBuffers64&, ProcessContext&) {
    buffer *= 2.0;
    return ProcessStatus::normal();
  };
  rig.activate();
  DoubleBlock block(16);
  block.input.samples[1][3] = kFine;
  rig.instance->process(block.block);
  CHECK(block.output.samples[0] == std::vector<double>(16, 2.0));
  CHECK(block.output.samples[1][3] == 2.0 * kFine);
  CHECK(block.input.samples[1][3] == kFine);
}

TEST_CASE("a plugin that takes both sizes may get them in turn") {
  Rig<DoublePlugin> rig;
  int floats = 0;
  int doubles = 0;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    ++floats;
    return ProcessStatus::normal();
  };
  rig.plugin.on_doubles = [&](AudioBuffer64&, AuxBuffers64&, ProcessContext&) {
    ++doubles;
    return ProcessStatus::normal();
  };
  rig.activate();
  TestBlock narrow(16);
  DoubleBlock wide(16);
  for (int i = 0; i < 3; ++i) {
    rig.instance->process(narrow.block);
    rig.instance->process(wide.block);
  }
  CHECK(floats == 3);
  CHECK(doubles == 3);
  CHECK(narrow.output.samples == narrow.input.samples);
  CHECK(wide.output.samples == wide.input.samples);
}

TEST_CASE("a block of 64 bit samples that nobody offered to take is an error and silent") {
  Rig<> rig;
  bool was_called = false;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    was_called = true;
    return ProcessStatus::normal();
  };
  rig.activate();
  DoubleBlock block(16);
  CHECK(rig.instance->process(block.block).kind() == ProcessStatus::Kind::error);
  CHECK_FALSE(was_called);
  CHECK(block.output.samples[1] == std::vector<double>(16, 0.0));
}

TEST_CASE("64 bit blocks are split where 32 bit ones are") {
  Rig<DoublePlugin> rig;
  std::vector<std::uint32_t> pieces;
  rig.plugin.on_doubles = [&](AudioBuffer64& buffer, AuxBuffers64&, ProcessContext&) {
    pieces.push_back(buffer.frames());
    buffer *= static_cast<double>(rig.plugin.mix.value());
    return ProcessStatus::normal();
  };
  rig.activate();
  DoubleBlock block(16);
  ListedEvents source({{.frame = 5, .param = &rig.plugin.mix, .normalized = 1.0}});
  block.block.events_in = &source;
  rig.instance->process(block.block);
  CHECK(pieces == std::vector<std::uint32_t>{5, 11});
  CHECK(block.output.samples[0][4] == 0.25);
  CHECK(block.output.samples[0][5] == 1.0);
}

TEST_CASE("64 bit channels in one place, swapped or missing are sorted out") {
  Rig<DoublePlugin> rig;
  rig.activate(256);
  SUBCASE("swapped") {
    std::vector<double> left(100, 1.0);
    std::vector<double> right(100, kFine);
    double* in[] = {left.data(), right.data()};
    double* out[] = {right.data(), left.data()};
    const core::PortBuffers ins[] = {{in, 2}};
    const core::PortBuffers outs[] = {{out, 2}};
    core::Block block;
    block.frames = 100;
    block.has_doubles = true;
    block.inputs = ins;
    block.outputs = outs;
    rig.instance->process(block);
    CHECK(right == std::vector<double>(100, 1.0));
    CHECK(left == std::vector<double>(100, kFine));
  }
  SUBCASE("missing") {
    DoubleBlock block(200);
    block.input.pointers[1] = nullptr;
    rig.instance->process(block.block);
    CHECK(block.output.samples[0] == std::vector<double>(200, 1.0));
    CHECK(block.output.samples[1] == std::vector<double>(200, 0.0));
  }
}

TEST_CASE("aux ports have 64 bit samples, too") {
  static constexpr AuxPort kSide[] = {{.name = "Side", .channels = 1}};
  TestPlugin::chosen_layouts = {
      {.main_inputs = 2, .main_outputs = 2, .aux_inputs = kSide, .aux_outputs = kSide}};
  Rig<DoublePlugin> rig;
  rig.plugin.on_doubles = [](AudioBuffer64&, AuxBuffers64& aux, ProcessContext&) {
    for (std::uint32_t i = 0; i < 16; ++i) {
      aux.outputs[0].sample(0, i) = aux.inputs[0].sample(0, i) * 2.0;
    }
    return ProcessStatus::normal();
  };
  rig.activate();
  DoubleBlock block(16);
  const BasicTestPort<double> side(1, 16, kFine);
  const BasicTestPort<double> heard(1, 16, -7.0);
  const core::PortBuffers ins[] = {block.input.buffers(), side.buffers()};
  const core::PortBuffers outs[] = {block.output.buffers(), heard.buffers()};
  block.block.inputs = ins;
  block.block.outputs = outs;
  rig.instance->process(block.block);
  CHECK(heard.samples[0] == std::vector<double>(16, 2.0 * kFine));
  TestPlugin::chosen_layouts.clear();
}

TEST_CASE("a smoothed gain is the same on both sizes of samples") {
  Smoother for_floats(Smoothing::linear(1.0f));
  Smoother for_doubles(Smoothing::linear(1.0f));
  for (Smoother* smoother : {&for_floats, &for_doubles}) {
    smoother->reset(0.0f);
    smoother->set_target(0.5f);
  }
  std::vector<float> floats(100, 1.0f);
  std::vector<double> doubles(100, 1.0);
  float* float_channels[] = {floats.data()};
  double* double_channels[] = {doubles.data()};
  AudioBuffer(float_channels, 100).multiply_by(for_floats);
  AudioBuffer64(double_channels, 100).multiply_by(for_doubles);
  for (std::size_t i = 0; i < 100; ++i) CHECK(doubles[i] == static_cast<double>(floats[i]));
}

TEST_CASE("silence is told apart from the smallest sound, in both sizes") {
  const auto mask = [](auto sample) {
    using Sample = decltype(sample);
    BasicTestPort<Sample> port(2, 16);
    port.samples[1][5] = sample;
    return core::silent_channels(port.buffers(), 16, sizeof(Sample));
  };
  CHECK(mask(0.0f) == 3);
  CHECK(mask(0.0) == 3);
  CHECK(mask(1e-40f) == 1);
  CHECK(mask(1.0f) == 1);
  CHECK(mask(5e-324) == 1);
  CHECK(mask(1.0) == 1);
}

}  // namespace attacca::test
