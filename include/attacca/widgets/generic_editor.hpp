// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// An editor that shows every parameter, for plugins that have none of their own:
//
//     std::unique_ptr<attacca::Editor> make_editor() override {
//       return attacca::widgets::generic_editor(params(), info.name);
//     }
//
// Main thread. Groups are sections; a field at the top searches names; values have their units and
// can be typed; parameters that only the plugin changes are shown as bars. What is hidden, or
// hidden_in_generic_editors, is left out. Nothing of it is in a plugin that does not ask for it.

#include <memory>
#include <string>
#include <string_view>

#include "attacca/params/param_set.hpp"
#include "attacca/widgets/theme.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// An editor of all parameters, with `title` above them, UTF-8. `params` outlives it. [main]
[[nodiscard]] std::unique_ptr<Editor> generic_editor(ParamSet& params, std::string_view title,
                                                     const Theme& theme = Theme::dark());

/// The same as a widget, to be put among others. [main]
[[nodiscard]] std::unique_ptr<Widget> all_parameters(ParamSet& params, std::string_view title);

/// What fits a parameter in a row: a switch, segments, a menu, a slider, or a bar where only the
/// plugin changes it. [main]
[[nodiscard]] std::unique_ptr<Widget> control_for(Param& param);

}  // namespace attacca::widgets
