// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::core {

/// Names the calling thread for people, where its system lets threads name themselves alone. At
/// most 15 bytes. [not audio]
void name_this_thread(const char* name) noexcept;

}  // namespace attacca::core
