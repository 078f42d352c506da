// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

State saved_by(CheckContext& context, host::PluginInstance& instance) {
  return context.rely_on("state.saves", "the state could not be saved",
                         [&] { return instance.save_state(); });
}

void load_own(CheckContext& context, host::PluginInstance& instance, const State& state) {
  context.rely_on("state.saves", "the plugin's own state was refused",
                  [&] { return instance.load_state(state); });
  instance.pump();
}

State state_of(CheckContext& context, host::PluginInstance& instance) {
  if (instance.has_state()) {
    auto state = instance.save_state();
    if (state && instance.load_state(*state)) return std::move(*state);
  }
  context.skip("the plugin has no state");
}

}  // namespace attacca::validate
