// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>

#include "cli/commands.hpp"
#include "cli/near_file.hpp"
#include "package/bundler.hpp"

namespace attacca::cli {
namespace {

using package::PluginFormat;

struct BundleOptions {
  std::vector<std::string> binaries;
  std::string name;
  std::string out = ".";
  std::string format = "all";
  std::string macos_id;
};

package::BundleRequest request_of(const BundleOptions& options) {
  package::BundleRequest request;
  request.name = options.name;
  request.out = options.out;
  request.macos_identifier = options.macos_id;
  if (options.format == "vst3") request.formats = {PluginFormat::vst3};
  if (options.format == "clap") request.formats = {PluginFormat::clap};
  return request;
}

void report(const std::vector<package::MadeBundle>& bundles, CommandResult& result) {
  auto& list = result.document["bundles"] = nlohmann::ordered_json::array();
  for (const package::MadeBundle& bundle : bundles) {
    list.push_back({{"path", bundle.path.string()},
                    {"format", package::name_of(bundle.format)},
                    {"architectures", bundle.architectures},
                    {"moduleinfo", bundle.has_module_info}});
    std::string architectures;
    for (const std::string& architecture : bundle.architectures) {
      architectures += (architectures.empty() ? "" : ", ") + architecture;
    }
    result.text += bundle.path.string() + "  (" + architectures + ")";
    if (bundle.format == PluginFormat::vst3 && !bundle.has_module_info) {
      result.text += "  without moduleinfo.json: the binary carries no plugin description";
    }
    result.text += "\n";
  }
}

void bundle(const BundleOptions& options, CommandResult& result) {
  std::vector<package::PluginBinary> binaries;
  for (const std::string& path : options.binaries) {
    auto binary = package::read_plugin_binary(path);
    if (!binary) {
      return result.fail(ExitCode::bad_input, {binary.error().message + hint_at_near_file(path) +
                                               ": give a plugin's shared library"});
    }
    binaries.push_back(std::move(*binary));
  }
  const auto made = package::make_bundles(binaries, request_of(options));
  if (!made) {
    return result.fail(made.error().bad_input ? ExitCode::bad_input : ExitCode::wrong,
                       {made.error().error.message +
                        (made.error().bad_input ? "" : ": the older bundle is as it was")});
  }
  report(*made, result);
}

}  // namespace

void add_bundle_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<BundleOptions>();
  CLI::App* command = add_command(
      app, result, "bundle", "Pack plugin binaries as VST3 and CLAP bundles, without running them",
      "  bundles: [{path, format: vst3|clap, architectures: [..], moduleinfo: bool}]",
      [options, &result] { bundle(*options, result); });
  command
      ->add_option("BINARY", options->binaries,
                   "Shared libraries of one plugin, one for each platform and architecture; those "
                   "for macOS become one universal binary")
      ->required();
  command->add_option("--name", options->name,
                      "The bundle's name; else the plugin's own, else the file's");
  command->add_option("--out", options->out, "The folder to put the bundles into")
      ->capture_default_str();
  command
      ->add_option("--format", options->format,
                   "vst3, clap, or all that the binary's exported symbols offer")
      ->check(CLI::IsMember({"vst3", "clap", "all"}))
      ->capture_default_str();
  command->add_option("--macos-id", options->macos_id,
                      "CFBundleIdentifier; else the plugin's id and the format");
}

}  // namespace attacca::cli
