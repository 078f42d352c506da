// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "doctor/examination.hpp"
#include "files/file.hpp"
#include "package/installed_plugins.hpp"
#include "package/plugin_bundle.hpp"

namespace attacca::doctor {
namespace {

namespace fs = std::filesystem;
using package::shown;
using package::typed;

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    entries.push_back(it->path());
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::string text_of(const fs::path& path) {
  const auto bytes = files::read_file(path);
  if (!bytes) return {};
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

/// XML's five.
std::string unescaped(std::string_view text) {
  static const std::map<std::string_view, char> kEntities = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string plain;
  while (!text.empty()) {
    const auto found =
        std::find_if(kEntities.begin(), kEntities.end(),
                     [&text](const auto& entity) { return text.starts_with(entity.first); });
    plain += found == kEntities.end() ? text.front() : found->second;
    text.remove_prefix(found == kEntities.end() ? 1 : found->first.size());
  }
  return plain;
}

/// The value of `name="…"` in an element.
std::optional<std::string> attribute(std::string_view element, std::string_view name) {
  const std::string key = " " + std::string(name) + "=\"";
  const std::size_t at = element.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  element.remove_prefix(at + key.size());
  return unescaped(element.substr(0, element.find('"')));
}

/// The elements called `name`, without what is in them.
std::vector<std::string_view> elements(std::string_view text, std::string_view name) {
  std::vector<std::string_view> found;
  const std::string begin = "<" + std::string(name) + " ";
  for (std::size_t at = text.find(begin); at != std::string_view::npos;
       at = text.find(begin, at + 1)) {
    found.push_back(text.substr(at, text.find('>', at) - at));
  }
  return found;
}

/// Ardour (and Mixbus): a file for each VST3 that it has scanned, which is believed while it is
/// younger than the plugin's own. Source: the files that Ardour 7.3's scanner writes.
class ArdourCache {
 public:
  ArdourCache(std::string host, fs::path file, Findings& findings)
      : host_(std::move(host)), file_(std::move(file)), findings_(findings) {}

  void look() {
    const std::string text = text_of(file_);
    for (const std::string_view cache : elements(text, "VST3Cache")) {
      const auto bundle = attribute(cache, "bundle");
      if (!bundle) continue;
      std::error_code error;
      if (!fs::exists(*bundle, error)) {
        add(Weight::advice, "remembers a plugin that is gone: " + shown(*bundle));
        continue;
      }
      if (const auto there = package::read_plugin_bundle(*bundle)) compare(text, *there);
    }
  }

 private:
  void add(Weight weight, const std::string& what) {
    findings_.push_back({Subject::hosts, weight, host_ + " " + what, "rm -- " + typed(file_)});
  }

  void compare(std::string_view text, const package::PluginBundle& bundle) {
    for (const std::string_view entry : elements(text, "VST3Info")) {
      const std::string uid = attribute(entry, "uid").value_or("");
      for (const package::PluginBinary& binary : bundle.binaries) {
        for (const package::PluginMetadata& plugin : binary.plugins) {
          if (plugin.vst3_class == uid) compare(entry, plugin, bundle.path);
        }
      }
    }
  }

  void compare(std::string_view entry, const package::PluginMetadata& plugin,
               const fs::path& bundle) {
    const std::string name = attribute(entry, "name").value_or(plugin.name);
    const std::string version = attribute(entry, "version").value_or(plugin.version);
    if (name == plugin.name && version == plugin.version) return;
    add(Weight::problem, "still takes " + shown(bundle) + " for " + name + " " + version +
                             "; it is " + plugin.name + " " + plugin.version);
  }

  const std::string host_;
  const fs::path file_;
  Findings& findings_;
};

/// Whether a line of `text` is the path, or that of something in it.
bool names(std::string_view text, std::string_view path) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view rest = line.starts_with(path) ? line.substr(path.size()) : "?";
    if (rest.empty() || rest.front() == '/' || rest.front() == '\r') return true;
  }
  return false;
}

/// Lists of what a host will not load any more, a path in each line.
void look_at_blacklist(const std::string& host, const fs::path& file,
                       const std::vector<package::InstalledPlugin>& plugins, Findings& findings) {
  const std::string text = text_of(file);
  const fs::path aside = file.string() + ".new";
  for (const package::InstalledPlugin& plugin : plugins) {
    if (!names(text, plugin.path.string())) continue;
    findings.push_back({Subject::hosts, Weight::problem,
                        host + " passes over " + shown(plugin.path) +
                            ", as it once failed there: " + shown(file) + " names it",
                        "attacca validate " + typed(plugin.path) + "; then: grep -vF -- " +
                            typed(plugin.path) + " " + typed(file) + " > " + typed(aside) +
                            "; mv -- " + typed(aside) + " " + typed(file)});
  }
}

/// A folder of a host's own, and the host's name.
struct HostFolder {
  std::string host;
  fs::path path;
};

std::vector<HostFolder> host_folders(const Machine& machine) {
  std::vector<HostFolder> folders;
  for (const fs::path& root : {machine.cache, machine.config}) {
    for (const fs::path& entry : sorted_entries(root)) {
      const std::string name = entry.filename().string();
      if (name.starts_with("ardour")) folders.push_back({"Ardour " + name.substr(6), entry});
      if (name.starts_with("mixbus")) folders.push_back({"Mixbus " + name.substr(6), entry});
      if (name != "rncbc.org") continue;
      folders.push_back({"Qtractor", entry});
      for (const fs::path& below : sorted_entries(entry)) folders.push_back({"Qtractor", below});
    }
  }
  return folders;
}

}  // namespace

void look_at_host_caches(const Machine& machine, Findings& findings) {
  const auto plugins = package::find_installed_plugins(machine.plugins);
  for (const HostFolder& folder : host_folders(machine)) {
    for (const fs::path& file : sorted_entries(folder.path)) {
      const std::string name = file.filename().string();
      if (name.find("blacklist") != std::string::npos) {
        look_at_blacklist(folder.host, file, plugins, findings);
      }
    }
    for (const fs::path& file : sorted_entries(folder.path / "vst")) {
      if (file.extension() == ".v3i") ArdourCache(folder.host, file, findings).look();
    }
  }
}

}  // namespace attacca::doctor
