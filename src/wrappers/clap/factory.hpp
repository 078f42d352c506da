// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::clap_wrapper {

/// The factory with this id, or null. [any]
const void* find_factory(const char* factory_id) noexcept;

}  // namespace attacca::clap_wrapper
