// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A library that does, when it is asked, what has no place on the audio thread.

#include <cstdlib>

#include <windows.h>

namespace {
void* volatile g_kept = nullptr;
CRITICAL_SECTION g_section;
[[maybe_unused]] const bool g_is_made = [] {
  InitializeCriticalSection(&g_section);
  return true;
}();
}  // namespace

extern "C" {
__declspec(dllexport) void allocate() {
  g_kept = std::malloc(100);
}
__declspec(dllexport) void release() {
  std::free(g_kept);
}
__declspec(dllexport) void release_nothing() {
  void* volatile nothing = nullptr;
  std::free(nothing);
}
__declspec(dllexport) void lock() {
  EnterCriticalSection(&g_section);
  LeaveCriticalSection(&g_section);
}
__declspec(dllexport) void doze() {
  Sleep(0);
}
__declspec(dllexport) void open_file() {
  CloseHandle(
      CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr));
}
__declspec(dllexport) void compute() {
  volatile double x = 1.0;
  for (int i = 0; i < 100; ++i) x = x * 1.1;
}
__declspec(dllexport) DWORD fail_and_tell() {
  SetLastError(1234);
  std::free(std::malloc(1));
  return GetLastError();
}
}
