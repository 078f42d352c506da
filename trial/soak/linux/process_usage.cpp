// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/process_usage.hpp"

#include <array>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <time.h>
#include <unistd.h>

namespace attacca::trial {

std::uint64_t resident_kilobytes() noexcept {
  // proc(5): the second number of statm is the resident set, in pages. Read without the allocations
  // of a stream, which would show in what is measured.
  const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  std::array<char, 128> text{};
  const ssize_t count = read(file, text.data(), text.size() - 1);
  close(file);
  const char* const second = count > 0 ? std::strchr(text.data(), ' ') : nullptr;
  if (second == nullptr) return 0;
  const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  return std::strtoull(second, nullptr, 10) * page / 1024;
}

std::uint64_t allocated_kilobytes() noexcept {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  const struct mallinfo2 info = mallinfo2();
  return (info.uordblks + info.hblkhd) / 1024;
#else
  return 0;
#endif
}

double processor_seconds() noexcept {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

std::uint64_t monotonic_ns() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000u +
         static_cast<std::uint64_t>(now.tv_nsec);
}

}  // namespace attacca::trial
