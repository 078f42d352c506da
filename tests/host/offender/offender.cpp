// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "offender.hpp"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <threads.h>
#include <unistd.h>

namespace {

using attacca::host::test::Action;
using attacca::host::test::Actions;

// What the actions need, made while the library is loaded.
void* g_block = std::malloc(10);
void* g_other_block = std::malloc(10);
int* g_number = new int;
pthread_mutex_t g_mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t g_timed_mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_mutex_t g_held_mutex = PTHREAD_MUTEX_INITIALIZER;
std::mutex g_std_mutex;
std::shared_mutex g_shared_mutex;
pthread_rwlock_t g_read_lock = PTHREAD_RWLOCK_INITIALIZER;
pthread_rwlock_t g_write_lock = PTHREAD_RWLOCK_INITIALIZER;
pthread_spinlock_t g_spin_lock;
pthread_cond_t g_condition = PTHREAD_COND_INITIALIZER;
std::condition_variable g_std_condition;
std::mutex g_condition_mutex;
std::unique_lock<std::mutex> g_condition_lock(g_condition_mutex);
sem_t g_semaphore;
pthread_barrier_t g_barrier;
pthread_t g_thread;
mtx_t g_c_mutex;
int g_null_file = open("/dev/null", O_RDWR);
int g_closed_file = open("/dev/null", O_RDWR);
FILE* g_stream = std::fopen("/dev/null", "r+");
FILE* g_closed_stream = std::fopen("/dev/null", "r+");
int g_pair[2];
int g_epoll = epoll_create1(0);
void* g_map = mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
void* g_unmapped = mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
void* g_library = dlopen("libm.so.6", RTLD_NOW);
constexpr timespec kPast{0, 0};
constexpr timespec kInstant{0, 1};
volatile int g_futex = 0;
char g_buffer[64];
struct stat g_stat;

const bool g_prepared = [] {
  pthread_mutex_lock(&g_held_mutex);
  pthread_spin_init(&g_spin_lock, PTHREAD_PROCESS_PRIVATE);
  sem_init(&g_semaphore, 0, 1000);
  pthread_barrier_init(&g_barrier, nullptr, 1);
  pthread_create(&g_thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr);
  mtx_init(&g_c_mutex, mtx_plain);
  return socketpair(AF_UNIX, SOCK_DGRAM, 0, g_pair) == 0;
}();

sockaddr_un nobody() {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, "/nonexistent/attacca");
  return address;
}
const sockaddr_un g_nobody = nobody();

template <typename T>
void use(T&& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

}  // namespace

// Each action is a function of its own, in a namespace, so that its name must be demangled.
namespace offender {
namespace {

std::vector<Action>& actions() {
  static std::vector<Action> list;
  return list;
}

}  // namespace

#define ACTION(kind, name, ...)                         \
  __attribute__((noinline)) void name() {               \
    __VA_ARGS__;                                        \
  }                                                     \
  const bool g_##name = [] {                            \
    actions().push_back({#name, kind, __LINE__, name}); \
    return true;                                        \
  }();

// clang-format off: one line each
ACTION("allocation", calls_malloc, use(std::malloc(10)))
ACTION("allocation", calls_calloc, use(std::calloc(10, 10)))
ACTION("allocation", calls_realloc, g_other_block = std::realloc(g_other_block, 100))
ACTION("allocation", calls_aligned_alloc, use(std::aligned_alloc(64, 64)))
ACTION("allocation", calls_posix_memalign, void* block; use(posix_memalign(&block, 64, 64)))
ACTION("allocation", calls_memalign, use(memalign(64, 64)))
ACTION("allocation", calls_new, use(new int))
ACTION("allocation", calls_strdup, use(strdup("twelve bytes")))
ACTION("free", calls_free, std::free(g_block))
ACTION("free", calls_delete, delete g_number)
ACTION("lock", locks_mutex, pthread_mutex_lock(&g_mutex))
ACTION("lock", locks_mutex_for_a_time, pthread_mutex_timedlock(&g_timed_mutex, &kPast))
ACTION("lock", locks_std_mutex, g_std_mutex.lock())
ACTION("lock", locks_shared_mutex, g_shared_mutex.lock_shared())
ACTION("lock", locks_for_reading, pthread_rwlock_rdlock(&g_read_lock))
ACTION("lock", locks_for_writing, pthread_rwlock_wrlock(&g_write_lock))
ACTION("lock", locks_spin_lock, pthread_spin_lock(&g_spin_lock))
ACTION("lock", locks_c_mutex, mtx_lock(&g_c_mutex))
ACTION("wait", waits_for_condition, pthread_cond_timedwait(&g_condition, &g_held_mutex, &kPast))
ACTION("wait", waits_for_std_condition, g_std_condition.wait_until(g_condition_lock, std::chrono::steady_clock::now()))
ACTION("wait", waits_for_semaphore, sem_wait(&g_semaphore))
ACTION("wait", waits_for_semaphore_for_a_time, sem_timedwait(&g_semaphore, &kPast))
ACTION("wait", waits_for_barrier, pthread_barrier_wait(&g_barrier))
ACTION("wait", waits_for_thread, pthread_join(g_thread, nullptr))
ACTION("wait", waits_for_process, waitpid(-1, nullptr, WNOHANG))
ACTION("wait", waits_for_futex, syscall(SYS_futex, &g_futex, FUTEX_WAIT, 1, nullptr))
ACTION("sleep", calls_nanosleep, nanosleep(&kInstant, nullptr))
ACTION("sleep", calls_clock_nanosleep, clock_nanosleep(CLOCK_MONOTONIC, 0, &kInstant, nullptr))
ACTION("sleep", calls_usleep, usleep(1))
ACTION("sleep", calls_sleep, sleep(0))
ACTION("sleep", calls_sleep_for, std::this_thread::sleep_for(std::chrono::nanoseconds(1)))
ACTION("sleep", yields, sched_yield())
ACTION("thread", starts_thread, pthread_t t; pthread_create(&t, nullptr, [](void*) -> void* { return nullptr; }, nullptr))
ACTION("thread", forks, if (fork() == 0) _exit(0))
ACTION("file", calls_open, use(open("/dev/null", O_RDONLY)))
ACTION("file", calls_openat, use(openat(AT_FDCWD, "/dev/null", O_RDONLY)))
ACTION("file", calls_close, close(g_closed_file))
ACTION("file", calls_read, use(read(g_null_file, g_buffer, 1)))
ACTION("file", calls_write, use(write(g_null_file, g_buffer, 1)))
ACTION("file", calls_fsync, fsync(g_null_file))
ACTION("file", calls_stat, ::stat("/dev/null", &g_stat))
ACTION("file", calls_fstat, fstat(g_null_file, &g_stat))
ACTION("file", calls_access, use(access("/dev/null", R_OK)))
ACTION("file", calls_unlink, unlink("/nonexistent/attacca"))
ACTION("file", calls_opendir, use(opendir("/")))
ACTION("file", calls_fopen, use(std::fopen("/dev/null", "r")))
ACTION("file", calls_fclose, std::fclose(g_closed_stream))
ACTION("file", calls_fread, use(std::fread(g_buffer, 1, 1, g_stream)))
ACTION("file", calls_fwrite, std::fwrite(g_buffer, 1, 1, g_stream))
ACTION("file", calls_fputs, std::fputs("text", g_stream))
ACTION("file", calls_fputc, std::fputc('c', g_stream))
ACTION("file", calls_fprintf, std::fprintf(g_stream, "%d", 1))
ACTION("file", calls_printf, std::printf("%d", 1))
ACTION("file", calls_puts, std::puts(""))
ACTION("file", calls_fflush, std::fflush(g_stream))
ACTION("socket", makes_socket, use(socket(AF_UNIX, SOCK_STREAM, 0)))
ACTION("socket", calls_connect, connect(g_pair[0], reinterpret_cast<const sockaddr*>(&g_nobody), sizeof g_nobody))
ACTION("socket", calls_send, use(send(g_pair[0], g_buffer, 1, MSG_DONTWAIT)))
ACTION("socket", calls_recv, use(recv(g_pair[0], g_buffer, 1, MSG_DONTWAIT)))
ACTION("socket", calls_poll, poll(nullptr, 0, 0))
ACTION("socket", calls_select, timeval none{}; select(0, nullptr, nullptr, nullptr, &none))
ACTION("socket", calls_epoll_wait, epoll_event event; epoll_wait(g_epoll, &event, 1, 0))
ACTION("mapping", calls_mmap, use(mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)))
ACTION("mapping", calls_munmap, munmap(g_unmapped, 4096))
ACTION("mapping", calls_mprotect, mprotect(g_map, 4096, PROT_NONE))
ACTION("library", calls_dlopen, use(dlopen("libm.so.6", RTLD_NOW)))
ACTION("library", calls_dlclose, dlclose(g_library))
ACTION("system call", calls_syscall, syscall(SYS_getppid))
ACTION(nullptr, tries_to_lock, use(pthread_mutex_trylock(&g_held_mutex)))
ACTION(nullptr, tries_to_lock_std_mutex, use(g_condition_mutex.try_lock()))
ACTION(nullptr, tries_semaphore, sem_trywait(&g_semaphore))
ACTION(nullptr, posts_semaphore, sem_post(&g_semaphore))
ACTION(nullptr, signals_condition, pthread_cond_signal(&g_condition))
ACTION(nullptr, wakes_futex, syscall(SYS_futex, &g_futex, FUTEX_WAKE, 1))
ACTION(nullptr, frees_null, std::free(nullptr))
ACTION(nullptr, asks_for_the_time, use(std::chrono::steady_clock::now()))
ACTION(nullptr, prints_into_memory, use(std::snprintf(g_buffer, sizeof g_buffer, "%d", 1)))
// clang-format on

// Ways to bring a process down. Not static, and called through a level of its own, so that the
// stack has two names to be found.
__attribute__((noinline)) void writes_through_null() {
  *static_cast<int volatile*>(nullptr) = 1;
}
__attribute__((noinline)) void calls_abort() {
  std::abort();
}
__attribute__((noinline)) void calls_through_null() {
  void (*volatile function)() = nullptr;
  function();
  use(function);
}
__attribute__((noinline)) int recurses_for_ever(int depth) {
  volatile char room[1000];
  room[0] = static_cast<char>(depth);
  return depth < 0 ? 0 : recurses_for_ever(depth + 1) + room[0];
}
__attribute__((noinline)) void divides_by_zero() {
  volatile int zero = 0;
  zero = 7 / zero;
}
__attribute__((noinline)) void hangs_in_loop(int say_when) {
  (void)!write(say_when, "h", 1);
  for (volatile int i = 0;;) i = i + 1;
}
__attribute__((noinline)) void hangs_in_lock(int say_when) {
  (void)!write(say_when, "h", 1);
  pthread_mutex_lock(&g_held_mutex);
}

}  // namespace offender

#define OFFENDER_EXPORT extern "C" __attribute__((visibility("default")))

OFFENDER_EXPORT Actions offender_actions() {
  return {offender::actions().data(), offender::actions().size()};
}
OFFENDER_EXPORT void offender_write_through_null() {
  offender::writes_through_null();
}
OFFENDER_EXPORT void offender_abort() {
  offender::calls_abort();
}
OFFENDER_EXPORT void offender_call_through_null() {
  offender::calls_through_null();
}
OFFENDER_EXPORT void offender_overflow_stack() {
  offender::recurses_for_ever(0);
}
OFFENDER_EXPORT void offender_divide_by_zero() {
  offender::divides_by_zero();
}
OFFENDER_EXPORT void offender_hang_in_loop(int say_when) {
  offender::hangs_in_loop(say_when);
}
OFFENDER_EXPORT void offender_hang_in_lock(int say_when) {
  offender::hangs_in_lock(say_when);
}
