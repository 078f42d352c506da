// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/text_key.hpp"

#include <cstring>

namespace attacca::gui {

std::string text_key(const TextStyle& style) {
  struct Parts {
    double size, max_width, letter_spacing, line_spacing;
    int weight, family, align, max_lines;
  };
  const Parts key{style.size,
                  style.max_width,
                  style.letter_spacing,
                  style.line_spacing,
                  static_cast<int>(style.weight),
                  static_cast<int>(style.family),
                  static_cast<int>(style.align),
                  style.max_width > 0 ? style.max_lines : 0};
  static_assert(sizeof(Parts) == 4 * sizeof(double) + 4 * sizeof(int));  // no holes
  std::string bytes(sizeof key, '\0');
  std::memcpy(bytes.data(), &key, sizeof key);
  return bytes;
}

}  // namespace attacca::gui
