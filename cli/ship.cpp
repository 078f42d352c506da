// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/build_folder.hpp"
#include "cli/commands.hpp"
#include "package/search_paths.hpp"
#include "processes/outcome.hpp"
#include "ship/release.hpp"

namespace attacca::cli {
namespace {

struct ShipOptions {
  ship::ReleaseRequest request;
  std::string build;
  std::string out = "dist";
  bool as_built = false;
};

void fail_with(const package::Failure& failure, CommandResult& result) {
  result.fail(failure.bad_input ? ExitCode::bad_input : ExitCode::wrong, failure.error);
}

void describe(const ship::Release& release, CommandResult& result) {
  auto& document = result.document;
  document["name"] = release.name;
  document["folder"] = release.folder.string();
  document["archive"] = release.archive.string();
  document["sha256"] = release.digest;
  document["plugins"] = nlohmann::ordered_json::array();
  result.text = package::shown(release.archive) + "\n  sha256 " + release.digest + "\n";
  for (const ship::ReleasedPlugin& plugin : release.plugins) {
    document["plugins"].push_back({{"name", plugin.name},
                                   {"version", plugin.version},
                                   {"revision", plugin.revision},
                                   {"dirty", plugin.dirty},
                                   {"files", plugin.files}});
    result.text += "  " + plugin.name + " " + plugin.version + "\n";
    for (const std::string& file : plugin.files) result.text += "    " + file + "\n";
  }
  document["notes"] = release.notes;
  for (const std::string& note : release.notes) result.text += "note: " + note + "\n";
}

void make(ShipOptions& options, CommandResult& result) {
  options.request.build =
      options.build.empty() ? find_build_folder() : std::filesystem::path(options.build);
  options.request.out = options.out;
  const auto plugins = ship::plugins_to_release(options.request);
  if (!plugins) return fail_with(plugins.error(), result);
  if (!options.as_built) {
    std::vector<std::string> command = {"cmake", "--build", options.request.build.string(),
                                        "--target"};
    for (const auto& plugin : *plugins) {
      command.push_back(plugin.target + "_bundle");
      if (!plugin.program.empty()) command.push_back(plugin.target + "_standalone");
    }
    const auto built = processes::run_in_front(command);
    if (!built) return result.fail(ExitCode::wrong, built.error());
  }
  const auto release = ship::make_release(options.request);
  if (!release) return fail_with(release.error(), result);
  describe(*release, result);
}

}  // namespace

void add_ship_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<ShipOptions>();
  CLI::App* command = add_command(
      app, result, "ship",
      "Make an archive for musicians: plugins, installer, licences, sums, bill of materials",
      "  name, folder, archive, sha256, notes: [..],\n"
      "  plugins: [{name, version, revision, dirty, files: [..]}]",
      [options, &result] { make(*options, result); });
  command->add_option("PLUGIN", options->request.plugins,
                      "Targets or names; without any all plugins of the build");
  command->add_option("--build", options->build,
                      "Build folder; else the one here, or that of this program");
  command->add_option("--out", options->out, "Where the archive and its folder are made")
      ->capture_default_str();
  command->add_option("--name", options->request.name,
                      "What the archive is called; else as its only plugin, or as the project");
  command
      ->add_option("--license", options->request.license,
                   "Of the plugins themselves, as SPDX has it, for the bill of materials")
      ->capture_default_str();
  command->add_flag("--as-built", options->as_built,
                    "Take the bundles as they are instead of building them first");
}

}  // namespace attacca::cli
