// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// attacca_packer BINARY… --name NAME --out FOLDER --format vst3|clap|all
//
// What `attacca bundle` does, for the build alone: a plugin's project has its bundles before it has
// built the program with all the commands.

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "files/standard_streams.hpp"
#include "package/bundler.hpp"
#include "text/printable.hpp"

namespace {

using attacca::package::BundleRequest;
using attacca::package::PluginFormat;

constexpr int kFailed = 1;
constexpr int kWrongCall = 2;

int complain(const std::string& what, int status) {
  std::fprintf(stderr, "attacca_packer: %s\n", attacca::text::printable(what).c_str());
  return status;
}

int pack(const std::vector<std::string>& arguments) {
  // Several binaries: one plugin, for a processor each.
  const auto binaries = arguments.size() < 7 ? 0 : arguments.size() - 6;
  if (binaries == 0 || arguments[binaries] != "--name" || arguments[binaries + 2] != "--out" ||
      arguments[binaries + 4] != "--format") {
    return complain("give BINARY… --name NAME --out FOLDER --format vst3|clap|all", kWrongCall);
  }
  BundleRequest request;
  request.name = arguments[binaries + 1];
  request.out = arguments[binaries + 3];
  const std::string& format = arguments[binaries + 5];
  if (format == "vst3") {
    request.formats = {PluginFormat::vst3};
  } else if (format == "clap") {
    request.formats = {PluginFormat::clap};
  } else if (format != "all") {
    return complain("unknown format: " + format + ": vst3, clap or all", kWrongCall);
  }
  std::vector<attacca::package::PluginBinary> read;
  for (std::size_t i = 0; i < binaries; ++i) {
    auto binary = attacca::package::read_plugin_binary(arguments[i]);
    if (!binary) return complain(binary.error().message, kWrongCall);
    read.push_back(std::move(*binary));
  }
  const auto made = attacca::package::make_bundles(read, request);
  if (!made) return complain(made.error().error.message, kFailed);
  std::string list;
  for (const auto& bundle : *made) list += attacca::text::printable(bundle.path.string()) + "\n";
  const auto written = attacca::files::write_standard_output(list);
  return written ? 0 : complain(written.error().message, kFailed);
}

}  // namespace

int main(int argc, char** argv) {
  attacca::files::hold_standard_streams();
  attacca::files::have_size_limit_reported();
  try {
    return pack({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    return complain(error.what(), kFailed);
  }
}
