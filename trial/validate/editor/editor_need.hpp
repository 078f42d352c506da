// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "host/plugin/plugin_instance.hpp"
#include "trial/validate/check_context.hpp"

namespace attacca::validate {

/// Skips the check where the plugin has no editor for the windows of this system. [main]
void need_editor(CheckContext& context, host::PluginInstance& instance);

}  // namespace attacca::validate
