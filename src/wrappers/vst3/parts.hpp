// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/vst3/component.hpp"
#include "abi/vst3/edit_controller.hpp"

namespace attacca::vst3_wrapper {

/// The component half of the one object. IComponent and IEditController both have setState and
/// getState with the same signatures; a class that derives from both would answer them with one
/// function and mix the project's state up with the controller's. Each half gives its pair a name
/// of its own.
class ComponentPart : public vst3::IComponent {
 public:
  vst3::TResult setState(vst3::IBStream* state) final { return load_component_state(state); }
  vst3::TResult getState(vst3::IBStream* state) final { return save_component_state(state); }

 protected:
  ~ComponentPart() = default;

  virtual vst3::TResult load_component_state(vst3::IBStream* stream) = 0;
  virtual vst3::TResult save_component_state(vst3::IBStream* stream) = 0;
};

/// The controller half: it has no state beside the component's.
class ControllerPart : public vst3::IEditController {
 public:
  vst3::TResult setState(vst3::IBStream* /*state*/) final { return vst3::kNotImplemented; }
  vst3::TResult getState(vst3::IBStream* /*state*/) final { return vst3::kNotImplemented; }

 protected:
  ~ControllerPart() = default;
};

}  // namespace attacca::vst3_wrapper
