// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/standard_streams.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace attacca::files {

void hold_standard_streams() noexcept {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    // The wrong way round on purpose. The lowest free number is this one.
    const int flags = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (::open("/dev/null", flags) != stream) (void)::open("/", O_RDONLY | O_DIRECTORY);
  }
}

void have_size_limit_reported() noexcept {
  std::signal(SIGXFSZ, SIG_IGN);
}

Result<void> write_standard_output(std::string_view text) {
  const auto cannot = [](int reason) {
    return fail("cannot write to the standard output: " + std::generic_category().message(reason));
  };
  // Who reads may have gone.
  std::signal(SIGPIPE, SIG_IGN);
  errno = 0;
  if (std::fflush(stdout) != 0) return cannot(errno);
  if (std::ferror(stdout) != 0) return cannot(EIO);
  while (!text.empty()) {
    const auto count = ::write(STDOUT_FILENO, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) {  // our parent may have made it non-blocking
      pollfd entry{STDOUT_FILENO, POLLOUT, 0};
      (void)::poll(&entry, 1, -1);
      continue;
    }
    if (count < 0) return cannot(errno);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

bool is_terminal(int stream) noexcept {
  return ::isatty(stream) == 1;
}

}  // namespace attacca::files
