// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Runs a target over kept inputs without libFuzzer, so that every compiler and sanitizer can.
// Usage: fuzz_TARGET FILE-OR-FOLDER…
//        fuzz_TARGET --mutate COUNT [--seed N] [--words DICTIONARY] FILE-OR-FOLDER…
// The second one cuts each kept input at every byte, then tries COUNT inputs that are made of them.
// It does so in child processes, and counts those that crash or break a promise; such an input is
// written to the working folder. Fails if there was one.

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fuzz/mutate.hpp"
#include "fuzz/target.hpp"

namespace {

namespace fs = std::filesystem;
using attacca::fuzz::Input;

Input read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  return {bytes.begin(), bytes.end()};
}

void judge(const Input& bytes) {
  // In memory of exactly its size: what reads past the end is seen.
  const Input input(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

std::vector<fs::path> files_in(const std::vector<std::string>& paths) {
  std::vector<fs::path> files;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path)) {
      files.emplace_back(path);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

int replay_all(const std::vector<fs::path>& files) {
  for (const fs::path& path : files) {
    // Printed before, so that a crash has a name.
    std::printf("%s\n", path.c_str());
    std::fflush(stdout);
    judge(read(path));
  }
  std::printf("%zu inputs replayed\n", files.size());
  return files.empty() ? 1 : 0;
}

/// What a child is busy with, for the parent to read when the child is gone.
struct Busy {
  std::size_t size;
  std::uint8_t bytes[(1u << 16) + 64];
};

/// Gives `next` inputs to the target in a child, until there is none. False: the child died, and
/// `busy` has the input.
bool judge_in_child(Busy& busy, const std::function<bool(Input&)>& next) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process is to be had");
  if (child == 0) {
    for (Input input; next(input);) {
      busy.size = std::min(input.size(), sizeof busy.bytes);
      std::memcpy(busy.bytes, input.data(), busy.size);
      judge(input);
    }
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct Mutation {
  std::size_t count = 0;
  std::uint64_t seed = 1;
  std::string words;
};

int mutate(const std::vector<fs::path>& files, const Mutation& options) {
  constexpr std::size_t kInOneChild = 20'000;
  std::vector<Input> kept;
  for (const fs::path& path : files) kept.push_back(read(path));
  if (kept.empty()) throw std::runtime_error("there are no kept inputs");
  void* const memory =
      mmap(nullptr, sizeof(Busy), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no memory");
  Busy& busy = *static_cast<Busy*>(memory);
  std::size_t bad = 0;
  const auto give = [&](const std::function<bool(Input&)>& next) {
    if (judge_in_child(busy, next)) return;
    const std::string name = "bad-input-" + std::to_string(++bad);
    std::ofstream(name, std::ios::binary)
        .write(reinterpret_cast<const char*>(busy.bytes), static_cast<std::streamsize>(busy.size));
    std::fprintf(stderr, "written to %s\n", name.c_str());
  };
  std::size_t cut = 0;
  for (const Input& whole : kept) {
    std::size_t size = 0;
    give([&whole, &size](Input& input) {
      if (size > whole.size()) return false;
      input.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size++));
      return true;
    });
    cut += whole.size() + 1;
  }
  const std::vector<std::string> words = attacca::fuzz::read_words(options.words);
  for (std::size_t done = 0; done < options.count; done += kInOneChild) {
    attacca::fuzz::Mutator mutator(kept, words, options.seed + done);
    std::size_t left = std::min(kInOneChild, options.count - done);
    give([&](Input& input) {
      if (left-- == 0) return false;
      input = mutator.next();
      return true;
    });
  }
  std::printf("%zu cut and %zu mutated inputs out of %zu: %zu crashes or broken promises\n", cut,
              options.count, kept.size(), bad);
  munmap(memory, sizeof(Busy));
  return bad == 0 ? 0 : 1;
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::runtime_error("no number: " + std::string(text));
  }
  return value;
}

int run(const std::vector<std::string>& arguments) {
  Mutation options;
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const bool has_value = i + 1 < arguments.size();
    if (word == "--mutate" && has_value) {
      options.count = number(arguments[++i]);
    } else if (word == "--seed" && has_value) {
      options.seed = number(arguments[++i]);
    } else if (word == "--words" && has_value) {
      options.words = arguments[++i];
    } else {
      paths.push_back(word);
    }
  }
  const std::vector<fs::path> files = files_in(paths);
  return options.count > 0 ? mutate(files, options) : replay_all(files);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run({arguments + 1, arguments + count});
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s: %s\n", arguments[0], problem.what());
    return 1;
  }
}
