// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>

#include "cli/commands.hpp"
#include "cli/install_options.hpp"
#include "package/installer.hpp"

namespace attacca::cli {
namespace {

struct InstallOptions {
  std::vector<std::string> bundles;
  PlaceOptions place;
  bool any_architecture = false;
};

void install(const InstallOptions& options, CommandResult& result) {
  package::InstallRequest request = request_of(options.place);
  request.any_architecture = options.any_architecture;
  const auto installed =
      package::install_bundles({options.bundles.begin(), options.bundles.end()}, request);
  if (!installed) {
    return result.fail(installed.error().bad_input ? ExitCode::bad_input : ExitCode::wrong,
                       installed.error().error);
  }
  auto& list = result.document["installed"] = nlohmann::ordered_json::array();
  for (const package::InstalledBundle& bundle : *installed) {
    list.push_back({{"from", bundle.from.string()},
                    {"path", bundle.path.string()},
                    {"format", package::name_of(bundle.format)},
                    {"digest", "sha256:" + bundle.digest},
                    {"replaced", bundle.replaced}});
    result.text +=
        package::shown(bundle.path) + (bundle.replaced ? "  replaced, read back and compared\n"
                                                       : "  installed, read back and compared\n");
  }
}

}  // namespace

void add_install_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<InstallOptions>();
  CLI::App* command = add_command(
      app, result, "install", "Install bundles where hosts look; a running host is not disturbed",
      "  installed: [{from, path, format: vst3|clap, digest: \"sha256:..\", replaced: bool}]",
      [options, &result] { install(*options, result); });
  command->add_option("BUNDLE", options->bundles, "Bundles (.vst3, .clap)")->required();
  add_place_options(*command, options->place, "--to", "Install into this folder");
  command->add_flag("--any-arch", options->any_architecture,
                    "Accept bundles that this machine cannot load");
}

}  // namespace attacca::cli
