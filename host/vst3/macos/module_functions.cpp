// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/module_functions.hpp"

#include <filesystem>
#include <string>

#include <dlfcn.h>

#include "host/base/macos/core_foundation.hpp"

namespace attacca::host {
namespace {

/// The bundle that a function's binary lies in, as CoreFoundation has it: a reference of the
/// caller's. Null: there is none.
const void* bundle_of(const void* function) {
  const CoreFoundation* const system = core_foundation();
  Dl_info info{};
  if (system == nullptr || dladdr(function, &info) == 0 || info.dli_fname == nullptr) {
    return nullptr;
  }
  // Name.vst3/Contents/MacOS/Name
  const std::filesystem::path binary = info.dli_fname;
  const std::string path = binary.parent_path().parent_path().parent_path().string();
  const void* const url = system->CFURLCreateFromFileSystemRepresentation(
      nullptr, reinterpret_cast<const std::uint8_t*>(path.data()), static_cast<long>(path.size()),
      1);
  if (url == nullptr) return nullptr;
  const void* const bundle = system->CFBundleCreate(nullptr, url);
  system->CFRelease(url);
  return bundle;
}

}  // namespace

ModuleFunctions::ModuleFunctions(const SharedLibrary& library)
    : get_factory_(
          reinterpret_cast<vst3::GetPluginFactoryFunction>(library.find(vst3::kGetPluginFactory))),
      entry_(library.find(vst3::kBundleEntry)),
      exit_(library.find(vst3::kBundleExit)),
      has_entry_(entry_ != nullptr && exit_ != nullptr) {
  // For as long as the process lives: plugins keep it without a reference of their own.
  if (has_entry_) library_ = const_cast<void*>(bundle_of(entry_));
}

std::string_view ModuleFunctions::entry_name() noexcept {
  return vst3::kBundleEntry;
}

std::string_view ModuleFunctions::exit_name() noexcept {
  return vst3::kBundleExit;
}

bool ModuleFunctions::enter() const {
  return reinterpret_cast<vst3::BundleEntryFunction>(entry_)(library_);
}

void ModuleFunctions::leave() const {
  (void)reinterpret_cast<vst3::BundleExitFunction>(exit_)();
}

}  // namespace attacca::host
