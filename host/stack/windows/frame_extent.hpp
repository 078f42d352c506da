// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <windows.h>

namespace attacca::host {

/// Whether all of the stack can be read that RtlVirtualUnwind may read for a function with this
/// entry, in a module at `base`, at these registers: it does not ask itself, and crashes on a stack
/// pointer that is wild. No allocation and no lock of this process's. [any]
/// Source: Microsoft, "x64 exception handling": UNWIND_INFO and UNWIND_CODE.
[[nodiscard]] bool can_unwind(const CONTEXT& context, DWORD64 base,
                              const RUNTIME_FUNCTION& entry) noexcept;

}  // namespace attacca::host
