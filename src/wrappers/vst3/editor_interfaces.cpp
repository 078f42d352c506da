// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/editor_interfaces.hpp"

#include "core/param_indications.hpp"
#include "wrappers/vst3/editor.hpp"
#include "wrappers/vst3/event_loop.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/host_menu.hpp"
#include "wrappers/vst3/instance.hpp"

namespace attacca::vst3_wrapper {

EditorInterfaces::EditorInterfaces(Instance& instance)
    : instance_(instance), automation_state_(instance), presentation_latency_(instance) {
  instance.services().set_event_loops(make_event_loop);
  instance.services().set_host_menus(make_host_menus(instance));
}

void* EditorInterfaces::find(const vst3::Tuid& wanted) noexcept {
  if (wanted == vst3::IAutomationState::iid) {
    return static_cast<vst3::IAutomationState*>(&automation_state_);
  }
  if (wanted == vst3::IAudioPresentationLatency::iid) {
    return static_cast<vst3::IAudioPresentationLatency*>(&presentation_latency_);
  }
  return nullptr;
}

vst3::IPlugView* EditorInterfaces::make_view(View* before) {
  if (before != nullptr) {
    // One editor at a time. A view that a host has closed but not released yet makes way.
    if (before->is_open()) return nullptr;
    before->retire();
  }
  auto view = vst3::make_ref<View>(vst3::Ref<Instance>::share(&instance_));
  if (!instance_.core().editor().create()) return nullptr;
  instance_.show_in(*view);
  return view.detach();
}

void EditorInterfaces::retire_view(View& view) noexcept {
  view.retire();
}

EditorInterfaces::AutomationState::AutomationState(Instance& instance) noexcept
    : PartOf(*instance.unknown()), instance_(instance) {}

vst3::TResult EditorInterfaces::AutomationState::setAutomationState(AutomationStates state) {
  return guarded([&] {
    const MainCall call(instance_.gate());
    core::ParamIndications* const indications = instance_.core().editor().indications();
    const auto bits = static_cast<std::int32_t>(state);
    if (indications == nullptr || (bits & ~3) != 0) return vst3::kInvalidArgument;
    const bool writes = (bits & static_cast<std::int32_t>(kWriteState)) != 0;
    indications->set_automation_of_all(instance_.core().params().all(),
                                       writes      ? Automation::recording
                                       : bits != 0 ? Automation::playing
                                                   : Automation::none);
    return vst3::kResultOk;
  });
}

EditorInterfaces::PresentationLatency::PresentationLatency(Instance& instance) noexcept
    : PartOf(*instance.unknown()), instance_(instance) {}

vst3::TResult EditorInterfaces::PresentationLatency::setAudioPresentationLatencySamples(
    vst3::BusDirection dir, std::int32_t busIndex, std::uint32_t latencyInSamples) {
  return guarded([&] {
    const MainCall call(instance_.gate());
    core::ParamIndications* const indications = instance_.core().editor().indications();
    if (indications == nullptr || busIndex < 0) return vst3::kInvalidArgument;
    if (dir == vst3::BusDirection::kOutput && busIndex == 0) {
      indications->set_presentation_latency(latencyInSamples);
    }
    return vst3::kResultOk;
  });
}

const EditorPart kEditorPart = {
    [](Instance& instance) { return std::make_unique<EditorInterfaces>(instance); }};

}  // namespace attacca::vst3_wrapper
