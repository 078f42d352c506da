// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <optional>
#include <string>

#include "base/log.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"
#include "wrappers/vst3/stream.hpp"

namespace attacca::vst3_wrapper {

vst3::TResult Instance::save_component_state(vst3::IBStream* stream) {
  if (stream == nullptr) return vst3::kInvalidArgument;
  return guarded([&] {
    const core::MainThread::Hold hold(gate_);  // the host's stream may do anything
    std::string bytes;
    {
      const MainCall call(gate_);
      bytes = core_->save_state();
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
    const std::optional<std::string> bytes = read_to_end(*stream);
    if (!bytes) {
      core::log_event(log_id(), "state_load", {{"error", "\"unreadable stream\""}});
      return vst3::kResultFalse;
    }
    const MainCall call(gate_);
    const Result<void> loaded = core_->load_state(*bytes);
    core::log_event(log_id(), "state_load",
                    {{"bytes", std::to_string(bytes->size())},
                     {"error", loaded ? "null" : core::json_text(loaded.error().message)}});
    return loaded ? vst3::kResultOk : vst3::kResultFalse;
  });
}

/// The host hands the component's bytes to the controller so that both show the same values. Here
/// they are one, and what the bytes say is known already; loading them again would undo what has
/// been edited since.
vst3::TResult Instance::setComponentState(vst3::IBStream* state) {
  return state != nullptr ? vst3::kResultOk : vst3::kInvalidArgument;
}

}  // namespace attacca::vst3_wrapper
