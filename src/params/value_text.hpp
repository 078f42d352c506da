// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/value_format.hpp"

namespace attacca::core {

/// A plain value as `format` writes it; without one, a number with `unit` behind it. UTF-8. [main]
[[nodiscard]] std::string value_text(const ValueFormat& format, double plain,
                                     std::string_view unit);
/// The finite plain value that `text` means to `format`; without one, a number with or without
/// `unit`. nullopt if it means none. [main]
[[nodiscard]] std::optional<double> value_of_text(const ValueFormat& format, std::string_view text,
                                                  std::string_view unit);

}  // namespace attacca::core
