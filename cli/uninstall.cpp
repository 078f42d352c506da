// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>

#include "cli/commands.hpp"
#include "cli/install_options.hpp"
#include "package/installer.hpp"

namespace attacca::cli {
namespace {

struct UninstallOptions {
  std::string what;
  PlaceOptions place;
};

void uninstall(const UninstallOptions& options, CommandResult& result) {
  const auto removed = package::uninstall_bundle(options.what, request_of(options.place));
  if (!removed) {
    return result.fail(removed.error().bad_input ? ExitCode::bad_input : ExitCode::wrong,
                       removed.error().error);
  }
  auto& list = result.document["removed"] = nlohmann::ordered_json::array();
  for (const auto& path : *removed) {
    list.push_back(path.string());
    result.text += package::shown(path) + "  removed\n";
  }
}

}  // namespace

void add_uninstall_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<UninstallOptions>();
  CLI::App* command =
      add_command(app, result, "uninstall", "Remove installed plugins", "  removed: [paths]",
                  [options, &result] { uninstall(*options, result); });
  command
      ->add_option("NAME", options->what,
                   "A plugin's name (both formats) or a bundle (that format); only the last part "
                   "of a path counts")
      ->required();
  add_place_options(*command, options->place, "--from", "Remove from this folder");
}

}  // namespace attacca::cli
