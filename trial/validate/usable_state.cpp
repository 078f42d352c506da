// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

std::vector<std::byte> state_of(CheckContext& context, host::PluginInstance& instance) {
  if (instance.has_state()) {
    auto state = instance.save_state();
    if (state && instance.load_state(*state)) return std::move(*state);
  }
  context.skip("the plugin has no state");
}

}  // namespace attacca::validate
