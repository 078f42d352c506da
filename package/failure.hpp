// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <utility>

#include "attacca/base/result.hpp"

namespace attacca::package {

/// Why a packaging job was not done, and whose side it is on: what was given (a missing file, a
/// binary that is no plugin) or the doing (a full disk, an unwritable folder).
struct Failure {
  Error error;
  bool bad_input = false;
};

/// The outcome of a packaging job.
template <typename T = void>
using Outcome = tl::expected<T, Failure>;

/// Shorthand for a failure that what was given is to blame for. [any]
[[nodiscard]] inline tl::unexpected<Failure> reject(std::string message) {
  return tl::unexpected<Failure>(Failure{Error{std::move(message)}, true});
}

/// Shorthand for a failure of the doing. [any]
[[nodiscard]] inline tl::unexpected<Failure> give_up(Error error) {
  return tl::unexpected<Failure>(Failure{std::move(error), false});
}

}  // namespace attacca::package
