// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/machine_facts.hpp"

#include <fstream>
#include <thread>

#include <sys/utsname.h>

#include "trial/soak/posix/load_averages.hpp"

namespace attacca::trial {
namespace {

std::string processor_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return {};
}

std::string kernel_name() {
  utsname name{};
  if (uname(&name) != 0) return {};
  return std::string(name.sysname) + " " + name.release + ", " + name.machine;
}

}  // namespace

MachineFacts machine_facts() {
  return {processor_name(), std::thread::hardware_concurrency(), kernel_name(), load_averages()};
}

}  // namespace attacca::trial
