// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/macos/framework.hpp"

#include <string>

#include <dlfcn.h>

namespace attacca::core {
namespace {

void* open(const char* name, Framework::Load load) noexcept {
  const int flags =
      RTLD_LAZY | RTLD_LOCAL | (load == Framework::Load::never ? RTLD_NOLOAD : RTLD_LAZY);
  if (*name == '/') return ::dlopen(name, flags);
  try {
    const std::string path =
        std::string("/System/Library/Frameworks/") + name + ".framework/" + name;
    return ::dlopen(path.c_str(), flags);
  } catch (...) {
    return nullptr;
  }
}

}  // namespace

Framework::Framework(const char* name, Load load) noexcept : library_(open(name, load)) {}

void* Framework::find(const char* symbol) const noexcept {
  return library_ == nullptr ? nullptr : ::dlsym(library_, symbol);
}

}  // namespace attacca::core
