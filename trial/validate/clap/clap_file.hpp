// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "abi/clap/entry.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "attacca/base/result.hpp"
#include "host/base/shared_library.hpp"
#include "trial/validate/check_context.hpp"

namespace attacca::validate {

/// A loaded .clap file, seen through its raw entry. All members [main].
class ClapFile {
 public:
  /// Loads the library and looks up its entry, without calling anything in it.
  /// Errors: what the loader says, no entry, or one that lacks a callback.
  [[nodiscard]] static Result<std::unique_ptr<ClapFile>> load(const std::filesystem::path& path);

  /// The subject's file, loaded and initialised: the same one for as long as somebody holds it, so
  /// that its init is called once. Ends the check when it cannot be loaded.
  [[nodiscard]] static std::shared_ptr<ClapFile> open(CheckContext& context);

  ~ClapFile();  ///< Calls deinit as often as init was called with success.
  ClapFile(const ClapFile&) = delete;
  ClapFile& operator=(const ClapFile&) = delete;

  /// Calls the entry's init with the path of the file.
  bool init();
  /// Calls the entry's deinit, once for one init.
  void deinit();
  /// The plugin factory, null if there is none. After init().
  [[nodiscard]] const clap::PluginFactory* factory() const;

  [[nodiscard]] const clap::PluginEntry& entry() const noexcept { return *entry_; }

 private:
  ClapFile(const std::filesystem::path& path, host::SharedLibrary library,
           const clap::PluginEntry& entry);

  std::string path_;
  host::SharedLibrary library_;
  const clap::PluginEntry* entry_;
  unsigned inits_ = 0;
};

}  // namespace attacca::validate
