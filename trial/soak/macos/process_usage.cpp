// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/process_usage.hpp"

#include <mach/mach.h>
#include <malloc/malloc.h>
#include <time.h>

namespace attacca::trial {

std::uint64_t resident_kilobytes() noexcept {
  mach_task_basic_info_data_t info{};
  mach_msg_type_number_t count = MACH_TASK_BASIC_INFO_COUNT;
  return task_info(mach_task_self(), MACH_TASK_BASIC_INFO, reinterpret_cast<task_info_t>(&info),
                   &count) == KERN_SUCCESS
             ? info.resident_size / 1024
             : 0;
}

std::uint64_t allocated_kilobytes() noexcept {
  malloc_statistics_t statistics{};
  malloc_zone_statistics(nullptr, &statistics);  // of all zones
  return statistics.size_in_use / 1024;
}

double processor_seconds() noexcept {
  return static_cast<double>(clock_gettime_nsec_np(CLOCK_PROCESS_CPUTIME_ID)) * 1e-9;
}

std::uint64_t monotonic_ns() noexcept {
  return clock_gettime_nsec_np(CLOCK_UPTIME_RAW);
}

}  // namespace attacca::trial
