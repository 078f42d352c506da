// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <string>

namespace attacca::cli {

/// " (did you mean PATH?)" for a file that does not exist while one of a similar name lies in the
/// same folder, with PATH as one word for a shell; else empty. [main]
[[nodiscard]] std::string hint_at_near_file(const std::filesystem::path& missing);

}  // namespace attacca::cli
