// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "fuzz/require.hpp"

extern "C" attacca::vst3::IPluginFactory* GetPluginFactory();

namespace attacca::fuzz {

/// The exported plugin as a VST3 host holds it: initialized, active, ready to process.
class Vst3Hosted {
 public:
  explicit Vst3Hosted(vst3::IComponentHandler& handler) {
    const auto factory = vst3::Ref<vst3::IPluginFactory>::adopt(GetPluginFactory());
    vst3::PClassInfo info = {};
    factory->getClassInfo(0, &info);
    factory->createInstance(info.cid, vst3::IComponent::iid, component_.put());
    require(static_cast<bool>(component_), "the plugin can be created");
    controller_ = component_.query<vst3::IEditController>();
    processor_ = component_.query<vst3::IAudioProcessor>();
    listener = component_.query<vst3::IInfoListener>();
    context_handler = component_.query<vst3::IContextInfoHandler2>();
    component_->initialize(nullptr);
    controller_->setComponentHandler(&handler);
    vst3::ProcessSetup setup = {};
    setup.processMode = vst3::ProcessModes::kRealtime;
    setup.symbolicSampleSize = vst3::SymbolicSampleSizes::kSample32;
    setup.maxSamplesPerBlock = kFrames;
    setup.sampleRate = 48000.0;
    processor_->setupProcessing(setup);
    require(component_->setActive(1) == vst3::kResultOk, "the plugin can be activated");
  }
  ~Vst3Hosted() {
    component_->setActive(0);
    controller_->setComponentHandler(nullptr);
    component_->terminate();
  }
  Vst3Hosted(const Vst3Hosted&) = delete;
  Vst3Hosted& operator=(const Vst3Hosted&) = delete;

  /// One callback of the audio thread.
  void process() {
    std::array<float, kFrames> samples = {};
    std::array<float*, 2> channels = {samples.data(), samples.data()};
    vst3::AudioBusBuffers bus = {};
    bus.numChannels = 2;
    bus.channelBuffers32 = channels.data();
    vst3::AudioBusBuffers output = bus;
    vst3::ProcessData data = {};
    data.numSamples = kFrames;
    data.numInputs = 1;
    data.numOutputs = 1;
    data.inputs = &bus;
    data.outputs = &output;
    processor_->process(data);
  }

 private:
  static constexpr std::int32_t kFrames = 4;
  vst3::Ref<vst3::IComponent> component_;
  vst3::Ref<vst3::IEditController> controller_;
  vst3::Ref<vst3::IAudioProcessor> processor_;

 public:
  vst3::Ref<vst3::IInfoListener> listener;
  vst3::Ref<vst3::IContextInfoHandler2> context_handler;
};

}  // namespace attacca::fuzz
