// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "fault.hpp"

namespace attacca::faulty {

Fault fault_of_file(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  name = name.substr(0, name.rfind('.'));
  for (const FaultInfo& info : kFaults) {
    if (info.name == name) return info.fault;
  }
  return Fault::none;
}

}  // namespace attacca::faulty
