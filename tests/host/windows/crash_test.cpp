// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a process leaves behind that ends by an exception, and that it says where it hangs.

#include <chrono>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "host/base/process_end.hpp"
#include "host/base/windows/child_role.hpp"
#include "host/base/windows/child_start.hpp"
#include "host/crash/crash_report.hpp"

namespace attacca::host {
namespace {

struct Child {
  SharedCrashRecord record = share_crash_record();
  StartedChild process;

  explicit Child(const std::wstring& fate) : process(start(fate)) {}

  StartedChild start(const std::wstring& fate) const {
    const HANDLE section = section_of(record.get());
    const std::wstring program = std::filesystem::path(TEST_CHILD).wstring();
    const std::wstring line = quoted_argument(program) + L" " +
                              std::to_wstring(reinterpret_cast<std::uintptr_t>(section)) + L" " +
                              fate;
    auto started = StartedChild::start({program, line, nullptr, nullptr, {section}, {}});
    if (!started) FAIL(started.error().message);
    return std::move(*started);
  }
};

bool names(const CrashReport& report, const std::string& function) {
  for (const SourceFrame& frame : report.threads.front().frames) {
    if (frame.function.find(function) != std::string::npos) return true;
  }
  return false;
}

TEST_CASE("an access violation says its code, the address and the functions on the stack") {
  Child child(L"write");
  const auto exception = exception_of_exit(child.process.wait());
  REQUIRE(exception.has_value());
  CHECK(name_of_signal(*exception) == "an access violation (0xC0000005)");
  CHECK(cause_of(*exception) == EndCause::fault);
  const auto report = read_crash(*child.record);
  REQUIRE(report.has_value());
  CHECK(report->signal == *exception);
  CHECK(report->address == 0x10u);
  REQUIRE(report->threads.size() == 1);
  CHECK(report->threads.front().is_main);
  CAPTURE(to_text(*report));
  CHECK(names(*report, "write_to_nowhere"));
  CHECK(names(*report, "main"));
}

TEST_CASE("a crash of another thread is that thread's") {
  Child child(L"thread");
  CHECK(exception_of_exit(child.process.wait()).has_value());
  const auto report = read_crash(*child.record);
  REQUIRE(report.has_value());
  REQUIRE(report->threads.size() == 1);
  CHECK_FALSE(report->threads.front().is_main);
  CHECK(names(*report, "write_to_nowhere"));
}

TEST_CASE("abort() and exceptions that nobody catches are crashes with a stack") {
  for (const std::wstring fate : {L"abort", L"throw"}) {
    Child child(fate);
    const auto exception = exception_of_exit(child.process.wait());
    REQUIRE(exception.has_value());
    CHECK(name_of_signal(*exception) == "abort() (0x40000015)");
    const auto report = read_crash(*child.record);
    REQUIRE(report.has_value());
    CAPTURE(to_text(*report));
    CHECK(names(*report, "main"));
  }
}

TEST_CASE("a stack that overflows is told as that") {
  Child child(L"overflow");
  const auto exception = exception_of_exit(child.process.wait());
  REQUIRE(exception.has_value());
  CHECK(name_of_signal(*exception) == "a stack overflow (0xC00000FD)");
}

TEST_CASE("a process that ends by itself is no crash") {
  Child child(L"exit");
  const DWORD code = child.process.wait();
  CHECK(code == 7);
  CHECK_FALSE(exception_of_exit(code).has_value());
  CHECK_FALSE(read_crash(*child.record).has_value());
}

TEST_CASE("a process that hangs says where, and goes on") {
  Child child(L"hang");
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (child.record->answer == 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  REQUIRE(
      ask_where(static_cast<pid_t>(child.process.id()), *child.record, std::chrono::seconds(60)));
  const auto report = read_crash(*child.record);
  REQUIRE(report.has_value());
  CHECK(report->was_asked);
  REQUIRE_FALSE(report->threads.empty());
  CHECK(report->threads.front().is_main);
  CHECK_FALSE(report->threads.front().frames.empty());
  CHECK_FALSE(child.process.has_ended());
}

}  // namespace
}  // namespace attacca::host
