// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "presets/preset_files.hpp"

#include <algorithm>
#include <utility>

#include "attacca/detail/plugin_entry.hpp"
#include "base/limits.hpp"
#include "base/unicode.hpp"
#include "platform/preset_store.hpp"
#include "presets/vst_preset.hpp"

namespace attacca::core {
namespace {

constexpr std::string_view kEnding = ".vstpreset";
constexpr std::size_t kMostFiles = 10'000;
constexpr std::size_t kHeaderBytes = 48;
/// A state, and room for what else such a file may hold.
constexpr std::size_t kMostBytes = 2 * kMostStateBytes;

char upper(char letter) noexcept {
  return letter >= 'a' && letter <= 'f' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

bool is_class(std::string_view digits, const detail::PluginEntry& plugin) noexcept {
  return std::ranges::equal(digits, plugin.vst3_class_id.view(), {}, upper, upper);
}

std::string name_of(const std::string& path) {
  std::string_view name = path;
  name.remove_prefix(name.rfind('/') + 1);
  if (name.ends_with(kEnding)) name.remove_suffix(kEnding.size());
  return valid_utf8(name);  // file systems take any bytes
}

std::vector<PresetFolder> folders(const detail::PluginEntry& plugin) {
  const std::string own =
      as_file_name(plugin.info.vendor) + "/" + as_file_name(plugin.info.name) + "/";
  PresetRoots roots = preset_roots();
  std::vector<PresetFolder> all;
  if (!roots.user.empty()) all.push_back({roots.user + own, false});
  for (const std::string& root : roots.shared) all.push_back({root + own, true});
  return all;
}

const detail::PluginEntry* plugin_of(const std::string& path) {
  const Result<FilePart> begin = read_part(path, 0, kHeaderBytes);
  const auto list_offset = begin ? list_offset_of(begin->bytes) : std::nullopt;
  if (!list_offset) return nullptr;
  const std::string_view digits = class_of(begin->bytes);
  const auto& plugins = detail::exported_plugins();
  const auto found = std::ranges::find_if(
      plugins, [&](const detail::PluginEntry& entry) { return is_class(digits, entry); });
  if (found == plugins.end()) return nullptr;
  // The list of parts is the last thing in the file: one that was cut off has none.
  const Result<FilePart> list = read_part(path, *list_offset, kMostListBytes);
  if (!list || !component_part(list->bytes, *list_offset, list->file_size)) return nullptr;
  return &*found;
}

std::vector<PresetFile> list(const detail::PluginEntry& plugin) {
  std::vector<PresetFile> all;
  for (const PresetFolder& folder : folders(plugin)) {
    for (std::string& path : files_below(folder.path, kEnding, kMostFiles)) {
      const detail::PluginEntry* const owner = plugin_of(path);
      if (owner == nullptr || owner->info.id != plugin.info.id) continue;
      std::string name = name_of(path);
      all.push_back({std::move(name), std::move(path), folder.is_factory});
    }
  }
  return all;
}

Result<std::string> read(const std::string& path, const detail::PluginEntry& plugin) {
  Result<std::string> bytes = read_whole_file(path, kMostBytes);
  if (!bytes) return bytes;
  if (!is_vst_preset(*bytes)) return bytes;  // a state as it is: loading it says what is wrong
  if (!is_class(class_of(*bytes), plugin)) {
    return fail("cannot load the preset: it is of another plugin");
  }
  const Result<std::string_view> component = component_in(*bytes);
  if (!component) return tl::unexpected(component.error());
  return std::string(*component);
}

Result<std::string> write(std::string_view name, std::string_view state,
                          const detail::PluginEntry& plugin) {
  const std::string file = as_file_name(name);
  if (file.empty()) return fail("cannot save the preset: give it a name");
  const PresetFolder folder = folders(plugin).front();
  if (folder.is_factory) return fail("cannot save the preset: there is no home folder (HOME)");
  const std::string whole = file + std::string(kEnding);
  // "A/B" becomes A_B, which another preset may be called.
  if (file != name && exists(folder.path + whole)) {
    return fail("cannot save the preset: its file would be that of the preset " + file +
                ", which is there already; choose another name");
  }
  const auto written =
      write_whole_file(folder.path, whole, vst_preset_of(plugin.vst3_class_id.view(), state));
  if (!written) return fail("cannot save the preset: " + written.error().message);
  return folder.path + whole;
}

constexpr PresetFileCode kCode = {folders, list, plugin_of, name_of, read, write};

}  // namespace

const PresetFileCode* preset_file_code() noexcept {
  return &kCode;
}

}  // namespace attacca::core
