// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/crash/crash_reporter.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include "host/guard/realtime_guard.hpp"

// Nearly all here runs in a signal handler: system calls, and memory that is there already.
namespace attacca::host {
namespace {

/// How long the thread that was asked waits for the others.
constexpr int kPatienceMilliseconds = 200;

std::atomic<CrashRecord*> g_record{nullptr};
/// Which thread writes the record; 0: none.
std::atomic<pid_t> g_writer{0};
/// Whether threads answer to SIGQUIT that another thread of this process sent.
std::atomic<bool> g_is_asking{false};
static_assert(std::atomic<CrashRecord*>::is_always_lock_free &&
              std::atomic<pid_t>::is_always_lock_free);

pid_t own_thread() noexcept {
  return static_cast<pid_t>(syscall(SYS_gettid));
}

void set_state(CrashRecord& record, std::uint32_t state) noexcept {
  std::atomic_ref(record.state).store(state, std::memory_order_release);
}

// -- the machine's registers ---------------------------------------------------------------------

std::uint64_t program_counter(const ucontext_t& context) noexcept {
#if defined(__x86_64__)
  return static_cast<std::uint64_t>(context.uc_mcontext.gregs[REG_RIP]);
#elif defined(__aarch64__)
  return context.uc_mcontext.pc;
#else
  (void)context;
  return 0;
#endif
}

/// A call through a null or wild pointer leaves a program counter from which no stack can be
/// unwound. Undoes the call in the interrupted registers, so that its caller is found.
/// False: this was no such call.
bool undo_wild_call(ucontext_t& context) noexcept {
  const std::uint64_t at = program_counter(context);
  char code = 0;
  iovec to{&code, 1};
  iovec from{reinterpret_cast<void*>(at), 1};
  // Reads without crashing.
  if (process_vm_readv(getpid(), &to, 1, &from, 1, 0) == 1) return false;
#if defined(__x86_64__)
  std::uint64_t caller = 0;
  to = {&caller, sizeof caller};
  from = {reinterpret_cast<void*>(context.uc_mcontext.gregs[REG_RSP]), sizeof caller};
  if (process_vm_readv(getpid(), &to, 1, &from, 1, 0) != sizeof caller) return false;
  context.uc_mcontext.gregs[REG_RIP] = static_cast<greg_t>(caller - 1);
  context.uc_mcontext.gregs[REG_RSP] += 8;
  return true;
#elif defined(__aarch64__)
  context.uc_mcontext.pc = context.uc_mcontext.regs[30] - 4;
  return true;
#else
  return false;
#endif
}

// -- what is written -----------------------------------------------------------------------------

/// The lines of /proc/self/maps with the right to execute; the others would only take the room.
void write_maps(CrashRecord& record) noexcept {
  record.maps_size = 0;
  const int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  std::size_t begin = 0;  // of the line
  std::size_t end = 0;
  char chunk[1024];
  bool has_room = true;
  while (has_room) {
    const ssize_t count = read(file, chunk, sizeof chunk);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    for (ssize_t i = 0; i < count && has_room; ++i) {
      record.maps[end++] = chunk[i];
      if (chunk[i] == '\n') {
        const char* const line = &record.maps[begin];
        const auto* const rights = static_cast<const char*>(std::memchr(line, ' ', end - begin));
        const bool executes =
            rights != nullptr && rights + 3 < line + (end - begin) && rights[3] == 'x';
        if (executes) begin = end;
        end = begin;
      }
      has_room = end < record.maps.size();
    }
  }
  close(file);
  record.maps_size = static_cast<std::uint32_t>(begin);
}

/// `context`: of the handler that calls; the stack begins where the signal interrupted.
void write_thread(CrashRecord& record, ucontext_t& context) noexcept {
  const std::uint32_t index =
      std::atomic_ref(record.thread_count).fetch_add(1, std::memory_order_relaxed);
  if (index >= CrashRecord::kThreads) return;
  ThreadRecord& thread = record.threads[index];
  thread.in_realtime_scope = in_realtime_scope() ? 1 : 0;
  prctl(PR_GET_NAME, thread.name.data());
  RawBacktrace& stack = thread.backtrace;
  const ucontext_t original = context;
  const std::uint64_t at = program_counter(context);
  const bool is_wild = undo_wild_call(context);
  const std::uint64_t from = program_counter(context);
  capture_backtrace(stack, from);
  context = original;
  // What was found otherwise is the stack of this handler.
  if (stack.size > 0 && stack.addresses[0] != from) stack.size = 0;
  if (is_wild || stack.size == 0) {
    stack.size = std::min<std::uint32_t>(stack.size + 1, RawBacktrace::kCapacity);
    std::copy_backward(stack.addresses.begin(), stack.addresses.begin() + stack.size - 1,
                       stack.addresses.begin() + stack.size);
    stack.addresses[0] = at;
  }
  std::atomic_ref(thread.id).store(own_thread(), std::memory_order_release);
}

void begin_record(CrashRecord& record, int signal, const siginfo_t& info,
                  const ucontext_t& context) noexcept {
  set_state(record, CrashRecord::kWriting);
  record.signal = signal;
  record.was_asked = signal == SIGQUIT ? 1 : 0;
  record.main_thread = getpid();
  const bool has_address = (signal == SIGSEGV || signal == SIGBUS) && info.si_code > 0;
  record.has_address = has_address ? 1 : 0;
  record.address = has_address ? reinterpret_cast<std::uint64_t>(info.si_addr) : 0;
  record.program_counter = program_counter(context);
  for (ThreadRecord& thread : record.threads) thread.id = 0;
  std::atomic_ref(record.thread_count).store(0, std::memory_order_relaxed);
}

void die_of(int signal) noexcept {
  struct sigaction action{};
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, nullptr);
  // Blocked in its own handler: it comes when the handler returns.
  syscall(SYS_tgkill, getpid(), own_thread(), signal);
}

void on_crash(int signal, siginfo_t* info, void* context) noexcept {
  const RealtimePardon pardon;
  pid_t writer = 0;
  if (!g_writer.compare_exchange_strong(writer, own_thread()) && !g_is_asking) {
    if (writer == own_thread()) return die_of(signal);  // crashed while writing
    for (;;) pause();  // another thread crashed first, and ends the process
  }
  CrashRecord& record = *g_record.load();
  auto& registers = *static_cast<ucontext_t*>(context);
  begin_record(record, signal, *info, registers);
  write_maps(record);  // first: unwinding a damaged stack may crash
  write_thread(record, registers);
  set_state(record, CrashRecord::kComplete);
  die_of(signal);
}

// -- where are you? ------------------------------------------------------------------------------

/// Sends SIGQUIT to all other threads; how many.
std::uint32_t ask_other_threads() noexcept {
  struct Entry {  // linux_dirent64, getdents64(2)
    std::uint64_t inode;
    std::int64_t offset;
    std::uint16_t length;
    std::uint8_t type;
    char name[1];
  };
  const int folder = open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return 0;
  std::uint32_t asked = 0;
  alignas(Entry) char entries[1024];
  for (;;) {
    const long size = syscall(SYS_getdents64, folder, entries, sizeof entries);
    if (size <= 0) break;
    for (long at = 0; at < size;) {
      const auto* const entry = reinterpret_cast<const Entry*>(entries + at);
      pid_t thread = 0;
      for (const char* c = entry->name; *c >= '0' && *c <= '9'; ++c) {
        thread = thread * 10 + (*c - '0');
      }
      if (thread != 0 && thread != own_thread() &&
          syscall(SYS_tgkill, getpid(), thread, SIGQUIT) == 0) {
        ++asked;
      }
      at += entry->length;
    }
  }
  close(folder);
  return asked;
}

void on_question(int signal, siginfo_t* info, void* context) noexcept {
  const int error = errno;
  const RealtimePardon pardon;
  CrashRecord& record = *g_record.load();
  auto& registers = *static_cast<ucontext_t*>(context);
  pid_t writer = 0;
  if (info->si_code == SI_TKILL && info->si_pid == getpid()) {
    if (g_is_asking) write_thread(record, registers);
  } else if (g_writer.compare_exchange_strong(writer, own_thread())) {
    begin_record(record, signal, *info, registers);
    write_maps(record);
    write_thread(record, registers);
    g_is_asking = true;
    const std::uint32_t all =
        std::min<std::uint32_t>(1 + ask_other_threads(), CrashRecord::kThreads);
    const auto answered = [&record] {
      return std::count_if(record.threads.begin(), record.threads.end(), [](auto& thread) {
        return std::atomic_ref(thread.id).load(std::memory_order_acquire) != 0;
      });
    };
    for (int i = 0; i < kPatienceMilliseconds && answered() < static_cast<int>(all); ++i) {
      const timespec millisecond{0, 1'000'000};
      nanosleep(&millisecond, nullptr);
    }
    g_is_asking = false;
    set_state(record, CrashRecord::kComplete);
    g_writer = 0;
  }
  errno = error;
}

}  // namespace

void install_crash_reporter(CrashRecord& record) noexcept {
  prime_backtraces();
  g_record = &record;
  // For ever: a crash may come from the destructors of static objects.
  alignas(SignalStack) static unsigned char stack[sizeof(SignalStack)];
  new (stack) SignalStack;
  struct sigaction action{};
  sigfillset(&action.sa_mask);
  // A crash within the handler must end the process, not wait.
  const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
  for (const int signal : crashes) sigdelset(&action.sa_mask, signal);
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
  action.sa_sigaction = on_crash;
  for (const int signal : crashes) sigaction(signal, &action, nullptr);
  action.sa_sigaction = on_question;
  sigaction(SIGQUIT, &action, nullptr);
}

}  // namespace attacca::host
