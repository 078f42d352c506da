// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Scanning: what ends or hangs while it is loaded is a sentence, and what cannot be loaded as well.

#include "host/load/scan.hpp"

#include <chrono>
#include <fstream>

#include <doctest/doctest.h>

#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {
namespace {

ScanOptions options() {
  ScanOptions result;
  result.program = TEST_SCAN_CHILD;
  result.timeout = std::chrono::minutes(5);  // however busy the machine is
  return result;
}

std::string error_of(const std::filesystem::path& file, ScanOptions with = options()) {
  const auto result = scan_in_child(file, with);
  return result ? std::string("no error") : result.error().message;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("plugins of both formats are found in a process of their own") {
  for (const auto& file : {kRawClap, kRawVst3}) {
    const auto result = scan_in_child(file, options());
    if (!result) FAIL(result.error().message);
    CHECK_FALSE(result->plugins.empty());
    CHECK(result->refused.empty());
  }
}

TEST_CASE("a plugin that crashes, exits, refuses or hangs is an error that says so") {
  CHECK(has(error_of(kPlugins / "crash.clap"),
            "crashed with an access violation (0xC0000005) while loading"));
  CHECK(has(error_of(kPlugins / "exit.clap"), "ended the process with code 3 while loading"));
  CHECK(has(error_of(kPlugins / "refuse.clap"), "refused to load"));
  CHECK(has(error_of(kPlugins / "crash_in_create.clap"),
            "crashed with abort() (0x40000015) while creating Doomed"));
  ScanOptions impatient = options();
  impatient.timeout = std::chrono::milliseconds(1500);
  CHECK(has(error_of(kPlugins / "hang.clap", impatient), "did not answer within 1.5 s"));
}

TEST_CASE("files that are no DLLs for this processor say what they are") {
  const TemporaryFolder folder;
  const auto write = [&](const char* name, const std::string& bytes) {
    const auto path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  };
  CHECK(has(error_of(write("empty.clap", "")), "is empty"));
  CHECK(has(error_of(write("text.clap", "this is no program file at all")), "cannot be loaded"));
  CHECK(has(error_of(folder.path() / "missing.clap"), "does not exist"));
  std::ifstream file(kRawClap, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  CHECK(has(error_of(write("cut.clap", bytes.substr(0, bytes.size() / 2))), "truncated"));
  const auto header = static_cast<std::size_t>(static_cast<unsigned char>(bytes[0x3C]));
  bytes[header + 4] = '\x64';  // ARM64
  bytes[header + 5] = '\xAA';
  CHECK(has(error_of(write("arm.clap", bytes)), "is for arm64"));
}

}  // namespace
}  // namespace attacca::host::test
