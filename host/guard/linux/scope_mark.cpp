// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/guard/scope_mark.hpp"

namespace attacca::host::detail {

void mark_scope(bool) noexcept {}

}  // namespace attacca::host::detail
