// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/memory_stream.hpp"
#include "host/vst3/saved_state.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

Result<std::vector<std::byte>> Vst3Instance::save_state() {
  const auto component = vst3::make_ref<MemoryStream>(profile_.stream_chunk);
  if (component_->getState(component.get()) != vst3::kResultOk) {
    return fail(description_.name + " could not save its state");
  }
  const auto controller = vst3::make_ref<MemoryStream>(profile_.stream_chunk);
  const bool has_own = controller_->getState(controller.get()) == vst3::kResultOk;
  if (component->misuses() + controller->misuses() > 0) {
    offences_.add(OffenceKind::state_stream_misused);
  }
  return pack_state(component->bytes(), has_own ? controller->bytes() : std::vector<std::byte>{});
}

Result<void> Vst3Instance::do_load_state(std::span<const std::byte> state) {
  const SavedState parts = unpack_state(state);
  const auto component = vst3::make_ref<MemoryStream>(parts.component, profile_.stream_chunk);
  if (component_->setState(component.get()) != vst3::kResultOk) {
    return fail(description_.name + " refused the state");
  }
  component->rewind();
  // A controller without anything to learn from it answers kNotImplemented.
  if (profile_.vst3_component_state) (void)controller_->setComponentState(component.get());
  if (!parts.controller.empty()) {
    const auto controller = vst3::make_ref<MemoryStream>(parts.controller, profile_.stream_chunk);
    (void)controller_->setState(controller.get());
    if (controller->misuses() > 0) offences_.add(OffenceKind::state_stream_misused);
  }
  if (component->misuses() > 0) offences_.add(OffenceKind::state_stream_misused);
  if (profile_.vst3_writes_back_parameters) write_back_parameters();
  return {};
}

void Vst3Instance::write_back_parameters() {
  for (const ParameterInfo& parameter : parameters_) {
    if (!parameter.is_automatable || parameter.is_read_only) continue;
    send_edit(parameter.id, controller_->getParamNormalized(parameter.id));
  }
}

}  // namespace attacca::host
