// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/child.hpp"

#include <chrono>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "platform/windows/handle.hpp"
#include "processes/child_groups.hpp"
#include "processes/outcome.hpp"
#include "tests/processes/windows/helper.hpp"

namespace attacca::processes {
namespace {

using namespace std::chrono_literals;
using test::helper;

std::unique_ptr<Child> started(const std::vector<std::string>& words, const Start& how = {}) {
  auto child = Child::start(helper(words), how);
  REQUIRE_MESSAGE(child.has_value(), child.error().message);
  return std::move(*child);
}

Ending end_of(Child& child) {
  for (;;) {
    if (const auto ending = child.look(100ms)) return *ending;
  }
}

core::Handle opened(ProcessId process) {
  return core::Handle(::OpenProcess(SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, FALSE,
                                    static_cast<DWORD>(process)));
}

bool is_over(const core::Handle& process, DWORD patience) {
  return ::WaitForSingleObject(process.get(), patience) == WAIT_OBJECT_0;
}

TEST_CASE("what a program prints before its end is there with its end") {
  const auto child = started({"out:out", "err:err", "exit:3"});
  const Ending ending = end_of(*child);
  CHECK(ending.exit_code == 3);
  CHECK_FALSE(ending.is_good());
  CHECK(child->output() == "out\n");
  CHECK(child->errors() == "err\n");
  CHECK(to_text(ending, "it") == "it ended with status 3");
}

TEST_CASE("both streams in one keep their order, and what is dropped goes nowhere") {
  const auto both = started({"out:1", "err:2", "out:3"}, {.errors = Print::with_output});
  CHECK(end_of(*both).is_good());
  CHECK(both->output() == "1\n2\n3\n");
  const auto dropped = started({"out:1", "err:2"}, {.output = Print::dropped});
  CHECK(end_of(*dropped).is_good());
  CHECK(dropped->output().empty());
  CHECK(dropped->errors() == "2\n");
}

TEST_CASE("of output that is too long its beginning is kept, of errors their end") {
  const auto child = started({"much:100000", "err:last"}, {.most_output = 100, .most_errors = 100});
  CHECK(end_of(*child).is_good());
  while (child->is_printing()) (void)child->look(100ms);
  CHECK(child->output().size() == 100);
  CHECK(child->output().starts_with("out\n"));
  CHECK(child->errors().size() == 100);
  CHECK(child->errors().ends_with("last\n"));
}

TEST_CASE("a program that there is not, or that cannot be run, is said by name") {
  const auto missing = Child::start({"no-such-program-anywhere"}, {});
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().message == "there is no program no-such-program-anywhere: install it");
  const auto folder = Child::start({"C:\\"}, {});
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().message.starts_with("cannot run C:\\: "));
  const auto endless = Child::start(helper({std::string(40'000, 'x')}), {});
  REQUIRE_FALSE(endless.has_value());
  CHECK(endless.error().message.ends_with("its words are too long altogether"));
}

TEST_CASE("a program of PATH is found, and reads nothing of ours") {
  CHECK(Child::start({"cmd", "/c", "exit"}, {}).has_value());
  const auto child = started({"read"});
  CHECK(end_of(*child).is_good());
  CHECK(child->output() == "nothing\n");
}

TEST_CASE("words arrive as they were given, in every script") {
  const std::vector<std::string> words = {"words",      "",     "a b",         "a\"b",   "a\\",
                                          "a b\\",      "\\\"", "\\\\\"x\\\\", "%PATH%", "日本 🎻",
                                          "a\tb\nc\vd", "'",    "^&|<>"};
  const auto child = started(words);
  CHECK(end_of(*child).is_good());
  std::string expected = "[" + helper({}).front() + "]\n";
  for (const std::string& word : words) expected += "[" + word + "]\n";
  CHECK(child->output() == expected);
}

TEST_CASE("a crash is an ending by the system's reason") {
  const auto child = started({"crash"});
  const Ending ending = end_of(*child);
  CHECK(ending.exit_code == -1);
  CHECK(to_text(ending, "it") == "it was ended by 0xC0000005 (access violation)");
}

TEST_CASE("an exit code is told from the system's reasons, and from nobody knowing") {
  struct Told {
    const char* word;
    const char* text;
  };
  for (const Told& each :
       {Told{"exit:-1", "it ended with status 4294967295"},
        Told{"exit:3", "it ended with status 3"},
        Told{"exit:2147942405", "it ended with status 2147942405"},  // an HRESULT, 0x80070005
        Told{"exit:2147483651", "it was ended by 0x80000003 (breakpoint)"},
        Told{"exit:3221225477", "it was ended by 0xC0000005 (access violation)"},
        Told{"exit:1073741845", "it was ended by 0x40000015 (aborted)"}}) {
    CAPTURE(each.word);
    const auto child = started({each.word});
    const Ending ending = end_of(*child);
    CHECK_FALSE(ending.is_good());
    CHECK((ending.exit_code == -1) == (ending.signal != 0));
    CHECK(to_text(ending, "it") == each.text);
  }
  CHECK(run(helper({"exit:-1"}), {}, [](const Child&) { return true; }).failure.empty());
}

TEST_CASE("without its owner it ends, with what it has started") {
  auto child = started({"another", "sleep"});
  while (child->output().empty()) (void)child->look(100ms);
  const core::Handle other = opened(std::stol(child->output()));
  const core::Handle first = opened(child->process());
  REQUIRE(other.is_open());
  CHECK_FALSE(is_over(other, 0));
  child.reset();
  CHECK(is_over(first, 10'000));
  CHECK(is_over(other, 10'000));
}

TEST_CASE("what it leaves running is ended by a signal after its end, or goes on without us") {
  auto child = started({"another"});
  CHECK(end_of(*child).is_good());
  const core::Handle left = opened(std::stol(child->output()));
  REQUIRE(left.is_open());
  CHECK(child->is_printing());
  child->send(Signal::kill);
  CHECK(is_over(left, 10'000));

  child = started({"another"});
  CHECK(end_of(*child).is_good());
  const ProcessId process = std::stol(child->output());
  const core::Handle free = opened(process);
  REQUIRE(free.is_open());
  child.reset();
  const ChildGroup known(process, Signal::kill);
  signal_child_groups();
  CHECK(is_over(free, 10'000));
  // By us: the system would have said 0, with the job that it was in.
  DWORD code = 0;
  CHECK(::GetExitCodeProcess(free.get(), &code) != 0);
  CHECK(code == DWORD{STATUS_CONTROL_C_EXIT});
}

TEST_CASE("only the streams are inherited: no other handle of ours keeps anything open") {
  HANDLE read_end = nullptr;
  HANDLE write_end = nullptr;
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  REQUIRE(::CreatePipe(&read_end, &write_end, &inherited, 0) != 0);
  const core::Handle reading(read_end);
  core::Handle writing(write_end);
  const auto child = started({"out:up", "sleep"});
  while (child->output().empty()) (void)child->look(100ms);
  writing = core::Handle();
  char byte = 0;
  DWORD count = 0;
  CHECK(::ReadFile(reading.get(), &byte, 1, &count, nullptr) == 0);
  CHECK(::GetLastError() == ERROR_BROKEN_PIPE);
}

}  // namespace
}  // namespace attacca::processes
