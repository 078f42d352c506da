// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a process leaves behind that ends by an exception, and that it says where it hangs.

#include <chrono>
#include <string>

#include <doctest/doctest.h>

#include "host/base/process_end.hpp"
#include "host/base/windows/child_role.hpp"
#include "host/base/windows/child_start.hpp"
#include "host/crash/crash_report.hpp"
#include "host/stack/windows/context_walk.hpp"

namespace attacca::host {
namespace {

struct Child {
  SharedCrashRecord record = share_crash_record();
  Handle is_ready = make_event();  ///< The child has its crash reporter.
  StartedChild process;

  explicit Child(const std::wstring& fate) : process(start(fate)) {}

  static Handle make_event() {
    SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    return Handle(CreateEventW(&inheritable, TRUE, FALSE, nullptr));
  }

  StartedChild start(const std::wstring& fate) const {
    const HANDLE section = section_of(record.get());
    const std::wstring program = std::filesystem::path(TEST_CHILD).wstring();
    const std::wstring line = quoted_argument(program) + L" " +
                              std::to_wstring(reinterpret_cast<std::uintptr_t>(section)) + L" " +
                              std::to_wstring(reinterpret_cast<std::uintptr_t>(is_ready.get())) +
                              L" " + fate;
    auto started =
        StartedChild::start({program, line, nullptr, nullptr, {section, is_ready.get()}, {}});
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

/// Registers of a function whose frame is larger than a page.
[[gnu::noinline]] CONTEXT registers_of_large_frame() {
  volatile char room[3 * 4096] = {};
  CONTEXT context{};
  RtlCaptureContext(&context);
  room[0] = static_cast<char>(room[1] + 1);
  return context;
}

TEST_CASE("a stack pointer that leads out of the memory there is ends the walk") {
  constexpr std::size_t kPage = 4096;
  auto* const pages =
      static_cast<char*>(VirtualAlloc(nullptr, 2 * kPage, MEM_RESERVE, PAGE_READWRITE));
  REQUIRE(pages != nullptr);
  REQUIRE(VirtualAlloc(pages, kPage, MEM_COMMIT, PAGE_READWRITE) != nullptr);
  CONTEXT context = registers_of_large_frame();
  RawBacktrace backtrace;
  walk_context(context, backtrace);
  CHECK(backtrace.size >= 1);
  // The word that it points to can be read, and nothing above it.
  context.Rsp = context.Rbp = reinterpret_cast<DWORD64>(pages + kPage - sizeof(DWORD64));
  walk_context(context, backtrace);
  CHECK(backtrace.size == 1);
  context.Rsp = context.Rbp = 0x10;
  walk_context(context, backtrace);
  CHECK(backtrace.size == 1);
  VirtualFree(pages, 0, MEM_RELEASE);
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

TEST_CASE("an exit code is no exception because it is large") {
  for (const DWORD code : {0u, 1u, 3u, 0xFFFFFFFFu, 0xFFFFFFFBu, 0x80070005u, 0x40000000u}) {
    CAPTURE(code);
    CHECK_FALSE(exception_of_exit(code).has_value());
  }
  for (const DWORD code : {0x80000003u, 0x80000004u, 0xC0000005u, 0xC0000409u, 0xE06D7363u,
                           0x20474343u, 0x40000015u}) {
    CAPTURE(code);
    CHECK(exception_of_exit(code) == static_cast<int>(code));
  }
}

TEST_CASE("a process that hangs says where, and goes on") {
  Child child(L"hang");
  const HANDLE either[] = {child.is_ready.get(), child.process.process()};
  REQUIRE(WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0);
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
