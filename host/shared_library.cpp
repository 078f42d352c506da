// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/shared_library.hpp"

#include <string>

#include <dlfcn.h>

namespace attacca::host {

Result<SharedLibrary> SharedLibrary::load(const std::filesystem::path& path) {
  // Everything is bound now, so that no symbol is looked up on the audio thread.
  void* const handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* const reason = dlerror();
    return fail("cannot load " + path.string() + ": " + (reason != nullptr ? reason : "no reason"));
  }
  return SharedLibrary(handle);
}

SharedLibrary::~SharedLibrary() {
  if (handle_ != nullptr) dlclose(handle_);
}

void* SharedLibrary::find(const char* symbol) const noexcept {
  return dlsym(handle_, symbol);
}

}  // namespace attacca::host
