// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <cstddef>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "host/guard/realtime_offences.hpp"

namespace attacca::host::test {

namespace {

using Function = void (*)(OffenceSites&);

/// As many functions as there are numbers, each a place of its own.
template <std::size_t N>
__attribute__((noinline)) void offend(OffenceSites& sites) {
  sites.note(RealtimeOffenceKind::allocation, __builtin_return_address(0),
             __builtin_frame_address(0));
  asm volatile("" : : "i"(N));
}

// The place is the call of offend, so each needs a caller of its own.
template <std::size_t N>
__attribute__((noinline)) void call(OffenceSites& sites) {
  offend<N>(sites);
  asm volatile("" : : "i"(N) : "memory");
}

template <std::size_t... Ns>
constexpr auto callers(std::index_sequence<Ns...>) {
  return std::array<Function, sizeof...(Ns)>{call<Ns>...};
}

constexpr std::size_t kPlaces = OffenceSites::kCapacity + 36;
constexpr auto kCallers = callers(std::make_index_sequence<kPlaces>());

std::uint64_t sum_of(const OffenceSites& sites) {
  std::uint64_t sum = sites.elsewhere();
  for (const OffenceSite& site : sites.list()) sum += site.count;
  return sum;
}

}  // namespace

TEST_CASE("the same place is kept once, however often it offends, and every offence is counted") {
  constexpr std::uint64_t kTimes = 20'000;  // beyond the number of stacks that are all unwound
  OffenceSites sites;
  for (std::uint64_t i = 0; i < kTimes; ++i) {
    for (std::size_t place = 0; place < 3; ++place) kCallers[place](sites);
  }
  const auto list = sites.list();
  REQUIRE(list.size() == 3);
  for (const OffenceSite& site : list) {
    CHECK(site.count == kTimes);
    CHECK(site.backtrace.size > 1);
  }
}

TEST_CASE("a place that offends for the first time late is found") {
  OffenceSites sites;
  for (int i = 0; i < 100'000; ++i) kCallers[0](sites);
  kCallers[1](sites);
  REQUIRE(sites.list().size() == 2);
  CHECK(sites.list().back().count == 1);
}

TEST_CASE("with more places than there is room, the first are kept and the rest is counted") {
  OffenceSites sites;
  for (const Function call : kCallers) call(sites);
  CHECK(sites.list().size() == OffenceSites::kCapacity);
  CHECK(sites.elsewhere() == kPlaces - OffenceSites::kCapacity);
}

TEST_CASE("sites can be read while several threads note, and no record is torn") {
  constexpr std::size_t kThreads = 3;
  constexpr int kReads = 300;
  OffenceSites sites;
  std::atomic<std::uint64_t> noted{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      std::uint64_t own = 0;
      for (; own < 20 || !stop; ++own) kCallers[(own + thread) % 20](sites);
      noted += own;
    });
  }
  std::uint64_t before = 0;
  for (int read = 0; read < kReads; ++read) {
    const auto list = sites.list();
    for (const OffenceSite& site : list) {
      REQUIRE(site.kind == RealtimeOffenceKind::allocation);
      REQUIRE(site.backtrace.size > 0);
      REQUIRE(site.backtrace.size <= RawBacktrace::kCapacity);
      for (const std::uint64_t address : site.backtrace.frames()) REQUIRE(address != 0);
    }
    const std::uint64_t sum = sum_of(sites);
    REQUIRE(sum >= before);
    before = sum;
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(sum_of(sites) == noted);
  CHECK(sites.list().size() == 20);
}

}  // namespace attacca::host::test
