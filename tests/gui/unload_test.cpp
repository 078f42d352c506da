// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <dlfcn.h>
#include <doctest/doctest.h>

// UNLOADABLE_DRAWING is the path of the shared object that unloadable_drawing.cpp makes. This
// program itself links none of the drawing libraries.
namespace {

bool is_loaded(const char* library) {
  void* handle = dlopen(library, RTLD_NOW | RTLD_NOLOAD);
  if (handle != nullptr) dlclose(handle);
  return handle != nullptr;
}

TEST_CASE("a plugin that draws can be unloaded and loaded again") {
  REQUIRE_FALSE(is_loaded("libpangocairo-1.0.so.0"));
  for (int round = 0; round < 5; ++round) {
    void* plugin = dlopen(UNLOADABLE_DRAWING, RTLD_NOW | RTLD_LOCAL);
    REQUIRE_MESSAGE(plugin != nullptr, dlerror());
    const auto draw = reinterpret_cast<double (*)()>(dlsym(plugin, "draw_a_word"));
    REQUIRE((draw != nullptr));
    CHECK(draw() > 20);
    dlclose(plugin);
    CHECK_FALSE(is_loaded(UNLOADABLE_DRAWING));
    CHECK(is_loaded("libpangocairo-1.0.so.0"));
  }
}

}  // namespace
