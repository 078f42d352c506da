// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

namespace attacca::files {

/// The file of the program that runs; empty where the system does not say. [any]
std::filesystem::path own_program();

}  // namespace attacca::files
