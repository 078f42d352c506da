// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process_usage.hpp"

#include <array>
#include <cstdint>

#include <fcntl.h>
#include <libproc.h>
#include <mach/mach.h>
#include <malloc/malloc.h>
#include <unistd.h>

namespace attacca::validate {

namespace {

template <typename Use>
void for_each_thread(Use&& use) {
  thread_act_array_t threads = nullptr;
  mach_msg_type_number_t count = 0;
  if (task_threads(mach_task_self(), &threads, &count) != KERN_SUCCESS) return;
  for (mach_msg_type_number_t i = 0; i < count; ++i) {
    use(threads[i]);
    mach_port_deallocate(mach_task_self(), threads[i]);
  }
  vm_deallocate(mach_task_self(), reinterpret_cast<vm_address_t>(threads),
                count * sizeof(thread_act_t));
}

std::string target_of(int descriptor) {
  std::array<char, MAXPATHLEN> path{};
  if (fcntl(descriptor, F_GETPATH, path.data()) == 0) return path.data();
  return {};
}

std::string name_of_kind(std::uint32_t kind) {
  switch (kind) {
    case PROX_FDTYPE_VNODE:
      return "file";
    case PROX_FDTYPE_SOCKET:
      return "socket";
    case PROX_FDTYPE_PIPE:
      return "pipe";
    case PROX_FDTYPE_KQUEUE:
      return "kqueue";
    case PROX_FDTYPE_PSHM:
      return "shared memory";
    case PROX_FDTYPE_PSEM:
      return "semaphore";
    default:
      return "kind " + std::to_string(kind);
  }
}

}  // namespace

std::size_t thread_count() {
  std::size_t count = 0;
  for_each_thread([&count](thread_act_t) { ++count; });
  // Those of the system's pool come when somebody has work for them, and stay for a while.
  proc_workqueueinfo pool{};
  if (proc_pidinfo(getpid(), PROC_PIDWORKQUEUEINFO, 0, &pool, sizeof pool) == sizeof pool &&
      pool.pwq_nthreads <= count) {
    count -= pool.pwq_nthreads;
  }
  return count;
}

std::vector<std::string> thread_names() {
  std::vector<std::string> names;
  for_each_thread([&names](thread_act_t thread) {
    thread_extended_info_data_t info{};
    mach_msg_type_number_t count = THREAD_EXTENDED_INFO_COUNT;
    const bool is_known =
        thread_info(thread, THREAD_EXTENDED_INFO, reinterpret_cast<thread_info_t>(&info), &count) ==
        KERN_SUCCESS;
    names.emplace_back(is_known ? info.pth_name : "");
  });
  return names;
}

std::vector<std::string> open_descriptors() {
  std::vector<proc_fdinfo> list(1024);
  const int bytes = proc_pidinfo(getpid(), PROC_PIDLISTFDS, 0, list.data(),
                                 static_cast<int>(list.size() * sizeof(proc_fdinfo)));
  list.resize(bytes > 0 ? static_cast<std::size_t>(bytes) / sizeof(proc_fdinfo) : 0);
  std::vector<std::string> descriptors;
  for (const proc_fdinfo& each : list) {
    std::string target = target_of(each.proc_fd);
    if (target.empty()) target = name_of_kind(each.proc_fdtype);
    descriptors.push_back(std::to_string(each.proc_fd) + " → " + target);
  }
  return descriptors;
}

std::size_t resident_bytes() {
  mach_task_basic_info_data_t info{};
  mach_msg_type_number_t count = MACH_TASK_BASIC_INFO_COUNT;
  return task_info(mach_task_self(), MACH_TASK_BASIC_INFO, reinterpret_cast<task_info_t>(&info),
                   &count) == KERN_SUCCESS
             ? static_cast<std::size_t>(info.resident_size)
             : 0;
}

std::optional<std::size_t> allocated_bytes() {
  malloc_statistics_t statistics{};
  malloc_zone_statistics(nullptr, &statistics);  // of all zones
  if (statistics.size_in_use == 0) return std::nullopt;
  return statistics.size_in_use;
}

std::size_t child_count() {
  std::array<pid_t, 256> ids{};
  const int bytes = proc_listpids(PROC_PPID_ONLY, static_cast<std::uint32_t>(getpid()), ids.data(),
                                  static_cast<int>(sizeof ids));
  return bytes > 0 ? static_cast<std::size_t>(bytes) / sizeof(pid_t) : 0;
}

}  // namespace attacca::validate
