// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/guard/realtime_offences.hpp"

#include <algorithm>

namespace attacca::host {
namespace {

/// After so many stacks only samples are unwound, so that a plugin which allocates all the time is
/// not made late by being watched: unwinding twenty frames takes some 10 µs.
constexpr std::uint64_t kUnwound = 1024;
constexpr std::uint64_t kSample = 64;

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) noexcept {
  // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  std::uint64_t z = hash + value + 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

using CounterMember = RealtimeOffences::Counter RealtimeOffences::*;
constexpr std::array<CounterMember, kRealtimeOffenceKinds> kCounters{
    &RealtimeOffences::allocations, &RealtimeOffences::frees,       &RealtimeOffences::locks,
    &RealtimeOffences::waits,       &RealtimeOffences::sleeps,      &RealtimeOffences::threads,
    &RealtimeOffences::files,       &RealtimeOffences::sockets,     &RealtimeOffences::mappings,
    &RealtimeOffences::libraries,   &RealtimeOffences::system_calls};

}  // namespace

std::string_view name_of(RealtimeOffenceKind kind) noexcept {
  static constexpr std::array<std::string_view, kRealtimeOffenceKinds> kNames{
      "allocation", "free",   "lock",    "wait",    "sleep",      "thread",
      "file",       "socket", "mapping", "library", "system call"};
  return kNames[static_cast<std::size_t>(kind)];
}

OffenceSites::Site* OffenceSites::known_by(std::uint64_t fingerprint) noexcept {
  const std::size_t claimed = std::min(claimed_.load(std::memory_order_relaxed), kCapacity);
  Site* known = nullptr;
  for (std::size_t i = 0; i < claimed; ++i) {
    if (sites_[i].fingerprint.load(std::memory_order_relaxed) != fingerprint) continue;
    if (known != nullptr) return nullptr;
    known = &sites_[i];
  }
  return known;
}

void OffenceSites::note(RealtimeOffenceKind kind, const void* caller, const void* frame) noexcept {
  const auto address = reinterpret_cast<std::uint64_t>(caller) - 1;
  const std::uint64_t fingerprint =
      mix(mix(static_cast<std::uint64_t>(kind), address), reinterpret_cast<std::uint64_t>(frame));
  const std::uint64_t number = unwound_.load(std::memory_order_relaxed);
  if (number >= kUnwound) {
    Site* const site = known_by(fingerprint);
    if (site != nullptr && site->count.load(std::memory_order_relaxed) % kSample != 0) {
      site->count.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    if (site == nullptr && claimed_.load(std::memory_order_relaxed) >= kCapacity) {
      elsewhere_.fetch_add(1, std::memory_order_relaxed);
      return;
    }
  }
  unwound_.store(number + 1, std::memory_order_relaxed);
  note_stack(kind, address, fingerprint);
}

void OffenceSites::note_stack(RealtimeOffenceKind kind, std::uint64_t caller,
                              std::uint64_t fingerprint) noexcept {
  RawBacktrace backtrace;
  capture_backtrace(backtrace, caller);
  std::uint64_t hash = mix(static_cast<std::uint64_t>(kind), backtrace.size);
  for (const std::uint64_t address : backtrace.frames()) hash = mix(hash, address);

  const auto is_it = [&](const Site& site) {
    return site.is_published.load(std::memory_order_acquire) && site.hash == hash;
  };
  Site* site = std::find_if(sites_.begin(), sites_.end(), is_it);
  if (site == sites_.end()) {
    // Two threads may each claim one for the same stack at once; list() puts them together.
    std::size_t claimed = claimed_.load(std::memory_order_relaxed);
    do {
      if (claimed >= kCapacity) {
        elsewhere_.fetch_add(1, std::memory_order_relaxed);
        return;
      }
    } while (!claimed_.compare_exchange_weak(claimed, claimed + 1, std::memory_order_relaxed));
    site = &sites_[claimed];
    site->kind = kind;
    site->hash = hash;
    site->backtrace = backtrace;
    site->is_published.store(true, std::memory_order_release);
  }
  site->count.fetch_add(1, std::memory_order_relaxed);
  site->fingerprint.store(fingerprint, std::memory_order_relaxed);
}

std::vector<OffenceSite> OffenceSites::list() const {
  std::vector<OffenceSite> sites;
  std::vector<std::uint64_t> hashes;
  for (const Site& site : sites_) {
    if (!site.is_published.load(std::memory_order_acquire)) continue;
    const std::uint64_t count = site.count.load(std::memory_order_relaxed);
    const auto same = std::find(hashes.begin(), hashes.end(), site.hash);
    if (same != hashes.end()) {
      sites[static_cast<std::size_t>(same - hashes.begin())].count += count;
      continue;
    }
    hashes.push_back(site.hash);
    sites.push_back({site.kind, count, site.backtrace});
  }
  return sites;
}

std::uint64_t RealtimeOffences::count(RealtimeOffenceKind kind) const noexcept {
  return (this->*kCounters[static_cast<std::size_t>(kind)]).load(std::memory_order_relaxed);
}

std::uint64_t RealtimeOffences::total() const noexcept {
  std::uint64_t sum = 0;
  for (const CounterMember counter : kCounters) {
    sum += (this->*counter).load(std::memory_order_relaxed);
  }
  return sum;
}

void RealtimeOffences::note(RealtimeOffenceKind kind, const void* caller,
                            const void* frame) noexcept {
  (this->*kCounters[static_cast<std::size_t>(kind)]).fetch_add(1, std::memory_order_relaxed);
  sites_.note(kind, caller, frame);
}

}  // namespace attacca::host
