// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_file.hpp"

#include <utility>

#include "abi/clap/query.hpp"

namespace attacca::validate {

ClapFile::ClapFile(const std::filesystem::path& path, host::SharedLibrary library,
                   const clap::PluginEntry& entry)
    : path_(path.string()), library_(std::move(library)), entry_(&entry) {}

ClapFile::~ClapFile() {
  while (inits_ > 0) deinit();
}

Result<std::unique_ptr<ClapFile>> ClapFile::load(const std::filesystem::path& path) {
  auto library = host::SharedLibrary::load(path);
  if (!library) return tl::unexpected(library.error());
  const auto* const entry =
      static_cast<const clap::PluginEntry*>(library->find(clap::kEntrySymbol));
  if (entry == nullptr) return fail("the file exports no clap_entry");
  if (entry->init == nullptr || entry->deinit == nullptr || entry->get_factory == nullptr) {
    return fail("clap_entry lacks a callback");
  }
  return std::unique_ptr<ClapFile>(new ClapFile(path, std::move(*library), *entry));
}

std::shared_ptr<ClapFile> ClapFile::open(CheckContext& context) {
  static std::weak_ptr<ClapFile> loaded;
  if (auto file = loaded.lock(); file != nullptr) return file;
  context.step("loading the file");
  const auto& path = context.subject().path;
  std::shared_ptr<ClapFile> file = context.require(load(path), "the file cannot be loaded");
  // What the plugin did on the audio thread is shown with names at the end of the check, when the
  // file is gone: one more reference keeps its code where it is until the process ends.
  host::SharedLibrary::keep_loaded(path);
  context.require(file->init(), "clap_entry.init returned false");
  loaded = file;
  context.step("running the check");
  return file;
}

bool ClapFile::init() {
  if (!entry_->init(path_.c_str())) return false;
  ++inits_;
  return true;
}

void ClapFile::deinit() {
  entry_->deinit();
  --inits_;
}

const clap::PluginFactory* ClapFile::factory() const {
  return clap::query_factory<clap::PluginFactory>(entry_);
}

}  // namespace attacca::validate
