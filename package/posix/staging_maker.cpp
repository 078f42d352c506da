// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/staging_maker.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>

#include <unistd.h>

namespace attacca::package {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0' ? name.data()
                                                                             : "unknown";
}

// Field 22 of proc(5)'s stat, in clock ticks since the machine began; "0" where there is none. The
// second field is the program's name in parentheses, which may hold anything.
std::string start_of(long process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return "0";
  std::istringstream fields(line.substr(name_end + 1));
  std::string field;
  for (int i = 3; i <= 22; ++i) fields >> field;
  return fields ? field : "0";
}

}  // namespace

std::string maker_note() {
  const long process = ::getpid();
  return host_name() + " " + std::to_string(process) + " " + start_of(process) + "\n";
}

bool may_be_at_work(const std::string& note) {
  std::istringstream fields(note);
  std::string host, start;
  long process = 0;
  if (!(fields >> host >> process >> start) || host != host_name() || process <= 0) return true;
  if (::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH) return false;
  return start_of(process) == start;  // else the number was given out again
}

}  // namespace attacca::package
