// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/shell_word.hpp"

#include <algorithm>
#include <cstdio>

#include "text/printable.hpp"
#include "text/utf8.hpp"

namespace attacca::text {
namespace {

/// What a terminal would act on, written so that a shell makes it again.
std::string by_printf(std::string_view bytes) {
  std::string quoted = "'\"$(printf '";
  for (const char byte : bytes) {
    char octal[8];
    std::snprintf(octal, sizeof octal, "\\%03o",
                  static_cast<unsigned>(static_cast<unsigned char>(byte)));
    quoted += octal;
  }
  return quoted + "')\"'";
}

}  // namespace

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "'";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max(code_point_at(text, i).length, std::size_t{1});
    const std::string_view letter = text.substr(i, length);
    i += length;
    if (letter == "'") {
      quoted += "'\\''";  // nothing is special inside, so the quotes end and begin again
    } else if (letter == "\n" || printable(letter) == letter) {
      quoted += letter;  // a shell would strip a line end that printf wrote
    } else {
      quoted += by_printf(letter);
    }
  }
  return quoted + "'";
}

std::string shell_path(std::string_view path) {
  return shell_word(path.starts_with('-') ? "./" + std::string(path) : std::string(path));
}

}  // namespace attacca::text
