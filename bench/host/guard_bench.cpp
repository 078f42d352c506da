// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <vector>

#include <dlfcn.h>
#include <pthread.h>

#include "host/guard/realtime_guard.hpp"

// What the real-time guard costs a program that links it: calls outside a callback against the same
// calls past the guard, and an offence inside one. Read the ratios; the nanoseconds are the
// machine's.

extern "C" {
void* __libc_malloc(std::size_t);
void __libc_free(void*);
}

namespace {

using Clock = std::chrono::steady_clock;
using namespace attacca::host;

constexpr int kRounds = 41;
constexpr int kCalls = 20'000;

// Volatile, so that calls are made and each by the same means.
void* (*volatile g_malloc)(std::size_t) = std::malloc;
void (*volatile g_free)(void*) = std::free;
void* (*volatile g_plain_malloc)(std::size_t) = __libc_malloc;
void (*volatile g_plain_free)(void*) = __libc_free;
using LockFunction = int (*)(pthread_mutex_t*);
volatile LockFunction g_lock = pthread_mutex_lock;
volatile LockFunction g_plain_lock = nullptr;
pthread_mutex_t g_mutex = PTHREAD_MUTEX_INITIALIZER;

/// Nanoseconds for one call.
double time_of(const std::function<void()>& calls) {
  const auto begin = Clock::now();
  calls();
  return std::chrono::duration<double, std::nano>(Clock::now() - begin).count() / kCalls;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Both are timed in turn, so that what else the machine does falls on both.
void compare(const char* what, const std::function<void()>& plain,
             const std::function<void()>& guarded) {
  std::vector<double> plain_times;
  std::vector<double> guarded_times;
  std::vector<double> ratios;
  for (int i = 0; i < kRounds; ++i) {
    plain_times.push_back(time_of(plain));
    guarded_times.push_back(time_of(guarded));
    ratios.push_back(guarded_times.back() / plain_times.back());
  }
  std::printf("%-34s %8.1f ns %8.1f ns %9.2f\n", what, median(plain_times), median(guarded_times),
              median(ratios));
}

void allocate() {
  for (int i = 0; i < kCalls; ++i) g_free(g_malloc(64));
}
void allocate_plainly() {
  for (int i = 0; i < kCalls; ++i) g_plain_free(g_plain_malloc(64));
}
void lock() {
  for (int i = 0; i < kCalls; ++i) {
    g_lock(&g_mutex);
    pthread_mutex_unlock(&g_mutex);
  }
}
void lock_plainly() {
  for (int i = 0; i < kCalls; ++i) {
    g_plain_lock(&g_mutex);
    pthread_mutex_unlock(&g_mutex);
  }
}

/// Stacks of everyday depth.
__attribute__((noinline)) void at_depth(int depth, const std::function<void()>& calls) {
  if (depth == 0) return calls();
  at_depth(depth - 1, calls);
  asm volatile("" : : : "memory");
}

}  // namespace

int main() {
  if (realtime_guard_reach() != RealtimeGuardReach::everything) {
    std::fprintf(stderr, "guard_bench: the guard is not linked\n");
    return 1;
  }
  g_plain_lock = reinterpret_cast<LockFunction>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
  if (g_plain_lock == nullptr) return 1;
  std::printf("%-34s %11s %11s %9s\n", "outside a callback", "plain", "guarded", "ratio");
  compare("malloc and free of 64 bytes", allocate_plainly, allocate);
  compare("lock and unlock a mutex", lock_plainly, lock);

  std::printf("\n%-34s %11s %11s %9s\n", "inside one: malloc and free", "plain", "counted",
              "ratio");
  std::vector<double> unwound;
  std::vector<double> counted;
  std::vector<double> plain;
  for (int i = 0; i < kRounds; ++i) {
    const auto offences = std::make_unique<RealtimeOffences>();
    constexpr int kUnwound = 250;  // two offences each, all within the first 1024
    const auto offend = [&](int times) {
      const RealtimeScope scope(*offences);
      for (int n = 0; n < times; ++n) g_free(g_malloc(64));
    };
    at_depth(10, [&] {
      plain.push_back(time_of(allocate_plainly));
      unwound.push_back(time_of([&] { offend(kUnwound); }) * kCalls / kUnwound);
      offend(1024);
      counted.push_back(time_of([&] { offend(kCalls); }));
    });
  }
  const double base = median(plain);
  std::printf("%-34s %8.1f ns %8.1f ns %9.2f\n", "the first, with their stacks", base,
              median(unwound), median(unwound) / base);
  std::printf("%-34s %8.1f ns %8.1f ns %9.2f\n", "after 1024 stacks", base, median(counted),
              median(counted) / base);
  return 0;
}
