// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "attacca/base/result.hpp"
#include "host/plugin/plugin_instance.hpp"

namespace attacca::standalone {

/// Has the plugin take the layout with that name, in any case of ASCII letters, or with that number
/// in its list, from 1 on; a name comes first. Empty: the plugin's own first choice. While
/// inactive. [main] Errors: there is none such, with a list of those that there are; the plugin
/// refuses.
[[nodiscard]] Result<void> choose_layout(host::PluginInstance& plugin, const std::string& wanted);

}  // namespace attacca::standalone
