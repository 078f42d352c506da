// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The id that a parameter or field had in an older version, as a member of the plugin:
//
//     attacca::FloatParam gain_{params(), {.id = "gain", .name = "Gain"}};
//     attacca::FormerId was_{gain_, "vol"};  // states that say "vol" mean this one
//
// Main thread, while the plugin is made. It changes what is loaded, never what is saved. Automation
// that a host has recorded for the old id does not find the parameter: hosts know it by its new
// one. An id that something declared before has is an error when the plugin is made.

#include "attacca/params/param_id.hpp"

namespace attacca {

class AnyField;
class Param;

/// Makes states find a parameter or field by an id that it had. In a group, `id` stands behind the
/// ids of the groups as the parameter's own does. All members [main].
class FormerId {
 public:
  FormerId(const Param& param, ParamId id);
  FormerId(AnyField& field, ParamId id);
};

}  // namespace attacca
