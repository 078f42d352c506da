// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "files/standard_streams.hpp"

#include <csignal>
#include <cstdio>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "tests/files/posix/in_child.hpp"
#include "tests/files/temporary_place.hpp"

namespace attacca::files::test {

TEST_CASE("a closed standard stream is never mistaken for the next file that is opened") {
  for (const int closed : {0, 1, 2}) {
    CAPTURE(closed);
    const int status = in_child([closed] {
      ::close(closed);
      hold_standard_streams();
      if (::open("/dev/null", O_RDWR) <= STDERR_FILENO) return 1;
      char letter = 'x';
      if (closed == 0) return ::read(0, &letter, 1) < 0 ? 0 : 2;
      return ::write(closed, &letter, 1) < 0 ? 0 : 3;
    });
    CHECK(status == 0);
  }
}

TEST_CASE("a standard output that takes nothing is an error with its reason") {
  struct Case {
    const char* path;
    const char* reason;
  };
  for (const Case& each : {Case{"/dev/full", "No space left on device"},
                           Case{"", "Bad file descriptor"}, Case{"pipe", "Broken pipe"}}) {
    CAPTURE(each.reason);
    const int status = in_child([&each] {
      int ends[2] = {-1, -1};
      const bool is_pipe = std::string(each.path) == "pipe";
      if (is_pipe && ::pipe(ends) != 0) return 2;
      const int out = is_pipe ? ends[1] : ::open(each.path, O_WRONLY);
      ::close(1);
      if (out >= 0) ::dup2(out, 1);
      if (is_pipe) ::close(ends[0]);
      hold_standard_streams();
      const auto written = write_standard_output("text");
      return !written && written.error().message.find(each.reason) != std::string::npos ? 0 : 1;
    });
    CHECK(status == 0);
  }
}

TEST_CASE("all of a long text gets through a pipe that was made non-blocking") {
  int ends[2] = {-1, -1};
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  std::fflush(nullptr);  // what the test program printed is its parent's
  const pid_t writer = ::fork();
  if (writer == 0) {
    ::close(ends[0]);
    ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
    ::dup2(ends[1], 1);
    ::_exit(write_standard_output(std::string(1'000'000, 'x')) ? 0 : 1);
  }
  ::close(ends[1]);
  std::size_t count = 0;
  char piece[4096];
  for (ssize_t got = 0; (got = ::read(ends[0], piece, sizeof piece)) > 0;) {
    count += static_cast<std::size_t>(got);
  }
  ::close(ends[0]);
  int status = 0;
  REQUIRE(::waitpid(writer, &status, 0) == writer);
  CHECK(status == 0);
  CHECK(count == 1'000'000);
}

}  // namespace attacca::files::test
