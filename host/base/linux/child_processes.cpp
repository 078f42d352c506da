// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/child_processes.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::host {
namespace {

struct Stat {
  std::string name;
  char state = '?';
  pid_t parent = -1;
};

/// "123 (name) S 1 …"; the name may hold anything, also brackets.
std::optional<Stat> read_stat(const std::filesystem::path& folder) {
  // Not by a stream, whose buffer throws when the process ends between opening and reading.
  std::FILE* const file = std::fopen((folder / "stat").c_str(), "rbe");
  if (file == nullptr) return {};
  char content[512];
  const std::string text(content, std::fread(content, 1, sizeof content, file));
  std::fclose(file);
  const std::size_t begin = text.find('(');
  const std::size_t end = text.rfind(')');
  if (begin == std::string::npos || end == std::string::npos || end + 4 > text.size()) return {};
  Stat stat;
  stat.name = text.substr(begin + 1, end - begin - 1);
  stat.state = text[end + 2];
  std::from_chars(text.data() + end + 4, text.data() + text.size(), stat.parent);
  return stat;
}

template <typename Use>
void for_each_child(Use&& use) {
  std::error_code error;
  std::filesystem::directory_iterator folder("/proc", error);
  for (; !error && folder != std::filesystem::directory_iterator(); folder.increment(error)) {
    const std::string number = folder->path().filename().string();
    pid_t id = -1;
    std::from_chars(number.data(), number.data() + number.size(), id);
    if (id <= 0) continue;
    const auto stat = read_stat(folder->path());
    if (stat && stat->parent == getpid()) use(id, *stat);
  }
}

}  // namespace

std::vector<ChildProcess> child_processes() {
  std::vector<ChildProcess> children;
  for_each_child([&](pid_t id, const Stat& stat) { children.push_back({id, stat.name}); });
  return children;
}

bool adopt_orphans() noexcept {
  return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
}

std::vector<ChildProcess> end_children(const std::vector<ChildProcess>& known) {
  constexpr int kMostGenerations = 100;
  std::vector<ChildProcess> ended;
  for (int i = 0; i < kMostGenerations; ++i) {
    bool found = false;
    for_each_child([&](pid_t id, const Stat& stat) {
      const bool is_known = std::any_of(known.begin(), known.end(),
                                        [id](const ChildProcess& each) { return each.id == id; });
      if (is_known) return;
      found = true;
      if (stat.state != 'Z') ended.push_back({id, stat.name});
      kill(id, SIGKILL);
      while (waitpid(id, nullptr, 0) < 0 && errno == EINTR) {
      }
    });
    if (!found) break;
  }
  return ended;
}

}  // namespace attacca::host
