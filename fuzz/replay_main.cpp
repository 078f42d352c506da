// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Runs a target over kept inputs without libFuzzer, so that every compiler and sanitizer can.
// Usage: fuzz_TARGET FILE-OR-FOLDER…

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz/target.hpp"

namespace {

namespace fs = std::filesystem;

void replay(const fs::path& path) {
  // Printed before, so that a crash has a name.
  std::printf("%s\n", path.c_str());
  std::fflush(stdout);
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  // In memory of exactly its size: what reads past the end is seen.
  const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

int replay_all(int count, char** paths) {
  std::size_t replayed = 0;
  for (int i = 1; i < count; ++i) {
    if (!fs::is_directory(paths[i])) {
      replay(paths[i]);
      ++replayed;
      continue;
    }
    for (const auto& entry : fs::directory_iterator(paths[i])) {
      replay(entry.path());
      ++replayed;
    }
  }
  std::printf("%zu inputs replayed\n", replayed);
  return replayed == 0 ? 1 : 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return replay_all(count, arguments);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s: %s\n", arguments[0], problem.what());
    return 1;
  }
}
