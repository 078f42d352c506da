// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/module_map.hpp"

#include <string>

#include "host/stack/macos/module_lines.hpp"

namespace attacca::host {

ModuleMap ModuleMap::of_this_process() {
  prime_module_lines();
  std::string lines(std::size_t{1} << 20, '\0');
  lines.resize(write_module_lines(lines));
  return parse(lines);
}

}  // namespace attacca::host
