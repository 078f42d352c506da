// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::files::test {

/// A folder of its own for one test, whose entries can be counted.
class Place : public attacca::test::TemporaryFolder {
 public:
  [[nodiscard]] auto count() const {
    return std::distance(std::filesystem::directory_iterator(path()), {});
  }
};

inline void put(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path) << text;
}

inline std::string text_in(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Runs `work` in a child process; its exit status, or minus the signal that ended it.
inline int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  if (::waitpid(child, &status, 0) != child) std::abort();
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace attacca::files::test
