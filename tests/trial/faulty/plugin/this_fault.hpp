// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "faulty/fault.hpp"

namespace attacca::faulty {

/// The fault of this binary, by the name of the file that it was loaded from. [any]
[[nodiscard]] Fault this_fault() noexcept;

/// Whether this is the fault to commit. [any]
[[nodiscard]] inline bool is(Fault fault) noexcept {
  return this_fault() == fault;
}

/// A kilobyte that nobody frees.
void leak();

}  // namespace attacca::faulty
