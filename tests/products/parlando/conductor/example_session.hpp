// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "parlando/conductor/session.hpp"

namespace parlando::test {

/// One with something of everything.
inline Session example() {
  Session session;
  session.aliases = {{"Bass", {0xB}}, {"\"Größe\" \\ 🎻", {0xFFFF'FFFF'FFFF'FFFF}}};
  session.instruments = {{{0xB}, {"double bass", 40.25}}};
  session.maps = {{"quartet.mid", {{"Violin I", "000000000000000b"}}}};
  return session;
}

inline std::string content(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace parlando::test
