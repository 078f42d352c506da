// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/base/module_exports.hpp"
#include "abi/vst3/base/plugin_factory.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/component.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "fake_host.hpp"
#include "test_plugins.hpp"

extern "C" {
attacca::vst3::IPluginFactory* GetPluginFactory();
#if defined(_WIN32)
bool InitDll();
bool ExitDll();
#else
bool ModuleEntry(void* shared_library);
bool ModuleExit();
#endif
}

namespace attacca::test {

inline vst3::Ref<vst3::IPluginFactory> factory() {
  return vst3::Ref<vst3::IPluginFactory>::adopt(GetPluginFactory());
}

/// The class id of the exported plugin at `index`.
inline vst3::Tuid class_id(std::int32_t index) {
  vst3::PClassInfo info = {};
  factory()->getClassInfo(index, &info);
  return info.cid;
}

/// One TestPlugin as a host holds it, through the binary interface alone.
class Hosted {
 public:
  /// Created, not initialized; `plugin`: which of the exported ones.
  explicit Hosted(std::int32_t plugin = 0) {
    factory()->createInstance(class_id(plugin), vst3::IComponent::iid, component.put());
    controller = component.query<vst3::IEditController>();
    processor = component.query<vst3::IAudioProcessor>();
    listener = component.query<vst3::IInfoListener>();
  }

  vst3::TResult initialize() { return component->initialize(&context); }

  /// Up to and including setProcessing(1), stereo, with the handler.
  void start(std::int32_t max_frames = 64) {
    initialize();
    controller->setComponentHandler(&handler);
    setup(max_frames);
    component->setActive(1);
    processor->setProcessing(1);
  }

  vst3::TResult setup(std::int32_t max_frames = 64) {
    vst3::ProcessSetup wanted = {};
    wanted.processMode = vst3::ProcessModes::kRealtime;
    wanted.symbolicSampleSize = vst3::SymbolicSampleSizes::kSample32;
    wanted.maxSamplesPerBlock = max_frames;
    wanted.sampleRate = 48000.0;
    return processor->setupProcessing(wanted);
  }

  /// One block of ones through the main buses.
  vst3::TResult process(std::int32_t frames = 16, vst3::IParameterChanges* in = nullptr,
                        vst3::IParameterChanges* out = nullptr) {
    for (auto& channel : samples) channel.assign(static_cast<std::size_t>(frames), 1.0f);
    std::array<float*, 2> channels = {samples[0].data(), samples[1].data()};
    vst3::AudioBusBuffers input = {};
    input.numChannels = 2;
    input.channelBuffers32 = channels.data();
    vst3::AudioBusBuffers output = input;
    output.silenceFlags = ~std::uint64_t{0};
    vst3::ProcessData data = {};
    data.numSamples = frames;
    data.numInputs = 1;
    data.numOutputs = 1;
    data.inputs = &input;
    data.outputs = &output;
    data.inputParameterChanges = in;
    data.outputParameterChanges = out;
    const vst3::TResult result = processor->process(data);
    silence_flags = output.silenceFlags;
    return result;
  }

  vst3::TResult flush(vst3::IParameterChanges* in, vst3::IParameterChanges* out = nullptr) {
    vst3::ProcessData data = {};
    data.inputParameterChanges = in;
    data.outputParameterChanges = out;
    return processor->process(data);
  }

  void send_name(std::u16string name) {
    AttributeList list;
    list.texts[vst3::channel_context::kName] = std::move(name);
    listener->setChannelContextInfos(&list);
  }

  [[nodiscard]] TestPlugin& plugin() const { return *TestPlugin::newest(); }
  /// The name in the record that the last block saw.
  [[nodiscard]] std::string seen_name() const {
    const TrackInfo& seen = plugin().seen;
    return seen.name ? std::string(seen.name->view()) : "(absent)";
  }

  // The host's objects outlive the plugin's.
  Context context;
  Handler handler;
  vst3::Ref<vst3::IComponent> component;
  vst3::Ref<vst3::IEditController> controller;
  vst3::Ref<vst3::IAudioProcessor> processor;
  vst3::Ref<vst3::IInfoListener> listener;
  std::array<std::vector<float>, 2> samples;
  std::uint64_t silence_flags = 0;
};

}  // namespace attacca::test
