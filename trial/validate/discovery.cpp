// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/discovery.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "host/load/binary_names.hpp"
#include "host/load/plugin_binary.hpp"
#include "host/load/plugin_choice.hpp"
#include "trial/validate/area_checks.hpp"

namespace attacca::validate {

using nlohmann::json;

std::string note_of(const host::PluginDescription& plugin) {
  const json note = {{"plugin", plugin.id},
                     {"name", plugin.name},
                     {"vendor", plugin.vendor},
                     {"version", plugin.version},
                     {"features", plugin.features}};
  return note.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<host::PluginDescription> plugin_of(const std::string& note) {
  const json parsed = json::parse(note, nullptr, false);
  if (!parsed.is_object() || !parsed.contains("plugin")) return fail("not about a plugin: " + note);
  host::PluginDescription plugin;
  plugin.id = parsed.value("plugin", "");
  plugin.name = parsed.value("name", "");
  plugin.vendor = parsed.value("vendor", "");
  plugin.version = parsed.value("version", "");
  plugin.features = parsed.value("features", std::vector<std::string>());
  return plugin;
}

Result<Discovery> discover(const std::filesystem::path& given, const NamedProfile& profile,
                           const RunnerOptions& options) {
  const host::PluginChoice choice = host::parse_plugin_choice(given.string());
  const std::filesystem::path& path = choice.path;
  const auto binary = host::find_plugin_binary(path);
  if (!binary) return tl::unexpected(binary.error());
  if (auto loadable = host::check_loadable(binary->path); !loadable) {
    return tl::unexpected(loadable.error());
  }
  Subject file{path, {}, false};
  file.plugin.format = binary->format;
  file.plugin.id = choice.id;
  const std::vector<Job> jobs = {{&scan_checks().front(), &file, &profile.profile, profile.name}};
  Discovery discovery;
  run_checks(jobs, options, [&](std::size_t, CheckResult result) {
    discovery.loading = std::move(result);
    return true;
  });
  if (discovery.loading.check == nullptr) return fail("interrupted");
  std::vector<std::string> notes;
  std::vector<host::PluginDescription> declared;
  for (std::string& note : discovery.loading.notes) {
    if (auto plugin = plugin_of(note)) {
      plugin->format = binary->format;
      declared.push_back(*plugin);
      if (host::is_chosen(*plugin, choice.id))
        discovery.subjects.push_back({path, std::move(*plugin), false});
    } else {
      notes.push_back(std::move(note));
    }
  }
  for (Subject& subject : discovery.subjects) subject.shares_file = declared.size() > 1;
  discovery.loading.notes = std::move(notes);
  if (discovery.subjects.empty() && !declared.empty()) {
    return fail(host::no_such_plugin(path, choice.id, declared));
  }
  return discovery;
}

}  // namespace attacca::validate
