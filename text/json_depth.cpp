// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/json_depth.hpp"

#include <cstddef>

namespace attacca::text {

bool is_json_deeper_than(std::string_view json, int limit) noexcept {
  int depth = 0;
  bool is_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (is_text) {
      if (c == '\\') ++i;
      if (c == '"') is_text = false;
    } else if (c == '"') {
      is_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > limit) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace attacca::text
