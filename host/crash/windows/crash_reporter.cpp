// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/crash/crash_reporter.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>

#include <windows.h>
// After what they need.
#include <tlhelp32.h>

#include "host/base/windows/child_start.hpp"
#include "host/base/windows/handle.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/guard/windows/scope_mark.hpp"
#include "host/stack/windows/context_walk.hpp"
#include "host/stack/windows/module_list.hpp"

namespace attacca::host {
namespace {

constexpr DWORD kGccException = 0x20474343;  // as libgcc raises C++ exceptions
/// What a thread whose stack has overflowed still needs.
constexpr ULONG kStackLeft = 64 * 1024;

std::atomic<CrashRecord*> g_record{nullptr};
/// Which thread writes the record; 0: none.
std::atomic<DWORD> g_writer{0};
std::atomic<DWORD> g_main_thread{0};

void set_state(CrashRecord& record, std::uint32_t state) noexcept {
  std::atomic_ref(record.state).store(state, std::memory_order_release);
}

void begin_record(CrashRecord& record) noexcept {
  set_state(record, CrashRecord::kWriting);
  record.main_thread = static_cast<std::int32_t>(g_main_thread.load());
  record.signal = 0;
  record.has_address = 0;
  for (ThreadRecord& thread : record.threads) thread.id = 0;
  record.thread_count = 0;
  record.maps_size =
      static_cast<std::uint32_t>(write_modules(record.maps.data(), record.maps.size()));
}

void write_this_thread(CrashRecord& record, const CONTEXT& context) noexcept {
  ThreadRecord& thread = record.threads.front();
  record.thread_count = 1;
  thread.in_realtime_scope = in_realtime_scope() ? 1 : 0;
  thread.id = static_cast<std::int32_t>(GetCurrentThreadId());
  walk_context(context, thread.backtrace);
  name_thread(GetCurrentThread(), thread.name.data(), thread.name.size());
}

[[noreturn]] void record_and_die(DWORD code, const EXCEPTION_RECORD* exception,
                                 const CONTEXT& context) noexcept {
  const RealtimePardon pardon;
  DWORD writer = 0;
  if (!g_writer.compare_exchange_strong(writer, GetCurrentThreadId())) {
    // Crashed while writing; or another thread crashed first, and ends the process.
    if (writer == GetCurrentThreadId()) TerminateProcess(GetCurrentProcess(), code);
    Sleep(INFINITE);
  }
  CrashRecord& record = *g_record.load();
  begin_record(record);
  record.was_asked = 0;
  record.signal = static_cast<std::int32_t>(code);
  record.program_counter = context.Rip;
  const bool is_access = code == EXCEPTION_ACCESS_VIOLATION || code == EXCEPTION_IN_PAGE_ERROR;
  if (exception != nullptr && is_access && exception->NumberParameters >= 2) {
    record.has_address = 1;
    record.address = exception->ExceptionInformation[1];
  }
  write_this_thread(record, context);
  set_state(record, CrashRecord::kComplete);
  TerminateProcess(GetCurrentProcess(), code);
  std::abort();
}

LONG WINAPI on_exception(EXCEPTION_POINTERS* info) {
  const DWORD code = info->ExceptionRecord->ExceptionCode;
  // libgcc learns by going on that nobody catches a C++ exception, and then ends by abort().
  const bool may_continue = (info->ExceptionRecord->ExceptionFlags & EXCEPTION_NONCONTINUABLE) == 0;
  if (code == kGccException && may_continue) return EXCEPTION_CONTINUE_EXECUTION;
  record_and_die(code, info->ExceptionRecord, *info->ContextRecord);
}

void on_abort(int) {
  CONTEXT context{};
  RtlCaptureContext(&context);
  record_and_die(kAborted, nullptr, context);
}

// -- where are you? ------------------------------------------------------------------------------

/// Stops another thread for as long as it takes to look at its stack. It may have any lock then,
/// that of the heap as well: what takes one comes before.
void write_other(CrashRecord& record, DWORD id) noexcept {
  if (record.thread_count >= CrashRecord::kThreads) return;
  const Handle thread(
      OpenThread(THREAD_SUSPEND_RESUME | THREAD_GET_CONTEXT | THREAD_QUERY_INFORMATION, FALSE, id));
  if (!thread) return;
  ThreadRecord& written = record.threads[record.thread_count];
  written.in_realtime_scope = is_marked(thread.get()) ? 1 : 0;
  name_thread(thread.get(), written.name.data(), written.name.size());
  if (SuspendThread(thread.get()) == static_cast<DWORD>(-1)) return;
  CONTEXT context{};
  context.ContextFlags = CONTEXT_FULL;
  if (GetThreadContext(thread.get(), &context) != 0) {
    walk_context(context, written.backtrace);
    written.id = static_cast<std::int32_t>(id);
    ++record.thread_count;
  }
  ResumeThread(thread.get());
}

/// Begun by the process that asks, in this one.
DWORD WINAPI answer(void*) {
  CrashRecord& record = *g_record.load();
  DWORD writer = 0;
  if (!g_writer.compare_exchange_strong(writer, GetCurrentThreadId())) return 0;
  const Handle snapshot(CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0));
  begin_record(record);
  record.was_asked = 1;
  write_other(record, g_main_thread);  // there may be more than the record has room for
  THREADENTRY32 entry{};
  entry.dwSize = sizeof entry;
  for (BOOL more = snapshot ? Thread32First(snapshot.get(), &entry) : FALSE; more != 0;
       more = Thread32Next(snapshot.get(), &entry)) {
    if (entry.th32OwnerProcessID != GetCurrentProcessId()) continue;
    if (entry.th32ThreadID == GetCurrentThreadId() || entry.th32ThreadID == g_main_thread) continue;
    write_other(record, entry.th32ThreadID);
  }
  set_state(record, CrashRecord::kComplete);
  g_writer = 0;
  return 0;
}

}  // namespace

void install_crash_reporter(CrashRecord& record) noexcept {
  prime_backtraces();
  char name[2];
  name_thread(GetCurrentThread(), name, sizeof name);  // looks up what it needs
  g_record = &record;
  g_main_thread = GetCurrentThreadId();
  record.answer = reinterpret_cast<std::uint64_t>(&answer);
  // No window that asks the user, and no debugger.
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  ULONG stack = kStackLeft;
  SetThreadStackGuarantee(&stack);
  SetUnhandledExceptionFilter(on_exception);
  std::signal(SIGABRT, on_abort);
}

SignalStack::SignalStack() noexcept {
  ULONG stack = kStackLeft;
  SetThreadStackGuarantee(&stack);
}

SignalStack::~SignalStack() = default;

}  // namespace attacca::host
