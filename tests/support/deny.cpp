// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// deny NUMBER ERRNO [NUMBER ERRNO …] -- COMMAND…: runs a command for which these system calls fail,
// as they do in containers and on older kernels. Source: seccomp(2).

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int count, char** words) {
  std::vector<sock_filter> filter = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  int at = 1;
  for (; at + 1 < count && std::strcmp(words[at], "--") != 0; at += 2) {
    const auto call = static_cast<unsigned>(std::atoi(words[at]));
    const auto error = static_cast<unsigned>(std::atoi(words[at + 1]));
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return 77;
  execvp(words[at + 1], words + at + 1);
  std::perror(words[at + 1]);
  return 127;
}
