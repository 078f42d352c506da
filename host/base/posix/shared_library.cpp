// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/shared_library.hpp"

#include <string>
#include <system_error>

#include <dlfcn.h>

namespace attacca::host {

namespace {

void (*g_on_load)() = nullptr;

}  // namespace

Result<SharedLibrary> SharedLibrary::load(const std::filesystem::path& path) {
  // Everything is bound now, so that no symbol is looked up on the audio thread.
  // The whole path: a bare file name would be looked for among the system's libraries.
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  void* const handle = dlopen(whole.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char* const reason = dlerror();
    return fail("cannot load " + path.string() + ": " + (reason != nullptr ? reason : "no reason"));
  }
  if (g_on_load != nullptr) g_on_load();
  return SharedLibrary(handle);
}

void SharedLibrary::on_load(void (*listener)()) noexcept {
  g_on_load = listener;
}

void SharedLibrary::keep_loaded(const std::filesystem::path& path) {
  dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD | RTLD_NODELETE);
}

SharedLibrary::~SharedLibrary() {
  if (handle_ != nullptr) dlclose(handle_);
}

void* SharedLibrary::find(const char* symbol) const noexcept {
  return dlsym(handle_, symbol);
}

}  // namespace attacca::host
