// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/sha1.hpp"

#include <span>

#include "package/digest.hpp"
#include "package/hex_digits.hpp"

namespace attacca::package {

std::string sha1_hex(std::string_view bytes) {
  Digest digest(Digest::Kind::sha1);
  digest.add(std::as_bytes(std::span(bytes)));
  return hex_digits(digest.finish());
}

}  // namespace attacca::package
