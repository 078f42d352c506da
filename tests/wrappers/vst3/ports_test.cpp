// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstring>

#include <doctest/doctest.h>

#include "abi/vst3/speaker_arrangements.hpp"
#include "abi/vst3/speakers.hpp"
#include "hosted.hpp"
#include "wrappers/vst3/buses.hpp"

namespace attacca::test {
namespace {

using vst3::BusDirections;
using vst3::MediaTypes;
using Arrangement = vst3::SpeakerArrangement;

constexpr Arrangement kMono = vst3::speaker_arr::kMono;
constexpr Arrangement kStereo = vst3::speaker_arr::kStereo;

vst3::TResult arrange(Hosted& host, std::vector<Arrangement> in, std::vector<Arrangement> out) {
  return host.processor->setBusArrangements(in.data(), static_cast<std::int32_t>(in.size()),
                                            out.data(), static_cast<std::int32_t>(out.size()));
}

Arrangement arrangement(Hosted& host, BusDirections direction, std::int32_t index) {
  Arrangement answer = 0;
  host.processor->getBusArrangement(direction, index, answer);
  return answer;
}

TEST_CASE("buses are main before aux, zero-filled, with names and channels") {
  Hosted host;
  host.initialize();
  CHECK(host.component->getBusCount(MediaTypes::kAudio, BusDirections::kInput) == 2);
  CHECK(host.component->getBusCount(MediaTypes::kAudio, BusDirections::kOutput) == 1);
  CHECK(host.component->getBusCount(MediaTypes::kEvent, BusDirections::kInput) == 0);
  vst3::BusInfo info;
  vst3::BusInfo again;
  std::memset(&info, 0x5A, sizeof info);
  std::memset(&again, 0xA5, sizeof again);
  REQUIRE(host.component->getBusInfo(MediaTypes::kAudio, BusDirections::kInput, 1, info) ==
          vst3::kResultOk);
  host.component->getBusInfo(MediaTypes::kAudio, BusDirections::kInput, 1, again);
  CHECK(std::memcmp(&info, &again, sizeof info) == 0);
  CHECK(info.channelCount == 2);
  CHECK(std::u16string(info.name) == u"Sidechain");
  CHECK(info.busType == vst3::BusTypes::kAux);
  REQUIRE(host.component->getBusInfo(MediaTypes::kAudio, BusDirections::kOutput, 0, info) ==
          vst3::kResultOk);
  CHECK(info.busType == vst3::BusTypes::kMain);
  CHECK(info.flags == vst3::BusInfo::kDefaultActive);
  CHECK(info.name[0] != 0);
}

TEST_CASE("a bad bus index is refused and the struct left alone") {
  Hosted host;
  host.initialize();
  vst3::BusInfo info;
  std::memset(&info, 0x5A, sizeof info);
  const vst3::BusInfo before = info;
  for (const std::int32_t index : {-1, 2, INT32_MAX}) {
    CHECK(host.component->getBusInfo(MediaTypes::kAudio, BusDirections::kInput, index, info) ==
          vst3::kInvalidArgument);
    CHECK(host.component->activateBus(MediaTypes::kAudio, BusDirections::kInput, index, 1) ==
          vst3::kInvalidArgument);
  }
  CHECK(host.component->getBusInfo(MediaTypes::kEvent, BusDirections::kInput, 0, info) ==
        vst3::kInvalidArgument);
  CHECK(std::memcmp(&info, &before, sizeof info) == 0);
  Arrangement untouched = 0x77;
  CHECK(host.processor->getBusArrangement(BusDirections::kOutput, 1, untouched) ==
        vst3::kInvalidArgument);
  CHECK(untouched == 0x77);
}

TEST_CASE("an arrangement that a layout has is taken, and everything follows") {
  Hosted host;
  host.initialize();
  CHECK(arrange(host, {kMono, kStereo}, {kMono}) == vst3::kResultTrue);
  CHECK(arrangement(host, BusDirections::kInput, 0) == kMono);
  CHECK(arrangement(host, BusDirections::kOutput, 0) == kMono);
  vst3::BusInfo info = {};
  host.component->getBusInfo(MediaTypes::kAudio, BusDirections::kOutput, 0, info);
  CHECK(info.channelCount == 1);
  host.setup();
  host.component->setActive(1);
  CHECK(host.plugin().main_channels == 1);
}

TEST_CASE("taken exactly means that the host reads back what it said") {
  Hosted host;
  host.initialize();
  CHECK(arrange(host, {vst3::speaker_arr::kStereoSurround, kStereo}, {kStereo}) ==
        vst3::kResultTrue);
  CHECK(arrangement(host, BusDirections::kInput, 0) == vst3::speaker_arr::kStereoSurround);
}

TEST_CASE("what cannot be taken exactly adapts the main buses and says so") {
  Hosted host;
  host.initialize();
  CHECK(arrange(host, {kMono, kMono}, {kMono}) == vst3::kResultFalse);
  CHECK(arrangement(host, BusDirections::kInput, 0) == kMono);
  CHECK(arrangement(host, BusDirections::kInput, 1) == kStereo);
  CHECK(arrange(host, {vst3::speaker_arr::k51, kStereo}, {vst3::speaker_arr::k51}) ==
        vst3::kResultFalse);
  CHECK(arrangement(host, BusDirections::kOutput, 0) == kMono);
  CHECK(arrange(host, {}, {kStereo}) == vst3::kResultFalse);
  CHECK(arrangement(host, BusDirections::kInput, 0) == kStereo);
}

TEST_CASE("nonsense and changes while active are refused and change nothing") {
  Hosted host;
  host.initialize();
  CHECK(host.processor->setBusArrangements(nullptr, 2, nullptr, 1) == vst3::kInvalidArgument);
  CHECK(host.processor->setBusArrangements(nullptr, -1, nullptr, 0) == vst3::kInvalidArgument);
  CHECK(host.processor->setBusArrangements(nullptr, 0, nullptr, 0) == vst3::kResultFalse);
  host.setup();
  host.component->setActive(1);
  CHECK(arrange(host, {kMono, kStereo}, {kMono}) == vst3::kResultFalse);
  CHECK(arrangement(host, BusDirections::kOutput, 0) == kStereo);
}

TEST_CASE("the usual arrangement has as many speakers as channels") {
  using vst3_wrapper::usual_arrangement;
  for (std::uint32_t channels = 0; channels <= 64; ++channels) {
    CHECK(static_cast<std::uint32_t>(vst3::channel_count(usual_arrangement(channels))) == channels);
  }
  CHECK(usual_arrangement(1) == kMono);
  CHECK(usual_arrangement(2) == kStereo);
}

TEST_CASE("an aux bus has channels only while it is switched on") {
  Hosted host;
  host.start();
  std::array<float, 16> left = {};
  std::array<float*, 2> channels = {left.data(), left.data()};
  std::array<vst3::AudioBusBuffers, 2> inputs = {};
  for (vst3::AudioBusBuffers& bus : inputs) {
    bus.numChannels = 2;
    bus.channelBuffers32 = channels.data();
  }
  vst3::ProcessData data = {};
  data.numSamples = 16;
  data.numInputs = 2;
  data.inputs = inputs.data();
  CHECK(host.processor->process(data) == vst3::kResultOk);
  CHECK(host.plugin().aux_inputs == 1);
  CHECK(host.plugin().aux_channels == 0);
  CHECK(host.component->activateBus(MediaTypes::kAudio, BusDirections::kInput, 1, 1) ==
        vst3::kResultOk);
  host.processor->process(data);
  CHECK(host.plugin().aux_channels == 2);
}

TEST_CASE("silence flags are written in every block") {
  Hosted host;
  host.start();
  host.process();
  CHECK(host.silence_flags == 0);
}

TEST_CASE("silent output channels are flagged, and no others") {
  Hosted host;
  host.start();
  const vst3::ParamID gain = host.plugin().gain.stable_id();
  Changes mute;
  mute.add(gain, {{0, 0.0}});
  host.process(16, &mute);
  CHECK(host.samples[0][15] == 0.0f);
  CHECK(host.silence_flags == 3);
  Changes late;
  late.add(gain, {{15, 1.0}});
  host.process(16, &late);
  CHECK(host.samples[0][14] == 0.0f);
  CHECK(host.silence_flags == 0);
}

TEST_CASE("missing, null and surplus buffers survive") {
  Hosted host;
  host.start();
  std::array<float, 16> samples;
  samples.fill(3.0f);
  std::array<float*, 2> null_channels = {nullptr, nullptr};
  std::array<float*, 1> mono = {samples.data()};
  vst3::AudioBusBuffers null_bus = {};
  null_bus.numChannels = 2;
  null_bus.channelBuffers32 = null_channels.data();
  vst3::AudioBusBuffers no_channels = {};
  no_channels.numChannels = 2;
  vst3::ProcessData data = {};
  data.numSamples = 16;
  CHECK(host.processor->process(data) == vst3::kResultOk);
  data.numInputs = 2;
  data.numOutputs = 1;
  CHECK(host.processor->process(data) == vst3::kResultOk);
  data.numInputs = 1;
  data.inputs = &null_bus;
  data.outputs = &no_channels;
  CHECK(host.processor->process(data) == vst3::kResultOk);
  std::array<vst3::AudioBusBuffers, 3> outputs = {null_bus, {}, {}};
  outputs[2].numChannels = 1;
  outputs[2].channelBuffers32 = mono.data();
  data.numOutputs = 3;
  data.outputs = outputs.data();
  CHECK(host.processor->process(data) == vst3::kResultOk);
  CHECK(samples[0] == 0.0f);  // a bus we do not have is silent, and says so
  CHECK(outputs[2].silenceFlags == 1);
  data.numInputs = -3;
  data.numOutputs = -3;
  CHECK(host.processor->process(data) == vst3::kResultOk);
  data.numSamples = -16;
  CHECK(host.processor->process(data) == vst3::kResultOk);
}

TEST_CASE("a block longer than promised is processed whole") {
  Hosted host;
  host.start(16);
  host.process(100);
  CHECK(host.plugin().frames == 100);
}

TEST_CASE("64 bit samples are refused, not read") {
  Hosted host;
  host.start();
  vst3::ProcessData data = {};
  data.symbolicSampleSize = vst3::SymbolicSampleSizes::kSample64;
  data.numSamples = 16;
  CHECK(host.processor->process(data) == vst3::kResultFalse);
  CHECK(host.plugin().frames == 0);
}

TEST_CASE("the transport is read as far as its state bits say") {
  using State = vst3::ProcessContext;
  Hosted host;
  host.start();
  vst3::ProcessContext context = {};
  context.sampleRate = 48000.0;
  context.projectTimeSamples = 96000;
  context.tempo = 120.0;
  context.projectTimeMusic = 4.5;
  context.barPositionMusic = 4.0;
  context.cycleStartMusic = 1.0;
  context.cycleEndMusic = 9.0;
  context.timeSigNumerator = 7;
  context.timeSigDenominator = 8;
  vst3::ProcessData data = {};
  data.processMode = vst3::ProcessModes::kOffline;
  data.numSamples = 16;
  data.processContext = &context;
  host.processor->process(data);
  const Transport& transport = host.plugin().transport;
  CHECK(host.plugin().mode == ProcessMode::offline);
  CHECK_FALSE(transport.playing);
  CHECK_FALSE(transport.tempo);
  CHECK_FALSE(transport.position_beats);
  CHECK_FALSE(transport.time_signature);
  CHECK(transport.position_samples == 96000);
  CHECK(transport.position_seconds == 2.0);
  context.state = State::kPlaying | State::kRecording | State::kCycleActive | State::kTempoValid |
                  State::kProjectTimeMusicValid | State::kBarPositionValid | State::kCycleValid |
                  State::kTimeSigValid;
  host.processor->process(data);
  CHECK(transport.playing);
  CHECK(transport.recording);
  CHECK(transport.looping);
  CHECK(transport.tempo == 120.0);
  CHECK(transport.position_beats == 4.5);
  CHECK(transport.bar_start_beats == 4.0);
  REQUIRE(transport.time_signature);
  CHECK(transport.time_signature->numerator == 7);
  REQUIRE(transport.loop_beats);
  CHECK(transport.loop_beats->end == 9.0);
  const auto needs = host.component.query<vst3::IProcessContextRequirements>();
  CHECK(vst3::has(needs->getProcessContextRequirements(),
                  vst3::IProcessContextRequirements::kNeedTempo |
                      vst3::IProcessContextRequirements::kNeedTransportState |
                      vst3::IProcessContextRequirements::kNeedSystemTime |
                      vst3::IProcessContextRequirements::kNeedContinousTimeSamples));
}

TEST_CASE("the host's clocks are read as far as its state bits say") {
  using State = vst3::ProcessContext;
  Hosted host;
  host.start();
  vst3::ProcessContext context = {};
  context.sampleRate = 48000.0;
  context.systemTime = 77;
  context.continousTimeSamples = 4'800;
  vst3::ProcessData data = {};
  data.numSamples = 16;
  data.processContext = &context;
  host.processor->process(data);
  const HostClock& clock = host.plugin().clock;
  CHECK_FALSE(clock.system_ns);
  CHECK_FALSE(clock.steady_samples);
  context.state = State::kContTimeValid;
  host.processor->process(data);
  CHECK_FALSE(clock.system_ns);
  CHECK(clock.steady_samples == 4'800);
  context.state = State::kSystemTimeValid;
  host.processor->process(data);
  CHECK(clock.system_ns == 77);
  CHECK_FALSE(clock.steady_samples);
  data.processContext = nullptr;
  host.processor->process(data);
  CHECK_FALSE(clock.system_ns);
}

TEST_CASE("VST3 has no way to ask the host for processing, and says so") {
  Hosted host;
  host.start();
  CHECK_FALSE(host.plugin().host().request_process());
  CHECK(host.plugin().host().format_name() == "VST3");
  CHECK(host.plugin().host().name() == "Test Host");
}

}  // namespace
}  // namespace attacca::test
