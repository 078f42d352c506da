// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/module.hpp"

#include <map>
#include <memory>

#include "host/clap/clap_module.hpp"
#include "host/load/binary_names.hpp"
#include "host/load/file_identity.hpp"
#include "host/load/plugin_binary.hpp"
#include "host/vst3/vst3_module.hpp"

namespace attacca::host {

namespace {

/// Modules that are open, by the file itself: two paths to one file share a module, and a file that
/// was replaced is another one.
std::map<FileIdentity, std::weak_ptr<Module>>& open_modules() {
  static std::map<FileIdentity, std::weak_ptr<Module>> modules;
  return modules;
}

}  // namespace

Result<std::shared_ptr<Module>> Module::open(const std::filesystem::path& path,
                                             const HostProfile& profile) {
  const auto binary = find_plugin_binary(path);
  if (!binary) return tl::unexpected(binary.error());
  if (auto loadable = check_loadable(binary->path); !loadable) {
    return tl::unexpected(loadable.error());
  }
  auto& known = open_modules()[identity_of(binary->path)];
  if (auto module = known.lock()) return module;
  auto module = binary->format == PluginFormat::clap
                    ? ClapModule::load(path, binary->path, profile)
                    : Vst3Module::load(path, binary->path, profile);
  if (module) known = *module;
  return module;
}

}  // namespace attacca::host
