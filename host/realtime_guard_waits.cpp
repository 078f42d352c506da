// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The waiting half of the guard: mutexes, condition variables and sleeps. See
// realtime_guard_interpose.cpp.

#ifndef ATTACCA_SANITIZED

#include <cstdint>

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

#include "host/realtime_guard_hook.hpp"

#define ATTACCA_INTERPOSED __attribute__((visibility("default"), used))

namespace {

using attacca::host::RealtimeGuardReach;
using attacca::host::RealtimeOffences;
using attacca::host::detail::set_realtime_guard_reach;
using attacca::host::detail::t_realtime_offences;

inline void count(std::atomic<std::uint64_t> RealtimeOffences::* kind) noexcept {
  if (RealtimeOffences* const offences = t_realtime_offences) {
    (offences->*kind).fetch_add(1, std::memory_order_relaxed);
  }
}

/// The function that would have been called without us. Looked up at the first call, which may be
/// long before main(); an atomic without a guard, because a guarded static would lock a mutex.
template <typename Function>
class Original {
 public:
  constexpr Original(const char* name, const char* version) : name_(name), version_(version) {}

  Function get() noexcept {
    Function function = function_.load(std::memory_order_acquire);
    if (function == nullptr) {
      void* const symbol =
          version_ != nullptr ? dlvsym(RTLD_NEXT, name_, version_) : dlsym(RTLD_NEXT, name_);
      function = reinterpret_cast<Function>(symbol != nullptr ? symbol : dlsym(RTLD_NEXT, name_));
      function_.store(function, std::memory_order_release);
    }
    return function;
  }

 private:
  const char* name_;
  const char* version_;
  std::atomic<Function> function_{nullptr};
};

// Without a version dlsym would find the oldest condition variables, whose layout is another.
#ifdef __x86_64__
constexpr const char* kConditionVersion = "GLIBC_2.3.2";
#else
constexpr const char* kConditionVersion = nullptr;
#endif

constinit Original<int (*)(pthread_mutex_t*)> g_mutex_lock{"pthread_mutex_lock", nullptr};
constinit Original<int (*)(pthread_rwlock_t*)> g_read_lock{"pthread_rwlock_rdlock", nullptr};
constinit Original<int (*)(pthread_rwlock_t*)> g_write_lock{"pthread_rwlock_wrlock", nullptr};
constinit Original<int (*)(pthread_cond_t*, pthread_mutex_t*)> g_wait{"pthread_cond_wait",
                                                                      kConditionVersion};
constinit Original<int (*)(pthread_cond_t*, pthread_mutex_t*, const timespec*)> g_timed_wait{
    "pthread_cond_timedwait", kConditionVersion};
constinit Original<int (*)(sem_t*)> g_semaphore_wait{"sem_wait", nullptr};
constinit Original<int (*)(const timespec*, timespec*)> g_nanosleep{"nanosleep", nullptr};
constinit Original<int (*)(clockid_t, int, const timespec*, timespec*)> g_clock_nanosleep{
    "clock_nanosleep", nullptr};
constinit Original<int (*)(useconds_t)> g_usleep{"usleep", nullptr};

[[maybe_unused]] const bool g_linked = [] {
  // Looked up now, while nothing is real time yet.
  (void)g_mutex_lock.get();
  (void)g_read_lock.get();
  (void)g_write_lock.get();
  (void)g_wait.get();
  (void)g_timed_wait.get();
  (void)g_semaphore_wait.get();
  (void)g_nanosleep.get();
  (void)g_clock_nanosleep.get();
  (void)g_usleep.get();
  set_realtime_guard_reach(RealtimeGuardReach::everything);
  return true;
}();

}  // namespace

extern "C" {

ATTACCA_INTERPOSED int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  count(&RealtimeOffences::locks);
  return g_mutex_lock.get()(mutex);
}

ATTACCA_INTERPOSED int pthread_rwlock_rdlock(pthread_rwlock_t* lock) noexcept {
  count(&RealtimeOffences::locks);
  return g_read_lock.get()(lock);
}

ATTACCA_INTERPOSED int pthread_rwlock_wrlock(pthread_rwlock_t* lock) noexcept {
  count(&RealtimeOffences::locks);
  return g_write_lock.get()(lock);
}

ATTACCA_INTERPOSED int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  count(&RealtimeOffences::sleeps);
  return g_wait.get()(condition, mutex);
}

ATTACCA_INTERPOSED int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                              const timespec* until) {
  count(&RealtimeOffences::sleeps);
  return g_timed_wait.get()(condition, mutex, until);
}

ATTACCA_INTERPOSED int sem_wait(sem_t* semaphore) {
  count(&RealtimeOffences::sleeps);
  return g_semaphore_wait.get()(semaphore);
}

ATTACCA_INTERPOSED int nanosleep(const timespec* time, timespec* left) {
  count(&RealtimeOffences::sleeps);
  return g_nanosleep.get()(time, left);
}

ATTACCA_INTERPOSED int clock_nanosleep(clockid_t clock, int flags, const timespec* time,
                                       timespec* left) {
  count(&RealtimeOffences::sleeps);
  return g_clock_nanosleep.get()(clock, flags, time, left);
}

ATTACCA_INTERPOSED int usleep(useconds_t time) {
  count(&RealtimeOffences::sleeps);
  return g_usleep.get()(time);
}

}  // extern "C"

#endif
