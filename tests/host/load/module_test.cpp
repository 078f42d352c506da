// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

#include <elf.h>

#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

namespace fs = std::filesystem;

namespace {

std::vector<char> read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const fs::path& path, const std::vector<char>& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string error_of(const fs::path& path) {
  const auto module = Module::open(path);
  REQUIRE_FALSE(module.has_value());
  return module.error().message;
}

void check_says(const std::string& message, std::string_view part) {
  CHECK_MESSAGE(message.find(part) != std::string::npos, message, " lacks: ", part);
}

}  // namespace

TEST_CASE("a missing file is said to be missing") {
  check_says(error_of("/nowhere/at/all.clap"), "/nowhere/at/all.clap does not exist");
}

TEST_CASE("a file that is no plugin by its name is distinguished from one that is broken") {
  const TemporaryFolder folder;
  write_bytes(folder.path() / "notes.txt", {'h', 'i'});
  check_says(error_of(folder.path() / "notes.txt"), "neither in .clap nor in .vst3");
  write_bytes(folder.path() / "empty.clap", {});
  check_says(error_of(folder.path() / "empty.clap"), "is empty");
  write_bytes(folder.path() / "text.clap", std::vector<char>(500, 'x'));
  check_says(error_of(folder.path() / "text.clap"), "not a program library");
  write_bytes(folder.path() / "windows.vst3", {'M', 'Z', 0, 0, 0, 0, 0, 0, 0, 0});
  check_says(error_of(folder.path() / "windows.vst3"), "a Windows binary");
}

TEST_CASE("a file cut at any place never crashes the host and is called truncated") {
  const TemporaryFolder folder;
  const auto whole = read_bytes(kRawClap);
  REQUIRE(whole.size() > 10000);
  for (const std::size_t size : {std::size_t{10}, std::size_t{63}, std::size_t{64},
                                 std::size_t{500}, std::size_t{5000}, whole.size() / 2}) {
    const fs::path cut = folder.path() / ("cut" + std::to_string(size) + ".clap");
    write_bytes(cut, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
    check_says(error_of(cut), "truncated");
  }
}

TEST_CASE("headers whose sums overflow do not make a file whole") {
  const TemporaryFolder folder;
  const auto whole = read_bytes(kRawClap);
  const auto refused = [&](std::size_t at, std::uint64_t number, std::string_view reason) {
    auto bytes = whole;
    std::memcpy(bytes.data() + at, &number, sizeof number);
    write_bytes(folder.path() / "wrong.clap", bytes);
    check_says(error_of(folder.path() / "wrong.clap"), reason);
  };
  refused(offsetof(Elf64_Ehdr, e_phoff), UINT64_MAX - 100, "truncated");
  refused(offsetof(Elf64_Ehdr, e_shoff), UINT64_MAX - 100, "truncated");
  // The first program header of a library is its first segment to load.
  refused(sizeof(Elf64_Ehdr) + offsetof(Elf64_Phdr, p_filesz), UINT64_MAX, "truncated");
  refused(sizeof(Elf64_Ehdr) + offsetof(Elf64_Phdr, p_offset), UINT64_MAX - 10, "truncated");
}

TEST_CASE("a binary for another machine names both machines") {
  const TemporaryFolder folder;
  auto bytes = read_bytes(kRawClap);
  bytes[18] = static_cast<char>(EM_AARCH64 & 0xff);
  bytes[19] = static_cast<char>(EM_AARCH64 >> 8);
  write_bytes(folder.path() / "other.clap", bytes);
  check_says(error_of(folder.path() / "other.clap"), "is for aarch64, this machine is x86_64");
}

TEST_CASE("a folder without a binary says what it has instead") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "none.vst3");
  check_says(error_of(folder.path() / "none.vst3"), "without a plugin binary");
  fs::create_directories(folder.path() / "other.vst3/Contents/aarch64-linux");
  check_says(error_of(folder.path() / "other.vst3"), "only for aarch64-linux");
  fs::create_directories(folder.path() / "empty.vst3/Contents" / TEST_ARCHITECTURE "-linux");
  check_says(error_of(folder.path() / "empty.vst3"), "has no empty.so");
  fs::create_directories(folder.path() / "folder.clap");
  check_says(error_of(folder.path() / "folder.clap"), "is a folder");
}

TEST_CASE("a library without the entry is not a plugin") {
  const TemporaryFolder folder;
  fs::copy_file(kRawVst3Binary, folder.path() / "vst3_inside.clap");
  check_says(error_of(folder.path() / "vst3_inside.clap"), "does not export clap_entry");
  fs::copy_file(kRawClap, folder.path() / "clap_inside.vst3");
  check_says(error_of(folder.path() / "clap_inside.vst3"), "does not export GetPluginFactory");
}

TEST_CASE("an entry that refuses is reported and not entered") {
  check_says(error_of(kPlugins / "refuse.clap"), "clap_entry.init returned false");
}

TEST_CASE("a module describes its plugins without making one") {
  const auto clap = must(Module::open(kRawClap));
  REQUIRE(clap->plugins().size() == 1);
  CHECK(clap->plugins()[0].id == "test.raw-clap");
  CHECK(clap->plugins()[0].name == "Raw Gain");
  CHECK(clap->plugins()[0].version == "1.2.3");
  CHECK(clap->plugins()[0].features == std::vector<std::string>{"audio-effect", "stereo"});
  const auto vst3 = must(Module::open(kRawVst3));
  REQUIRE(vst3->plugins().size() == 1);
  CHECK(vst3->plugins()[0].id == "41747461636361215261775673743300");
  CHECK(vst3->plugins()[0].vendor == "Tests");
  CHECK(vst3->plugins()[0].features == std::vector<std::string>{"Fx", "Tools"});
}

TEST_CASE("a file that is open twice is entered once and left once, after its last instance") {
  for (const auto& [path, binary] :
       {std::pair{kRawClap, kRawClap}, std::pair{kRawVst3, kRawVst3Binary}}) {
    const RawPlugin raw(binary);
    MainLoop loop;
    {
      auto first = must(Module::open(path));
      auto second = must(Module::open(path));
      CHECK(first == second);
      auto instance = must(first->create({}, loop));
      first.reset();
      second.reset();
      CHECK_FALSE(raw.received("exit"));
    }
    const std::string calls = raw.calls();
    CHECK(calls.starts_with("entry "));
    CHECK(calls.ends_with(" exit "));
    CHECK(calls.find("entry ", 1) == std::string::npos);
  }
}

TEST_CASE("an unknown plugin id is an error") {
  const auto module = must(Module::open(kRawClap));
  MainLoop loop;
  const auto instance = module->create("test.raw-clap-x", loop);
  REQUIRE_FALSE(instance.has_value());
  check_says(instance.error().message, "no plugin with the id test.raw-clap-x");
}

}  // namespace attacca::host::test
