// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/machine_facts.hpp"

#include <array>
#include <thread>

#include <sys/sysctl.h>
#include <sys/utsname.h>

#include "trial/soak/posix/load_averages.hpp"

namespace attacca::trial {
namespace {

std::string text_of(const char* name) {
  std::array<char, 256> text{};
  std::size_t size = text.size() - 1;
  return sysctlbyname(name, text.data(), &size, nullptr, 0) == 0 ? text.data() : "";
}

std::string system_name() {
  utsname name{};
  if (uname(&name) != 0) return {};
  const std::string version = text_of("kern.osproductversion");
  return (version.empty() ? "" : "macOS " + version + ", ") + name.sysname + " " + name.release +
         ", " + name.machine;
}

}  // namespace

MachineFacts machine_facts() {
  return {text_of("machdep.cpu.brand_string"), std::thread::hardware_concurrency(), system_name(),
          load_averages()};
}

}  // namespace attacca::trial
