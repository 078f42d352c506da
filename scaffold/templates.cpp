// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "scaffold/templates.hpp"

namespace attacca::scaffold {

std::string filled(std::string_view text, const std::map<std::string, std::string>& values,
                   bool has_editor) {
  constexpr std::string_view kEditor = "@EDITOR@";
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with(kEditor)) {
      if (!has_editor) continue;
      line.remove_prefix(kEditor.size());
    }
    result.append(line) += '\n';
  }
  for (const auto& [word, value] : values) {
    const std::string marked = "@" + word + "@";
    for (std::size_t at = 0; (at = result.find(marked, at)) != std::string::npos;
         at += value.size()) {
      result.replace(at, marked.size(), value);
    }
  }
  return result;
}

}  // namespace attacca::scaffold
