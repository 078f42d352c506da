// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

#include "files/file.hpp"
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
  std::ofstream(path, std::ios::binary) << text;
}

inline std::string text_in(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline FileHandle opened_folder(const std::filesystem::path& path) {
  auto folder = open_folder(path);
  if (!folder) throw std::runtime_error(folder.error().message);
  return std::move(*folder);
}

}  // namespace attacca::files::test
