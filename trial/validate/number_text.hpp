// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

namespace attacca::validate {

/// The shortest text that reads back as the same number: "0.5", "1e-07". [any]
[[nodiscard]] std::string text_of(double number);

}  // namespace attacca::validate
