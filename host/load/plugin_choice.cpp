// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/load/plugin_choice.hpp"

#include <algorithm>
#include <system_error>

#include "files/file.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace attacca::host {
namespace {

bool names_a_plugin(std::string_view path) {
  path = files::without_last_separators(path);
  return path.ends_with(".clap") || path.ends_with(".vst3");
}

bool is_same_hex(std::string_view a, std::string_view b) noexcept {
  const auto upper = [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return upper(x) == upper(y); });
}

}  // namespace

PluginChoice parse_plugin_choice(const std::string& text) {
  std::error_code error;
  if (std::filesystem::exists(text, error)) return {text, {}};
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at + 1)) {
    if (names_a_plugin(std::string_view(text).substr(0, at))) {
      return {text.substr(0, at), text.substr(at + 1)};
    }
  }
  return {text, {}};
}

bool is_chosen(const PluginDescription& plugin, std::string_view id) noexcept {
  if (id.empty() || plugin.id == id || plugin.name == id) return true;
  return plugin.format == PluginFormat::vst3 && is_same_hex(plugin.id, id);
}

std::string no_such_plugin(const std::filesystem::path& path, std::string_view id,
                           const std::vector<PluginDescription>& declared) {
  std::vector<std::string> ids;
  for (const PluginDescription& plugin : declared) ids.push_back(plugin.id);
  std::vector<std::string> names;
  for (const std::string& near : text::near_names(id, ids)) {
    const auto plugin =
        std::find_if(declared.begin(), declared.end(),
                     [&near](const PluginDescription& each) { return each.id == near; });
    names.push_back(near + " (" + plugin->name + ")");
  }
  return path.string() + " has no plugin \"" + text::printable(id) +
         "\"; it has: " + text::list_of(names, ids.size());
}

}  // namespace attacca::host
