// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/vst3/audio_processor.hpp"
#include "abi/vst3/automation_state.hpp"
#include "abi/vst3/plug_view.hpp"
#include "wrappers/vst3/part.hpp"

namespace attacca::vst3_wrapper {

class View;

/// What only plugins with an editor answer: the view, and what the host says for it to show. Part
/// of an Instance, whose references these are. Virtual, so that it is not linked without an editor.
class EditorInterfaces {
 public:
  explicit EditorInterfaces(Instance& instance);
  virtual ~EditorInterfaces() = default;
  EditorInterfaces(const EditorInterfaces&) = delete;
  EditorInterfaces& operator=(const EditorInterfaces&) = delete;

  /// The interface with this id, or null. [any]
  [[nodiscard]] virtual void* find(const vst3::Tuid& wanted) noexcept;

  /// A view for the host to own, in place of `before` (null: there is none), or null. Inside the
  /// gate. May throw. [main]
  [[nodiscard]] virtual vst3::IPlugView* make_view(View* before);
  /// The plugin ends, and what is left of its view is empty. Inside the gate. [main]
  virtual void retire_view(View& view) noexcept;

 private:
  class AutomationState final : public PartOf<vst3::IAutomationState> {
   public:
    explicit AutomationState(Instance& instance) noexcept;
    vst3::TResult setAutomationState(AutomationStates state) override;

   private:
    Instance& instance_;
  };

  class PresentationLatency final : public PartOf<vst3::IAudioPresentationLatency> {
   public:
    explicit PresentationLatency(Instance& instance) noexcept;
    vst3::TResult setAudioPresentationLatencySamples(vst3::BusDirection dir, std::int32_t busIndex,
                                                     std::uint32_t latencyInSamples) override;

   private:
    Instance& instance_;
  };

  Instance& instance_;
  AutomationState automation_state_;
  PresentationLatency presentation_latency_;
};

}  // namespace attacca::vst3_wrapper
