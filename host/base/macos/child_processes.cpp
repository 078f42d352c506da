// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/child_processes.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <libproc.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::host {
namespace {

struct Child {
  pid_t id = -1;
  std::string name;
  bool runs = false;  ///< Else it has ended, and waits for us.
};

std::vector<Child> children() {
  std::array<pid_t, 256> ids{};
  const int bytes = proc_listpids(PROC_PPID_ONLY, static_cast<std::uint32_t>(getpid()), ids.data(),
                                  static_cast<int>(sizeof ids));
  std::vector<Child> found;
  for (std::size_t i = 0; bytes > 0 && i < static_cast<std::size_t>(bytes) / sizeof(pid_t); ++i) {
    if (ids[i] <= 0) continue;
    proc_bsdshortinfo info{};
    const bool is_known = proc_pidinfo(ids[i], PROC_PIDT_SHORTBSDINFO, 0, &info, sizeof info) > 0;
    constexpr std::uint32_t kEnded = 5;  // SZOMB of sys/proc.h
    found.push_back(
        {ids[i], is_known ? info.pbsi_comm : "", is_known && info.pbsi_status != kEnded});
  }
  return found;
}

}  // namespace

std::vector<ChildProcess> child_processes() {
  std::vector<ChildProcess> processes;
  for (const Child& child : children()) processes.push_back({child.id, child.name});
  return processes;
}

bool adopt_orphans() noexcept {
  return false;
}

std::vector<ChildProcess> end_children(const std::vector<ChildProcess>& known) {
  std::vector<ChildProcess> ended;
  for (const Child& child : children()) {
    const bool is_known =
        std::any_of(known.begin(), known.end(),
                    [&child](const ChildProcess& each) { return each.id == child.id; });
    if (is_known) continue;
    if (child.runs) ended.push_back({child.id, child.name});
    kill(child.id, SIGKILL);
    while (waitpid(child.id, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  return ended;
}

}  // namespace attacca::host
