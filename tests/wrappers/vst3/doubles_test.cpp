// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstdint>

#include <doctest/doctest.h>

#include "hosted.hpp"

namespace attacca::test {

namespace {

constexpr std::int32_t kDoublePlugin = 3;
constexpr double kFine = 1.0 + 1e-12;  ///< no float can be that

}  // namespace

TEST_CASE("64 bit samples are processed where the plugin takes them") {
  Hosted host(kDoublePlugin);
  host.initialize();
  CHECK(host.processor->canProcessSampleSize(vst3::SymbolicSampleSizes::kSample32) ==
        vst3::kResultTrue);
  CHECK(host.processor->canProcessSampleSize(vst3::SymbolicSampleSizes::kSample64) ==
        vst3::kResultTrue);
  CHECK(host.processor->canProcessSampleSize(static_cast<vst3::SymbolicSampleSizes>(2)) !=
        vst3::kResultTrue);
  vst3::ProcessSetup setup = {};
  setup.symbolicSampleSize = vst3::SymbolicSampleSizes::kSample64;
  setup.maxSamplesPerBlock = 64;
  setup.sampleRate = 48000.0;
  REQUIRE(host.processor->setupProcessing(setup) == vst3::kResultOk);
  host.component->setActive(1);
  host.processor->setProcessing(1);

  std::array<double, 16> in;
  in.fill(kFine);
  std::array<double, 16> left = {};
  std::array<double, 16> right = {};
  left.fill(-7.0);
  std::array<double*, 2> inputs = {in.data(), right.data()};  // silence: `right` is zero
  std::array<double, 16> right_out;
  right_out.fill(-7.0);
  std::array<double*, 2> outputs = {left.data(), right_out.data()};
  vst3::AudioBusBuffers input = {};
  input.numChannels = 2;
  input.channelBuffers64 = inputs.data();
  vst3::AudioBusBuffers output = {};
  output.numChannels = 2;
  output.channelBuffers64 = outputs.data();
  vst3::ProcessData data = {};
  data.symbolicSampleSize = vst3::SymbolicSampleSizes::kSample64;
  data.numSamples = 16;
  data.numInputs = data.numOutputs = 1;
  data.inputs = &input;
  data.outputs = &output;
  CHECK(host.processor->process(data) == vst3::kResultOk);
  CHECK(left[15] == 2.0 * kFine);
  CHECK(right_out[15] == 0.0);
  CHECK(output.silenceFlags == 2);

  SUBCASE("a bus that does not exist is silent to its end, and says so") {
    std::array<vst3::AudioBusBuffers, 2> two = {output, {}};
    std::array<double, 16> beyond;
    beyond.fill(-7.0);
    std::array<double*, 1> channel = {beyond.data()};
    two[1].numChannels = 1;
    two[1].channelBuffers64 = channel.data();
    data.numOutputs = 2;
    data.outputs = two.data();
    CHECK(host.processor->process(data) == vst3::kResultOk);
    CHECK(beyond[15] == 0.0);
    CHECK(two[1].silenceFlags == 1);
  }
}

}  // namespace attacca::test
