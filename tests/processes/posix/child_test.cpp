// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/child.hpp"

#include <chrono>
#include <csignal>
#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace attacca::processes {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<Child> shell(const std::string& script, const Start& how = {}) {
  auto child = Child::start({"sh", "-c", script}, how);
  REQUIRE(child.has_value());
  return std::move(*child);
}

Ending end_of(Child& child) {
  for (;;) {
    if (const auto ending = child.look(100ms)) return *ending;
  }
}

TEST_CASE("what a program prints before its end is there with its end") {
  const auto child = shell("echo out; echo err >&2; exit 3");
  const Ending ending = end_of(*child);
  CHECK(ending.exit_code == 3);
  CHECK_FALSE(ending.is_good());
  CHECK(child->output() == "out\n");
  CHECK(child->errors() == "err\n");
  CHECK(to_text(ending, "sh") == "sh ended with status 3");
}

TEST_CASE("both streams in one keep their order, and what is dropped goes nowhere") {
  const auto both = shell("echo 1; echo 2 >&2; echo 3", {.errors = Print::with_output});
  CHECK(end_of(*both).is_good());
  CHECK(both->output() == "1\n2\n3\n");
  const auto dropped = shell("echo 1; echo 2 >&2", {.output = Print::dropped});
  CHECK(end_of(*dropped).is_good());
  CHECK(dropped->output().empty());
  CHECK(dropped->errors() == "2\n");
}

TEST_CASE("of output that is too long its beginning is kept, of errors their end") {
  const auto child = shell("yes out | head -c 300000; yes err | head -c 300000 >&2; echo last >&2",
                           {.most_output = 100, .most_errors = 100});
  CHECK(end_of(*child).is_good());
  CHECK(child->output().size() == 100);
  CHECK(child->output().starts_with("out\n"));
  CHECK(child->errors().size() == 100);
  CHECK(child->errors().ends_with("last\n"));
}

TEST_CASE("a program that there is not, or that cannot be run, is said by name") {
  const auto missing = Child::start({"no-such-program-anywhere"}, {});
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().message == "there is no program no-such-program-anywhere: install it");
  const auto folder = Child::start({"/"}, {});
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().message == "cannot run /: Permission denied");
}

TEST_CASE("it reads nothing of ours, and has none of the signals that we ignore") {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  const auto child = shell("read line && exit 4; kill -PIPE $$; exit 5");
  const Ending ending = end_of(*child);
  (void)std::signal(SIGPIPE, before);
  CHECK(ending.exit_code == -1);
  CHECK(ending.signal == SIGPIPE);
  CHECK(to_text(ending, "sh") == "sh was ended by signal 13 (Broken pipe)");
}

TEST_CASE("a signal is for all that it has started, also after its end") {
  const auto child = shell("(tail -f /dev/null & trap 'echo told; exit' TERM; echo ready; wait) &");
  CHECK(end_of(*child).is_good());
  while (child->output() != "ready\n") (void)child->look(100ms);
  CHECK(child->is_printing());
  child->send(Signal::terminate);
  while (child->is_printing()) (void)child->look(100ms);
  CHECK(child->output() == "ready\ntold\n");
}

TEST_CASE("without its owner it ends, with what it has started") {
  // What it has started becomes ours with its end, and can be waited for.
  REQUIRE(::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
  auto child = shell("tail -f /dev/null & echo $!; wait");
  while (child->output().empty()) (void)child->look(100ms);
  const auto started = static_cast<pid_t>(std::stol(child->output()));
  const auto first = static_cast<pid_t>(child->process());
  int status = 0;
  CHECK(::waitpid(first, &status, WNOHANG) == 0);
  child.reset();
  CHECK(::waitpid(first, &status, WNOHANG) < 0);
  REQUIRE(::waitpid(started, &status, 0) == started);
  CHECK(WIFSIGNALED(status));
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

}  // namespace
}  // namespace attacca::processes
