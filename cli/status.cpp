// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/status.hpp"

#include <filesystem>
#include <memory>
#include <system_error>

#include "cli/build_folder.hpp"
#include "cli/commands.hpp"
#include "package/build_manifest.hpp"
#include "report/identity_json.hpp"

namespace attacca::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using package::PluginCopy;
using package::PluginStatus;
using package::shown;

struct StatusOptions {
  std::string build;
  std::vector<std::string> paths;
  std::vector<std::string> hosts;
};

package::SearchPaths search_paths(const StatusOptions& options) {
  package::SearchPaths paths =
      package::SearchPaths::of_environment({options.hosts.begin(), options.hosts.end()});
  for (const std::string& path : options.paths) {
    paths.vst3.emplace_back(path);
    paths.clap.emplace_back(path);
  }
  return paths;
}

ordered_json json_of(const PluginCopy& copy) {
  ordered_json json = {
      {"path", copy.path.string()},
      {"format", package::name_of(copy.format)},
      {"state", package::name_of(copy.state)},
      {"digest", copy.digest.empty() ? ordered_json() : ordered_json("sha256:" + copy.digest)},
      {"build_identity", attacca::json_of(copy.identity ? &*copy.identity : nullptr)}};
  return json;
}

ordered_json json_of(const PluginStatus& status) {
  ordered_json json = {{"target", status.target},
                       {"name", status.name},
                       {"sources", status.sources},
                       {"built", ordered_json::array()},
                       {"installed", ordered_json::array()},
                       {"running", ordered_json::array()},
                       {"findings", status.findings},
                       {"notes", status.notes},
                       {"stale", status.stale()}};
  for (const PluginCopy& copy : status.built) json["built"].push_back(json_of(copy));
  for (const PluginCopy& copy : status.installed) {
    ordered_json entry = json_of(copy);
    entry["shadowed_by"] =
        copy.shadowed_by.empty() ? ordered_json() : ordered_json(copy.shadowed_by.string());
    json["installed"].push_back(std::move(entry));
  }
  for (const package::OutdatedMapping& mapping : status.running) {
    json["running"].push_back(
        {{"process", mapping.process},
         {"program", mapping.program},
         {"path", mapping.path.string()},
         {"build_identity", attacca::json_of(mapping.identity ? &*mapping.identity : nullptr)}});
  }
  return json;
}

std::string line_of(const char* what, const PluginCopy& copy) {
  std::string text = std::string("  ") + what + shown(copy.path) + "  " +
                     std::string(package::name_of(copy.state));
  if (copy.identity) text += "  (" + copy.identity->summary() + ")";
  if (!copy.shadowed_by.empty()) text += "  shadowed by " + shown(copy.shadowed_by);
  return text + "\n";
}

std::string text_of(const PluginStatus& status) {
  std::string text =
      status.name + " (" + status.target + ")\n  sources    " + status.sources + "\n";
  for (const PluginCopy& copy : status.built) text += line_of("built      ", copy);
  for (const PluginCopy& copy : status.installed) text += line_of("installed  ", copy);
  for (const std::string& note : status.notes) text += "  note       " + note + "\n";
  for (const std::string& finding : status.findings) text += "  STALE      " + finding + "\n";
  return text;
}

void report_status(const StatusOptions& options, CommandResult& result) {
  const fs::path build = options.build.empty() ? find_build_folder() : fs::path(options.build);
  const auto statuses = package::status_of_build(build, search_paths(options));
  if (!statuses) return result.fail(ExitCode::bad_input, statuses.error());
  bool stale = false;
  result.document["build"] = build.string();
  result.document["plugins"] = ordered_json::array();
  for (const PluginStatus& status : *statuses) {
    result.document["plugins"].push_back(json_of(status));
    result.text += text_of(status);
    stale = stale || status.stale();
  }
  result.document["stale"] = stale;
  if (stale) result.exit_code = ExitCode::wrong;
}

}  // namespace

void add_status_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<StatusOptions>();
  CLI::App* command = add_command(
      app, result, "status",
      "Lay each plugin's sources, built bundles and installed copies side by side",
      "  build, stale: bool, plugins: [{target, name, sources: \"sha256:..\", stale: bool,\n"
      "    built: [{path, format, state, digest, build_identity}],\n"
      "    installed: [{.. the same .., shadowed_by: path or null}],\n"
      "    running: [{process, program, path, build_identity}], findings: [..], notes: [..]}]\n"
      "  state: current | other build | stale | unknown | missing | unreadable",
      [options, &result] { report_status(*options, result); });
  command
      ->add_option("--build", options->build,
                   "The build folder; else build/, else here, else this program's own")
      ->type_name("DIR");
  command->add_option("--path", options->paths, "More folders to search for installed copies")
      ->type_name("DIR");
  command
      ->add_option("--host", options->hosts,
                   "A host's program file: hosts also look into the folder vst3 beside them")
      ->type_name("FILE");
}

}  // namespace attacca::cli
