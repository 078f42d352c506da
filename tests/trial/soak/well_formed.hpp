// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::trial::test {

/// Whether the text is one well-formed XML element, as far as our reports use XML: elements with
/// quoted attributes, text and the five named or numeric references. Strict: anything else is
/// wrong.
inline bool is_well_formed(std::string_view text) {
  std::vector<std::string> open;
  bool had_root = false;
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '&') {
      const std::size_t end = text.find(';', i);
      const std::string_view name = text.substr(i + 1, end - i - 1);
      const bool is_known =
          name == "amp" || name == "lt" || name == "gt" || name == "quot" || name.starts_with('#');
      if (end == std::string_view::npos || !is_known || open.empty()) return false;
      i = end + 1;
      continue;
    }
    if (text[i] != '<') {
      const bool is_space = text[i] == '\n' || text[i] == ' ';
      if (text[i] == '>' || (open.empty() && !is_space)) return false;
      if (static_cast<unsigned char>(text[i]) < 0x20 && !is_space) return false;
      ++i;
      continue;
    }
    const bool closes = i + 1 < text.size() && text[i + 1] == '/';
    i += closes ? 2 : 1;
    std::string name;
    while (i < text.size() && is_name(text[i])) name += text[i++];
    if (name.empty() || (open.empty() && had_root)) return false;
    had_root = true;
    if (closes) {
      if (open.empty() || open.back() != name || i >= text.size() || text[i] != '>') return false;
      open.pop_back();
      ++i;
      continue;
    }
    while (i < text.size() && text[i] == ' ') {
      ++i;
      const std::size_t begin = i;
      while (i < text.size() && is_name(text[i])) ++i;
      if (i == begin || text.substr(i, 2) != "=\"") return false;
      const std::size_t end = text.find('"', i + 2);
      if (end == std::string_view::npos) return false;
      if (text.substr(i + 2, end - i - 2).find('<') != std::string_view::npos) return false;
      i = end + 1;
    }
    if (text.substr(i, 2) == "/>") {
      i += 2;
    } else if (i < text.size() && text[i] == '>') {
      open.push_back(name);
      ++i;
    } else {
      return false;
    }
  }
  return had_root && open.empty();
}

}  // namespace attacca::trial::test
