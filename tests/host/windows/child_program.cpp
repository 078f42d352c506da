// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What the tests of crashes start: it ends as it is told, with a crash reporter; or it scans.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "host/base/windows/child_role.hpp"
#include "host/crash/crash_reporter.hpp"
#include "host/load/scan.hpp"

namespace {

// What the compiler cannot know.
volatile int g_deepest = 1 << 30;
volatile std::uintptr_t g_nowhere = 0x10;

int endless(int depth) {
  volatile char room[4096] = {};
  room[depth % 4096] = 1;
  return depth < g_deepest ? endless(depth + 1) + room[0] : 0;
}

[[gnu::noinline]] void write_to_nowhere() {
  *reinterpret_cast<volatile int*>(g_nowhere) = 1;
}

int end_by(std::string_view fate) {
  if (fate == "write") write_to_nowhere();
  if (fate == "abort") std::abort();
  if (fate == "throw") throw std::runtime_error("nobody catches this");
  if (fate == "overflow") return endless(0) & 1;
  if (fate == "thread") std::thread(write_to_nowhere).join();
  if (fate == "exit") std::exit(7);
  if (fate == "hang") {
    for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace attacca::host;
  if (const auto code = scan_child_main(argc, argv)) return *code;
  if (argc != 4) return 99;
  const auto inherited = [argv](int at) {
    return reinterpret_cast<HANDLE>(
        static_cast<std::uintptr_t>(std::strtoull(argv[at], nullptr, 10)));
  };
  auto* const record = static_cast<CrashRecord*>(map_section(inherited(1)));
  if (record == nullptr) return 98;
  install_crash_reporter(*record);
  SetEvent(inherited(2));
  return end_by(argv[3]);
}
