// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <vector>

namespace attacca::detail {

/// The values of all fields at one moment, by index; each is what its Field<T> holds.
using FieldValues = std::vector<std::shared_ptr<const void>>;

}  // namespace attacca::detail
