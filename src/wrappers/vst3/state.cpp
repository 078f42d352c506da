// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <optional>
#include <string>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/presets.hpp"
#include "attacca/log.hpp"
#include "attacca/state/state_context.hpp"
#include "base/log.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"
#include "wrappers/vst3/stream.hpp"
#include "wrappers/vst3/text_intake.hpp"

namespace attacca::vst3_wrapper {
namespace {

/// What a stream says it is for; nothing: it has attributes that do not say.
std::optional<StateContext> context_of(vst3::IBStream& stream) {
  const auto attributes = vst3::query<vst3::IStreamAttributes>(&stream);
  vst3::IAttributeList* const list = attributes ? attributes->getAttributes() : nullptr;
  if (list == nullptr) return StateContext::project;
  TextIntake intake;
  const vst3::TResult found = list->getString(vst3::preset_attributes::kStateType, intake.data(),
                                              TextIntake::kBytesOffered);
  if (found != vst3::kResultOk || !intake.has_text()) return std::nullopt;
  return intake.is(vst3::state_type::kProject) ? StateContext::project : StateContext::preset;
}

}  // namespace

vst3::TResult Instance::save_component_state(vst3::IBStream* stream) {
  if (stream == nullptr) return vst3::kInvalidArgument;
  return guarded([&] {
    const core::MainThread::Hold hold(gate_);  // the host's stream may do anything
    // What does not say what it is for gets everything.
    const StateContext context = context_of(*stream).value_or(StateContext::project);
    std::string bytes;
    {
      const MainCall call(gate_);
      bytes = core_->save_for_host(context);
    }
    const bool written = write_all(*stream, bytes);
    core::log_event(log_id(), "state_save",
                    {{"bytes", std::to_string(bytes.size())}, {"ok", written ? "true" : "false"}});
    return written ? vst3::kResultOk : vst3::kResultFalse;
  });
}

vst3::TResult Instance::load_component_state(vst3::IBStream* stream) {
  if (stream == nullptr) return vst3::kInvalidArgument;
  return guarded([&] {
    const core::MainThread::Hold hold(gate_);
    const std::optional<StateContext> said = context_of(*stream);
    const StateContext context = said.value_or(StateContext::preset);
    const std::optional<std::string> bytes = read_to_end(*stream);
    if (!bytes) {
      core::log_event(log_id(), "state_load", {{"error", "\"unreadable stream\""}});
      return vst3::kResultFalse;
    }
    const MainCall call(gate_);
    const Result<void> loaded = core_->load_state(*bytes, context);
    core::log_event(log_id(), "state_load",
                    {{"bytes", std::to_string(bytes->size())},
                     {"error", loaded ? "null" : core::json_text(loaded.error().message)}});
    report(loaded);
    if (loaded && !said) core_->take_preset_for_project();
    call_host_later();
    return loaded ? vst3::kResultOk : vst3::kResultFalse;
  });
}

void Instance::report(const Result<void>& loaded) {
  if (!loaded) services_.log(LogLevel::error, loaded.error().message);
}

/// The host hands the component's bytes to the controller so that both show the same values. Here
/// they are one, and what the bytes say is known already; loading them again would undo what has
/// been edited since.
vst3::TResult Instance::setComponentState(vst3::IBStream* state) {
  return state != nullptr ? vst3::kResultOk : vst3::kInvalidArgument;
}

}  // namespace attacca::vst3_wrapper
