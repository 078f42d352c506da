// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/memory_file.hpp"

#include <algorithm>
#include <cstdio>

#include <sys/types.h>
#include <unistd.h>

namespace attacca::validate {
namespace {

std::string piece_of(int memory, std::size_t most, bool at_end) {
  const auto place = lseek(memory, 0, SEEK_CUR);
  const auto size = lseek(memory, 0, SEEK_END);
  const auto length = std::clamp<std::ptrdiff_t>(size, 0, static_cast<std::ptrdiff_t>(most));
  std::string text(static_cast<std::size_t>(length), '\0');
  lseek(memory, at_end ? static_cast<off_t>(size - length) : 0, SEEK_SET);
  const auto count = read(memory, text.data(), static_cast<unsigned>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 0)));
  lseek(memory, place, SEEK_SET);
  return text;
}

}  // namespace

std::string first_of(int memory, std::size_t most) {
  return piece_of(memory, most, false);
}

std::string last_of(int memory, std::size_t most) {
  return piece_of(memory, most, true);
}

}  // namespace attacca::validate
