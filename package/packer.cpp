// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// attacca_packer BINARY… --name NAME --out FOLDER --format vst3|clap|all
// attacca_packer --join PROGRAM… --out FILE
//
// What `attacca bundle` does, for the build alone: a plugin's project has its bundles before it has
// built the program with all the commands. The second joins a program for macOS out of what was
// built for each processor; every part keeps the signature that the linker gave it.

#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "binary/binary_image.hpp"
#include "files/atomic_file.hpp"
#include "files/file.hpp"
#include "files/standard_streams.hpp"
#include "package/bundler.hpp"
#include "package/universal_binary.hpp"
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

int join(const std::vector<std::string>& arguments) {
  const auto programs = arguments.size() < 4 ? 0 : arguments.size() - 3;
  if (programs == 0 || arguments[programs + 1] != "--out") {
    return complain("give --join PROGRAM… --out FILE", kWrongCall);
  }
  std::vector<std::vector<std::byte>> read;
  std::set<std::string> processors;
  for (std::size_t i = 1; i <= programs; ++i) {
    auto file = attacca::files::read_file(arguments[i]);
    if (!file) return complain(file.error().message, kWrongCall);
    const auto image = attacca::binary::read_binary_image(*file);
    if (!image || image->format != attacca::binary::ObjectFormat::macho ||
        image->slices.size() != 1) {
      return complain(arguments[i] + " is no Mach-O file for one processor", kWrongCall);
    }
    if (!processors.insert(image->slices.front().architecture).second) {
      return complain("two programs are for " + image->slices.front().architecture, kWrongCall);
    }
    read.push_back(std::move(*file));
  }
  const auto joined = attacca::package::join_thin({read.begin(), read.end()});
  if (!joined) return complain(joined.error().message, kFailed);
  const std::filesystem::path out = arguments.back();
  const std::string_view bytes(reinterpret_cast<const char*>(joined->data()), joined->size());
  const auto written = attacca::files::write_file_atomically(out, bytes);
  if (!written) return complain(written.error().message, kFailed);
  std::error_code error;
  std::filesystem::permissions(out, std::filesystem::perms{0755}, error);
  return error ? complain(out.string() + ": " + error.message(), kFailed) : 0;
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
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return !arguments.empty() && arguments.front() == "--join" ? join(arguments) : pack(arguments);
  } catch (const std::exception& error) {
    return complain(error.what(), kFailed);
  }
}
