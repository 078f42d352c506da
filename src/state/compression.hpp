// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::core {

/// How a plugin compresses its states that asks for it: attacca_add_plugin(… STATE_COMPRESSED). The
/// others carry none of it. [not audio]
struct Compression {
  /// Equal texts give equal bytes. Throws where memory runs out.
  std::string (*pack)(std::string_view text);
  /// What pack() was given. Zeros and white space may stand behind it. Errors, in the words of
  /// cannot_load(): damaged, cut off, longer than a state may be (which no memory is taken for).
  Result<std::string> (*unpack)(std::string_view bytes);
};

/// Null where states are plain text. [any]
[[nodiscard]] const Compression* compression() noexcept;

/// Whether a state is compressed, by its first bytes: a frame of Zstandard (RFC 8878, 3.1.1). No
/// text begins so. [any]
[[nodiscard]] constexpr bool is_compressed(std::string_view bytes) noexcept {
  return bytes.starts_with("\x28\xB5\x2F\xFD");
}

}  // namespace attacca::core
