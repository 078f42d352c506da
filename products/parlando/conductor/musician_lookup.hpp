// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "attacca/base/result.hpp"
#include "parlando/conductor/registry.hpp"
#include "parlando/conductor/session.hpp"

namespace parlando {

/// The musician that somebody means: by an alias, by the 16 digits of its id, by its name, or by
/// its name in another case. [any] Allocates. Errors: nobody is called so (and who is nearly); more
/// than one is (and their ids).
attacca::Result<Id> find_musician(const std::string& text, const Registry& registry,
                                  const Session& session);

}  // namespace parlando
