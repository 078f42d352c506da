// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/sha1.hpp"

#include <span>

#include "package/digests.hpp"
#include "package/hex_digits.hpp"

namespace attacca::package {

std::string sha1_hex(std::string_view bytes) {
  return hex_digits(sha1(std::as_bytes(std::span(bytes))));
}

}  // namespace attacca::package
