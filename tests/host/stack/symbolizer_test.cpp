// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/symbolizer.hpp"

#include <algorithm>
#include <cstring>

#include <dlfcn.h>

#include "host/stack/module_map.hpp"
#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace {

RawBacktrace g_captured;

void capture() {
  capture_backtrace(g_captured);
}

/// Loads the library, lets it call back, and unloads it. The map is from while it was there.
std::pair<RawBacktrace, ModuleMap> stack_through(const std::filesystem::path& library) {
  void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  REQUIRE_MESSAGE(handle != nullptr, dlerror());
  reinterpret_cast<void (*)(void (*)())>(dlsym(handle, "shipped_play"))(capture);
  auto modules = ModuleMap::of_this_process();
  dlclose(handle);
  return {g_captured, std::move(modules)};
}

std::vector<SourceFrame> frames_in(const std::filesystem::path& library) {
  auto [backtrace, modules] = stack_through(library);
  auto frames = Symbolizer(std::move(modules)).frames_of(backtrace);
  std::erase_if(frames, [&](const SourceFrame& frame) { return frame.module != library; });
  return frames;
}

}  // namespace

TEST_CASE("symbols split off are found beside the library, functions inlined are shown") {
  const std::filesystem::path library = TEST_SHIPPED;
  const auto frames = frames_in(library);
  REQUIRE(frames.size() == 3);
  CHECK(frames[0].function == "shipped::Voice::start()");
  CHECK(frames[0].is_inlined);
  CHECK(frames[0].line == 15);
  CHECK(frames[1].function.starts_with("shipped::plays_note(shipped::Voice)"));
  CHECK_FALSE(frames[1].is_inlined);
  CHECK(frames[1].line == 21);
  CHECK(frames[2].function == "shipped_play");
  CHECK(frames[2].line == 28);
  for (const SourceFrame& frame : frames) CHECK(frame.file.ends_with("inlined.cpp"));
  CHECK(to_text(frames[2]) == "shipped_play (inlined.cpp:28) in " + library.filename().string());
}

TEST_CASE("symbols of a bundle are found where the build left them") {
  const TemporaryFolder folder;
  const auto bundle = folder.path() / "plugins" / "Shipped.vst3" / "Contents" / "x86_64-linux";
  std::filesystem::create_directories(bundle);
  std::filesystem::create_directories(folder.path() / "lib");
  std::filesystem::copy_file(TEST_SHIPPED, bundle / "Shipped.so");
  const auto debug = std::filesystem::path(TEST_SHIPPED).string() + ".debug";
  const auto kept = folder.path() / "lib" / std::filesystem::path(debug).filename();
  CHECK(frames_in(bundle / "Shipped.so").back().line == 0);
  std::filesystem::copy_file(debug, kept);
  const auto frames = frames_in(bundle / "Shipped.so");
  REQUIRE(frames.size() == 3);
  CHECK(frames[0].function == "shipped::Voice::start()");
  CHECK(frames[0].line == 15);
}

TEST_CASE("without symbols an exported name is shown, else module and offset") {
  const TemporaryFolder folder;
  const auto copy = folder.path() / "bare.so";
  std::filesystem::copy_file(TEST_SHIPPED, copy);
  const auto frames = frames_in(copy);
  REQUIRE(frames.size() == 2);  // what was inlined cannot be known
  CHECK(frames[0].function.empty());
  CHECK(to_text(frames[0]).starts_with("bare.so+0x"));
  CHECK(to_text(frames[1]) == "shipped_play in bare.so");
}

TEST_CASE("a library that was replaced is named, not searched for symbols of another build") {
  const TemporaryFolder folder;
  const auto copy = folder.path() / "gone.so";
  std::filesystem::copy_file(TEST_SHIPPED, copy);
  void* const handle = dlopen(copy.c_str(), RTLD_NOW);
  REQUIRE(handle != nullptr);
  void* const function = dlsym(handle, "shipped_play");
  std::filesystem::remove(copy);
  auto symbolizer = Symbolizer::of_this_process();
  const auto frames = symbolizer.frames_at(reinterpret_cast<std::uint64_t>(function));
  dlclose(handle);
  REQUIRE(frames.size() == 1);
  CHECK(frames[0].module == copy);
  CHECK(to_text(frames[0]).starts_with("gone.so+0x"));
}

TEST_CASE("an address where nothing is mapped is shown as it is") {
  auto symbolizer = Symbolizer::of_this_process();
  const auto frames = symbolizer.frames_at(0x10);
  REQUIRE(frames.size() == 1);
  CHECK(to_text(frames[0]) == "0x10");
}

TEST_CASE("maps are read line by line; what is cut off, not executable or nonsense is left out") {
  const auto map = ModuleMap::parse(
      "7f0000002000-7f0000003000 r-xp 00001000 fe:01 12   /usr/lib/with blank.so\n"
      "7f0000001000-7f0000002000 r--p 00000000 fe:01 12   /usr/lib/with blank.so\n"
      "nonsense\n"
      "\n"
      "7f0000009000-7f0000008000 r-xp 00000000 fe:01 12   /backwards.so\n"
      "7f0000005000-7f0000006000 r-xp 00000000 00:00 0\n"
      "7f0000000000-7f0000001000 r-xp 00002000 fe:01 13   /usr/lib/old.so (deleted)\n"
      "7fff00000000-7fff00002000 r-xp 00000000 00:00 0    [vdso]\n"
      "7fff10000000-7fff10002000 r-xp 00000000 fe:01 14   /cut/off");
  REQUIRE(map.segments().size() == 3);
  CHECK(map.segments()[0].path == "/usr/lib/old.so");
  CHECK_FALSE(map.segments()[0].is_file_there);
  const MappedSegment* const found = map.find(0x7f0000002fff);
  REQUIRE(found != nullptr);
  CHECK(found->path == "/usr/lib/with blank.so");
  CHECK(found->offset == 0x1000);
  CHECK(map.find(0x7f0000003000) == nullptr);
  CHECK(map.find(0x7f0000001800) == nullptr);
  CHECK(map.find(0) == nullptr);
}

}  // namespace attacca::host::test
