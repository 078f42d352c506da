// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/module_map.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace attacca::host {

ModuleMap ModuleMap::of_this_process() {
  std::ifstream file("/proc/self/maps");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return parse(text);
}

}  // namespace attacca::host
