// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/crash/crash_reporter.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>

#include <mach/mach.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/ucontext.h>
#include <unistd.h>

#include "host/guard/macos/scope_mark.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/stack/macos/frame_walk.hpp"
#include "host/stack/macos/module_lines.hpp"

// Nearly all here runs in a signal handler: system calls, and memory that is there already.
namespace attacca::host {
namespace {

std::atomic<CrashRecord*> g_record{nullptr};
/// Which thread writes the record.
std::atomic<thread_act_t> g_writer{MACH_PORT_NULL};
std::atomic<thread_act_t> g_main{MACH_PORT_NULL};
static_assert(std::atomic<CrashRecord*>::is_always_lock_free &&
              std::atomic<thread_act_t>::is_always_lock_free);

thread_act_t own_thread() noexcept {
  return pthread_mach_thread_np(pthread_self());
}

void set_state(CrashRecord& record, std::uint32_t state) noexcept {
  std::atomic_ref(record.state).store(state, std::memory_order_release);
}

// -- the machine's registers ---------------------------------------------------------------------

/// Where a thread is.
struct Place {
  std::uint64_t instruction = 0;
  std::uint64_t frame = 0;
  /// Where a call that has only just happened goes back to.
  std::uint64_t caller = 0;
};

#if defined(__aarch64__)
using Registers = arm_thread_state64_t;
constexpr thread_state_flavor_t kFlavor = ARM_THREAD_STATE64;
constexpr mach_msg_type_number_t kCount = ARM_THREAD_STATE64_COUNT;

Place place_of(const Registers& registers) noexcept {
  return {plain_address(registers.__pc), registers.__fp, plain_address(registers.__lr)};
}
#else
using Registers = x86_thread_state64_t;
constexpr thread_state_flavor_t kFlavor = x86_THREAD_STATE64;
constexpr mach_msg_type_number_t kCount = x86_THREAD_STATE64_COUNT;

Place place_of(const Registers& registers) noexcept {
  Place place{registers.__rip, registers.__rbp, 0};
  (void)read_memory(registers.__rsp, &place.caller, sizeof place.caller);
  return place;
}
#endif

Place place_of(void* context) noexcept {
  return place_of(static_cast<const ucontext_t*>(context)->uc_mcontext->__ss);
}

// -- what is written -----------------------------------------------------------------------------

void write_stack(RawBacktrace& stack, const Place& place) noexcept {
  stack.size = 0;
  stack.is_cut = 0;
  add_frame(stack, place.instruction);
  char code = 0;
  // A call through a null or wild pointer: the frame is still the caller's.
  const bool is_wild = !read_memory(place.instruction, &code, 1);
  if (is_wild && place.caller != 0) add_frame(stack, place.caller - 1);
  add_callers(stack, place.frame);
}

void write_thread(CrashRecord& record, thread_act_t id, const Place& place) noexcept {
  const std::uint32_t index =
      std::atomic_ref(record.thread_count).fetch_add(1, std::memory_order_relaxed);
  if (index >= CrashRecord::kThreads) return;
  ThreadRecord& thread = record.threads[index];
  thread.in_realtime_scope = is_marked(id) ? 1 : 0;
  thread_extended_info_data_t info{};
  mach_msg_type_number_t count = THREAD_EXTENDED_INFO_COUNT;
  if (thread_info(id, THREAD_EXTENDED_INFO, reinterpret_cast<thread_info_t>(&info), &count) ==
      KERN_SUCCESS) {
    std::memcpy(thread.name.data(), info.pth_name, thread.name.size() - 1);
  }
  write_stack(thread.backtrace, place);
  std::atomic_ref(thread.id).store(static_cast<std::int32_t>(id), std::memory_order_release);
}

void begin_record(CrashRecord& record, int signal, const siginfo_t& info,
                  const Place& place) noexcept {
  set_state(record, CrashRecord::kWriting);
  record.signal = signal;
  record.was_asked = signal == SIGQUIT ? 1 : 0;
  record.main_thread = static_cast<std::int32_t>(g_main.load());
  const bool has_address = (signal == SIGSEGV || signal == SIGBUS) && info.si_code > 0;
  record.has_address = has_address ? 1 : 0;
  record.address = has_address ? reinterpret_cast<std::uint64_t>(info.si_addr) : 0;
  record.program_counter = place.instruction;
  for (ThreadRecord& thread : record.threads) thread.id = 0;
  std::atomic_ref(record.thread_count).store(0, std::memory_order_relaxed);
  // First: reading a damaged stack may crash.
  record.maps_size = static_cast<std::uint32_t>(write_module_lines(record.maps));
}

void die_of(int signal) noexcept {
  struct sigaction action{};
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, nullptr);
  // Blocked in its own handler: it comes when the handler returns.
  pthread_kill(pthread_self(), signal);
}

void on_crash(int signal, siginfo_t* info, void* context) noexcept {
  const RealtimePardon pardon;
  thread_act_t writer = MACH_PORT_NULL;
  if (!g_writer.compare_exchange_strong(writer, own_thread())) {
    if (writer == own_thread()) return die_of(signal);  // crashed while writing
    for (;;) pause();  // another thread crashed first, and ends the process
  }
  CrashRecord& record = *g_record.load();
  const Place place = place_of(context);
  begin_record(record, signal, *info, place);
  write_thread(record, own_thread(), place);
  set_state(record, CrashRecord::kComplete);
  die_of(signal);
}

// -- where are you? ------------------------------------------------------------------------------

void write_other_threads(CrashRecord& record) noexcept {
  thread_act_array_t threads = nullptr;
  mach_msg_type_number_t count = 0;
  if (task_threads(mach_task_self(), &threads, &count) != KERN_SUCCESS) return;
  for (mach_msg_type_number_t i = 0; i < count; ++i) {
    const thread_act_t thread = threads[i];
    if (thread != own_thread() && thread_suspend(thread) == KERN_SUCCESS) {
      Registers registers{};
      mach_msg_type_number_t size = kCount;
      if (thread_get_state(thread, kFlavor, reinterpret_cast<thread_state_t>(&registers), &size) ==
          KERN_SUCCESS) {
        write_thread(record, thread, place_of(registers));
      }
      thread_resume(thread);
    }
    mach_port_deallocate(mach_task_self(), thread);
  }
  vm_deallocate(mach_task_self(), reinterpret_cast<vm_address_t>(threads),
                count * sizeof(thread_act_t));
}

void on_question(int signal, siginfo_t* info, void* context) noexcept {
  const int error = errno;
  const RealtimePardon pardon;
  thread_act_t writer = MACH_PORT_NULL;
  if (g_writer.compare_exchange_strong(writer, own_thread())) {
    CrashRecord& record = *g_record.load();
    const Place place = place_of(context);
    begin_record(record, signal, *info, place);
    write_thread(record, own_thread(), place);
    write_other_threads(record);
    set_state(record, CrashRecord::kComplete);
    g_writer = MACH_PORT_NULL;
  }
  errno = error;
}

}  // namespace

void install_crash_reporter(CrashRecord& record) noexcept {
  prime_module_lines();
  g_record = &record;
  g_main = own_thread();
  // For ever: a crash may come from the destructors of static objects.
  alignas(SignalStack) static unsigned char stack[sizeof(SignalStack)];
  new (stack) SignalStack;
  struct sigaction action{};
  sigfillset(&action.sa_mask);
  // A crash within the handler must end the process, not wait.
  const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
  for (const int signal : crashes) sigdelset(&action.sa_mask, signal);
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
  action.sa_sigaction = on_crash;
  for (const int signal : crashes) sigaction(signal, &action, nullptr);
  action.sa_sigaction = on_question;
  sigaction(SIGQUIT, &action, nullptr);
}

}  // namespace attacca::host
