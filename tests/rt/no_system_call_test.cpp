// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "attacca/rt/newest_value.hpp"
#include "attacca/rt/object_handover.hpp"
#include "attacca/rt/peak_meter.hpp"
#include "attacca/rt/shared_queue.hpp"
#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "tests/rt/wide_record.hpp"

// Sanitizers make system calls of their own.
#if defined(__linux__) && !defined(ATTACCA_SANITIZED)

#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>

#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::rt::test {
namespace {

// Runs `work` in a child to which the kernel allows nothing but to end; any system call kills it.
// Nothing where an emulator stands between.
template <typename Work>
std::optional<bool> makes_no_system_call(const Work& work) {
  const pid_t child = fork();
  if (child == 0) {
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0) _exit(2);
    work();
    syscall(SYS_exit, 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  const bool there_is_none = WIFEXITED(status) && WEXITSTATUS(status) == 2;
  // qemu-user runs every system call itself.
  if (there_is_none && std::getenv("ATTACCA_EMULATED") != nullptr) return std::nullopt;
  REQUIRE_MESSAGE(!there_is_none, "the kernel has no seccomp");
  if (WIFSIGNALED(status)) CHECK(WTERMSIG(status) == SIGKILL);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("no real-time operation makes a system call") {
  NewestValue<WideRecord> value;
  NewestValue<WideRecord>::Reader reader(value);
  TripleBuffer<WideRecord> buffer;
  SingleReaderSingleWriterQueue<WideRecord> queue(4);
  SharedQueue<WideRecord> shared(4);
  ObjectHandover<WideRecord> objects;
  PeakMeter meter;
  value.publish(WideRecord::numbered(1));
  objects.writer().publish(std::make_unique<WideRecord>());

  const std::optional<bool> none = makes_no_system_call([&] {
    WideRecord item;
    for (int i = 0; i < 10; ++i) {
      buffer.writer().publish(reader.read());
      buffer.reader().read();
      queue.writer().push(reader.current());
      if (i > 6) queue.reader().pop(item);
      shared.push(reader.current());
      if (i > 6) shared.pop();
      objects.reader().read();
      meter.record(static_cast<float>(i));
      meter.take();
    }
  });
  CHECK(none.value_or(true));
  if (!none) MESSAGE("not looked at: the emulator has no seccomp");
}

TEST_CASE("a system call would have been noticed") {
  CHECK_FALSE(makes_no_system_call([] { getppid(); }).value_or(false));
}

}  // namespace
}  // namespace attacca::rt::test

#endif
