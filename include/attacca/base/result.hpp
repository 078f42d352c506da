// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How a call says that it did not work: it returns a value or an Error, and never throws.
//
//     attacca::Result<int> port = parse_port(text);
//     if (!port) return attacca::fail("no such port: " + port.error().message);
//     use(*port);
//
// Any thread that may allocate, so never the audio thread. A message is one sentence for a person:
// what failed, where, and what to do.

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace attacca {

/// Why something did not work, as one sentence for a person: what failed, where, and what to do.
struct Error {
  std::string message;
};

/// A value, or the reason why there is none. `std::expected` where C++23 is available; the same
/// semantics from tl::expected until then. [any], but an Error allocates: never on the audio
/// thread.
template <typename T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an error: `return fail("cannot open " + path)`. [main]
[[nodiscard]] inline tl::unexpected<Error> fail(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace attacca
