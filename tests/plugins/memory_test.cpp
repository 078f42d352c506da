// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <doctest/doctest.h>
#include <malloc.h>

#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"

// What a thousand of something leaves behind, by malloc's own count: resident memory would hide a
// leak of a kilobyte in what malloc keeps for later.
namespace {

namespace fs = std::filesystem;
namespace host = attacca::host;

constexpr int kTimes = 1000;
/// Caches of the C library's that fill up by and by: under 64 bytes for each time.
constexpr std::ptrdiff_t kAllowed = 64 * 1000;

std::ptrdiff_t allocated_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<std::ptrdiff_t>(info.uordblks + info.hblkhd);
}

std::vector<fs::path> bundles() {
  std::vector<fs::path> found;
  for (const std::string name : {"Attacca Gain", "Track Info Display"}) {
    for (const char* format : {".clap", ".vst3"}) {
      const fs::path bundle = fs::path(TEST_BUNDLES) / (name + format);
      if (fs::exists(bundle)) found.push_back(bundle);
    }
  }
  REQUIRE(found.size() >= 2);
  return found;
}

/// What `act` leaves behind when it is done a thousand times, after some times to warm up.
template <typename Act>
std::ptrdiff_t growth_of(Act&& act) {
  for (int i = 0; i < 20; ++i) act();
  const std::ptrdiff_t before = allocated_bytes();
  for (int i = 0; i < kTimes; ++i) act();
  return allocated_bytes() - before;
}

void make_and_end(host::Module& module, host::MainLoop& loop) {
  auto instance = module.create("", loop);
  REQUIRE(instance);
  REQUIRE((*instance)->activate(48000.0, 512));
  REQUIRE((*instance)->save_state());
  loop.run_once(std::chrono::milliseconds(0));
}

TEST_CASE("a thousand loads of a plugin's library leave nothing behind") {
  for (const fs::path& bundle : bundles()) {
    if (bundle.extension() != ".clap") continue;  // the same library is in both
    CAPTURE(bundle);
    const std::ptrdiff_t grown = growth_of([&] {
      void* const library = dlopen(bundle.c_str(), RTLD_NOW | RTLD_LOCAL);
      REQUIRE((library != nullptr));
      dlclose(library);
    });
    CHECK(grown < kAllowed);
    CHECK(dlopen(bundle.c_str(), RTLD_NOW | RTLD_NOLOAD) == nullptr);
  }
}

TEST_CASE("a thousand times loaded, used and unloaded, a plugin leaves nothing behind") {
  host::MainLoop loop;
  for (const fs::path& bundle : bundles()) {
    CAPTURE(bundle);
    const std::ptrdiff_t grown = growth_of([&] {
      const auto module = host::Module::open(bundle);
      REQUIRE(module);
      make_and_end(**module, loop);
    });
    CHECK(grown < kAllowed);
  }
}

TEST_CASE("a thousand instances leave nothing behind") {
  host::MainLoop loop;
  for (const fs::path& bundle : bundles()) {
    CAPTURE(bundle);
    const auto module = host::Module::open(bundle);
    REQUIRE(module);
    const std::ptrdiff_t grown = growth_of([&] { make_and_end(**module, loop); });
    CHECK(grown < kAllowed);
  }
}

}  // namespace
