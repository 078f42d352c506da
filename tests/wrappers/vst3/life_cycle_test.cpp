// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <limits>
#include <thread>

#include <doctest/doctest.h>

#include "hosted.hpp"

namespace attacca::test {
namespace {

TEST_CASE("a second initialize fails; a second terminate is harmless, as Ardour does it") {
  Hosted host;
  CHECK(host.component->initialize(&host.context) == vst3::kResultOk);
  CHECK(host.controller->initialize(&host.context) == vst3::kResultFalse);
  CHECK(host.setup() == vst3::kResultOk);
  CHECK(host.component->setActive(1) == vst3::kResultOk);
  CHECK(host.process() == vst3::kResultOk);
  CHECK(host.component->setActive(0) == vst3::kResultOk);
  CHECK(host.controller->terminate() == vst3::kResultOk);
  CHECK(host.component->terminate() == vst3::kResultOk);
}

TEST_CASE("terminate followed by initialize works") {
  Hosted host;
  for (int round = 0; round < 3; ++round) {
    CHECK(host.initialize() == vst3::kResultOk);
    CHECK(host.setup() == vst3::kResultOk);
    CHECK(host.component->setActive(1) == vst3::kResultOk);
    CHECK(host.process() == vst3::kResultOk);
    CHECK(host.component->terminate() == vst3::kResultOk);
  }
  CHECK(host.plugin().deactivations == 3);
}

TEST_CASE("setActive before initialize or setupProcessing is refused") {
  Hosted host;
  CHECK(host.component->setActive(1) == vst3::kNotInitialized);
  host.initialize();
  CHECK(host.component->setActive(1) == vst3::kNotInitialized);
  host.setup();
  CHECK(host.component->setActive(1) == vst3::kResultOk);
}

TEST_CASE("process before setupProcessing gives silence and survives") {
  Hosted host;
  CHECK(host.process() == vst3::kResultOk);
  CHECK(host.samples[0][0] == 0.0f);
  CHECK(host.plugin().frames == 0);
}

TEST_CASE("setupProcessing takes 32 bit, sane numbers, and only while inactive") {
  Hosted host;
  host.initialize();
  vst3::ProcessSetup setup = {};
  setup.maxSamplesPerBlock = 64;
  setup.sampleRate = 48000.0;
  CHECK(host.processor->setupProcessing(setup) == vst3::kResultOk);
  setup.symbolicSampleSize = vst3::SymbolicSampleSizes::kSample64;
  CHECK(host.processor->setupProcessing(setup) == vst3::kResultFalse);
  setup.symbolicSampleSize = vst3::SymbolicSampleSizes::kSample32;
  for (const double rate : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(),
                            std::numeric_limits<double>::infinity()}) {
    setup.sampleRate = rate;
    CHECK(host.processor->setupProcessing(setup) == vst3::kInvalidArgument);
  }
  setup.sampleRate = 48000.0;
  setup.maxSamplesPerBlock = 0;
  CHECK(host.processor->setupProcessing(setup) == vst3::kInvalidArgument);
  host.component->setActive(1);
  CHECK(host.plugin().config.sample_rate == 48000.0);
  CHECK(host.plugin().config.max_block_frames == 64);
  CHECK(host.setup() == vst3::kResultFalse);
  CHECK(host.processor->canProcessSampleSize(vst3::SymbolicSampleSizes::kSample32) ==
        vst3::kResultTrue);
  CHECK(host.processor->canProcessSampleSize(vst3::SymbolicSampleSizes::kSample64) ==
        vst3::kResultFalse);
}

TEST_CASE("repeated transitions are harmless") {
  Hosted host;
  host.initialize();
  host.setup();
  CHECK(host.component->setActive(0) == vst3::kResultOk);
  CHECK(host.component->setActive(1) == vst3::kResultOk);
  CHECK(host.component->setActive(1) == vst3::kResultOk);
  CHECK(host.plugin().deactivations == 0);
  CHECK(host.processor->setProcessing(1) == vst3::kResultOk);
  CHECK(host.processor->setProcessing(1) == vst3::kResultOk);
  CHECK(host.processor->setProcessing(0) == vst3::kResultOk);
  CHECK(host.component->setActive(0) == vst3::kResultOk);
  CHECK(host.component->setActive(0) == vst3::kResultOk);
  CHECK(host.plugin().deactivations == 1);
}

TEST_CASE("an activation on the audio thread works, as Ardour does it") {
  Hosted host;
  host.initialize();
  host.controller->setComponentHandler(&host.handler);
  host.setup();
  std::thread audio([&host] {
    host.processor->setProcessing(0);
    CHECK(host.component->setActive(0) == vst3::kResultOk);
    CHECK(host.component->setActive(1) == vst3::kResultOk);
    host.processor->setProcessing(1);
    CHECK(host.process() == vst3::kResultOk);
  });
  audio.join();
  CHECK(host.samples[0][0] == 1.0f);
}

TEST_CASE("a plugin that refuses stays inactive") {
  Hosted host;
  host.initialize();
  host.setup();
  host.plugin().refuse = true;
  CHECK(host.component->setActive(1) == vst3::kInternalError);
  CHECK(host.process() == vst3::kResultOk);
  CHECK(host.plugin().frames == 0);
  host.plugin().refuse = false;
  CHECK(host.component->setActive(1) == vst3::kResultOk);
}

TEST_CASE("a release without terminate, while active, destroys cleanly") {
  const int before = TestPlugin::alive;
  {
    Hosted host;
    host.start();
    host.process();
  }
  CHECK(TestPlugin::alive == before);
}

TEST_CASE("the past is forgotten between setProcessing(0) and the next block") {
  Hosted host;
  host.start();
  host.process();
  const int resets = host.plugin().resets;
  host.processor->setProcessing(0);
  host.processor->setProcessing(1);
  host.process();
  CHECK(host.plugin().resets == resets + 1);
  host.process();
  CHECK(host.plugin().resets == resets + 1);
}

TEST_CASE("latency and tail are the plugin's") {
  Hosted host;
  host.initialize();
  host.setup();
  host.plugin().latency = 77;
  host.component->setActive(1);
  CHECK(host.processor->getLatencySamples() == 77);
  host.process();
  CHECK(host.processor->getTailSamples() == vst3::kInfiniteTail);
}

}  // namespace
}  // namespace attacca::test
