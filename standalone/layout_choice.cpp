// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/layout_choice.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>
#include <vector>

namespace attacca::standalone {

namespace {

bool is_same_name(std::string_view a, std::string_view b) {
  const auto small = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  return std::ranges::equal(a, b, {}, small, small);
}

const host::ListedLayout* find(const std::vector<host::ListedLayout>& layouts,
                               const std::string& wanted) {
  for (const host::ListedLayout& layout : layouts) {
    if (is_same_name(layout.name, wanted)) return &layout;
  }
  std::size_t number = 0;
  const char* const end = wanted.data() + wanted.size();
  const auto read = std::from_chars(wanted.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return nullptr;
  return number >= 1 && number <= layouts.size() ? &layouts[number - 1] : nullptr;
}

}  // namespace

Result<void> choose_layout(host::PluginInstance& plugin, const std::string& wanted) {
  if (wanted.empty()) return {};
  const auto layouts = plugin.layouts();
  if (const host::ListedLayout* const found = find(layouts, wanted)) {
    return plugin.select_layout(found->id);
  }
  const std::string& name = plugin.description().name;
  if (layouts.empty()) return fail(name + " lists no layouts, and has none \"" + wanted + "\"");
  std::string message = name + " has no layout \"" + wanted + "\"; there are";
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    message += "\n  " + std::to_string(i + 1) + "  " + layouts[i].name;
  }
  return fail(std::move(message));
}

}  // namespace attacca::standalone
