// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "hosted.hpp"
#include "tests/support/malloc_count.hpp"

namespace attacca::test {
namespace {

/// Output queues that are there already, as hosts keep them.
class FixedChanges final : public HostObject<vst3::IParameterChanges> {
 public:
  std::int32_t getParameterCount() override { return 1; }
  vst3::IParamValueQueue* getParameterData(std::int32_t) override { return &queue_; }
  vst3::IParamValueQueue* addParameterData(const vst3::ParamID&, std::int32_t&) override {
    return &queue_;
  }

 private:
  class FixedQueue final : public HostObject<vst3::IParamValueQueue> {
   public:
    vst3::ParamID getParameterId() override { return 0; }
    std::int32_t getPointCount() override { return 0; }
    vst3::TResult getPoint(std::int32_t, std::int32_t&, double&) override {
      return vst3::kResultFalse;
    }
    vst3::TResult addPoint(std::int32_t, double, std::int32_t&) override { return vst3::kResultOk; }
  };
  FixedQueue queue_;
};

int allocations_in_block(Hosted& host, vst3::ProcessData& data) {
  return allocations_in([&] { host.processor->process(data); });
}

TEST_CASE("the count counts") {
  // Called by name: a compiler may leave out a new expression whose object nobody looks at.
  CHECK(allocations_in([] { ::operator delete(::operator new(1)); }) == 2);
}

TEST_CASE("no block allocates: automation in bulk, reports, new track info, flush, a new latency") {
  Hosted host;
  host.start(512);
  std::array<std::vector<float>, 2> samples = {std::vector<float>(512), std::vector<float>(512)};
  std::array<float*, 2> channels = {samples[0].data(), samples[1].data()};
  vst3::AudioBusBuffers bus = {};
  bus.numChannels = 2;
  bus.channelBuffers32 = channels.data();
  Changes in;
  in.add(host.plugin().gain.stable_id(), {});
  for (int frame = 0; frame < 512; ++frame) in.queues[0]->points.push_back({frame, frame / 512.0});
  FixedChanges out;
  vst3::ProcessContext context = {};
  vst3::ProcessData data = {};
  data.numSamples = 512;
  data.numInputs = 1;
  data.numOutputs = 1;
  data.inputs = &bus;
  data.outputs = &bus;
  data.inputParameterChanges = &in;
  data.outputParameterChanges = &out;
  data.processContext = &context;
  CHECK(allocations_in_block(host, data) == 0);
  host.send_name(u"News");
  host.plugin().latency = 64;
  CHECK(allocations_in_block(host, data) == 0);
  CHECK(host.seen_name() == "News");
  host.controller->setParamNormalized(host.plugin().gain.stable_id(), 0.5);
  CHECK(allocations_in_block(host, data) == 0);
  data.numSamples = 0;
  CHECK(allocations_in_block(host, data) == 0);
  data.numSamples = 512;
  host.component->setActive(0);
  CHECK(allocations_in_block(host, data) == 0);
}

TEST_CASE("a fader notification from the audio thread allocates nothing") {
  Hosted host;
  host.handler.provides = true;
  host.start();
  const auto handler = host.controller.query<vst3::IContextInfoHandler2>();
  int allocations = -1;
  std::thread audio(
      [&] { allocations = allocations_in([&] { handler->notifyContextInfoChange("volume"); }); });
  audio.join();
  CHECK(allocations == 0);
}

}  // namespace
}  // namespace attacca::test
