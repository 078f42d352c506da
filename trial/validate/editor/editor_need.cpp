// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/editor/editor_need.hpp"

#include <string>

#include "host/window/display.hpp"

namespace attacca::validate {

void need_editor(CheckContext& context, host::PluginInstance& instance) {
  if (instance.has_editor()) return;
  context.skip("the plugin has no editor for " + std::string(host::window_system()));
}

}  // namespace attacca::validate
