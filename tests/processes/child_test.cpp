// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/child.hpp"

#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include <doctest/doctest.h>

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
  const auto child =
      shell("(trap 'echo told; exit' TERM; echo ready; while :; do sleep 0.01; done) &");
  CHECK(end_of(*child).is_good());
  while (child->output() != "ready\n") (void)child->look(100ms);
  CHECK(child->is_printing());
  child->send(Signal::terminate);
  while (child->is_printing()) (void)child->look(100ms);
  CHECK(child->output() == "ready\ntold\n");
}

/// Whether it has come to its end, reaped or not.
bool is_over(ProcessId process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return true;
  return line.at(line.rfind(')') + 2) == 'Z';
}

TEST_CASE("without its owner it ends, with what it has started") {
  auto child = shell("sleep 1000 & echo $!; wait");
  while (child->output().empty()) (void)child->look(100ms);
  const ProcessId started = std::stol(child->output());
  const ProcessId first = child->process();
  CHECK_FALSE(is_over(started));
  child.reset();
  CHECK(is_over(first));
  for (int i = 0; i < 500 && !is_over(started); ++i) std::this_thread::sleep_for(10ms);
  CHECK(is_over(started));
}

}  // namespace
}  // namespace attacca::processes
