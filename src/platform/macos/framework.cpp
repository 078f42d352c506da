// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/macos/framework.hpp"

#include <string>

#include <dlfcn.h>

namespace attacca::core {
namespace {

void* load(const char* name) noexcept {
  if (*name == '/') return ::dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  try {
    const std::string path =
        std::string("/System/Library/Frameworks/") + name + ".framework/" + name;
    return ::dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
  } catch (...) {
    return nullptr;
  }
}

}  // namespace

Framework::Framework(const char* name) noexcept : library_(load(name)) {}

void* Framework::find(const char* symbol) const noexcept {
  return library_ == nullptr ? nullptr : ::dlsym(library_, symbol);
}

}  // namespace attacca::core
