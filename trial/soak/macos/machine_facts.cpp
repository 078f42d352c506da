// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/machine_facts.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include <sys/sysctl.h>
#include <sys/utsname.h>

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

std::string load_averages() {
  std::array<double, 3> load{};
  if (getloadavg(load.data(), 3) != 3) return {};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.2f, %.2f, %.2f", load[0], load[1], load[2]);
  return text.data();
}

}  // namespace

MachineFacts machine_facts() {
  return {text_of("machdep.cpu.brand_string"), std::thread::hardware_concurrency(), system_name(),
          load_averages()};
}

}  // namespace attacca::trial
