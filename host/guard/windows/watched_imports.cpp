// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <string_view>

#include "host/guard/windows/import_hooks.hpp"

namespace attacca::host {
namespace {

using Kind = RealtimeOffenceKind;

// In the order of strcmp(), for the search. Of the C libraries msvcrt and UCRT, of kernel32 and
// ws2_32.
constexpr auto kWatched = std::to_array<WatchedImport>({
    {"AcquireSRWLockExclusive", Kind::lock},
    {"AcquireSRWLockShared", Kind::lock},
    {"ConnectNamedPipe", Kind::file},
    {"CopyFileW", Kind::file},
    {"CreateDirectoryW", Kind::file},
    {"CreateFile2", Kind::file},
    {"CreateFileA", Kind::file},
    {"CreateFileMappingA", Kind::mapping},
    {"CreateFileMappingW", Kind::mapping},
    {"CreateFileW", Kind::file},
    {"CreatePipe", Kind::file},
    {"CreateProcessA", Kind::thread},
    {"CreateProcessW", Kind::thread},
    {"CreateThread", Kind::thread},
    {"DeleteFileA", Kind::file},
    {"DeleteFileW", Kind::file},
    {"EnterCriticalSection", Kind::lock},
    {"FindFirstFileW", Kind::file},
    {"FlushFileBuffers", Kind::file},
    {"FreeLibrary", Kind::library},
    {"GetFileAttributesA", Kind::file},
    {"GetFileAttributesW", Kind::file},
    {"GetMessageW", Kind::wait},
    {"GlobalAlloc", Kind::allocation},
    {"GlobalFree", Kind::free},
    {"HeapAlloc", Kind::allocation},
    {"HeapCreate", Kind::mapping},
    {"HeapDestroy", Kind::mapping},
    {"HeapFree", Kind::free},
    {"HeapReAlloc", Kind::allocation},
    {"LoadLibraryA", Kind::library},
    {"LoadLibraryExA", Kind::library},
    {"LoadLibraryExW", Kind::library},
    {"LoadLibraryW", Kind::library},
    {"LocalAlloc", Kind::allocation},
    {"LocalFree", Kind::free},
    {"MapViewOfFile", Kind::mapping},
    {"MoveFileExW", Kind::file},
    {"MsgWaitForMultipleObjects", Kind::wait},
    {"MsgWaitForMultipleObjectsEx", Kind::wait},
    {"OutputDebugStringA", Kind::file},
    {"OutputDebugStringW", Kind::file},
    {"ReadFile", Kind::file},
    {"SendMessageA", Kind::wait},
    {"SendMessageW", Kind::wait},
    {"SetFilePointerEx", Kind::file},
    {"SignalObjectAndWait", Kind::wait},
    {"Sleep", Kind::sleep},
    {"SleepConditionVariableCS", Kind::wait},
    {"SleepConditionVariableSRW", Kind::wait},
    {"SleepEx", Kind::sleep},
    {"SwitchToThread", Kind::sleep},
    {"UnmapViewOfFile", Kind::mapping},
    {"VirtualAlloc", Kind::mapping},
    {"VirtualFree", Kind::mapping},
    {"VirtualProtect", Kind::mapping},
    {"WSAPoll", Kind::socket},
    {"WSARecv", Kind::socket},
    {"WSASend", Kind::socket},
    {"WaitForMultipleObjects", Kind::wait},
    {"WaitForMultipleObjectsEx", Kind::wait},
    {"WaitForSingleObject", Kind::wait},
    {"WaitForSingleObjectEx", Kind::wait},
    {"WaitOnAddress", Kind::wait},
    {"WriteConsoleA", Kind::file},
    {"WriteConsoleW", Kind::file},
    {"WriteFile", Kind::file},
    {"_aligned_free", Kind::free},
    {"_aligned_malloc", Kind::allocation},
    {"_aligned_realloc", Kind::allocation},
    {"_beginthread", Kind::thread},
    {"_beginthreadex", Kind::thread},
    {"_close", Kind::file},
    {"_open", Kind::file},
    {"_read", Kind::file},
    {"_strdup", Kind::allocation},
    {"_wcsdup", Kind::allocation},
    {"_wfopen", Kind::file},
    {"_wopen", Kind::file},
    {"_write", Kind::file},
    {"accept", Kind::socket},
    {"calloc", Kind::allocation},
    {"closesocket", Kind::socket},
    {"connect", Kind::socket},
    {"fclose", Kind::file},
    {"fflush", Kind::file},
    {"fopen", Kind::file},
    {"fprintf", Kind::file},
    {"fputc", Kind::file},
    {"fputs", Kind::file},
    {"fread", Kind::file},
    {"free", Kind::free},
    {"fseek", Kind::file},
    {"fwrite", Kind::file},
    {"malloc", Kind::allocation},
    {"printf", Kind::file},
    {"putchar", Kind::file},
    {"puts", Kind::file},
    {"realloc", Kind::allocation},
    {"recv", Kind::socket},
    {"recvfrom", Kind::socket},
    {"select", Kind::socket},
    {"send", Kind::socket},
    {"sendto", Kind::socket},
    {"socket", Kind::socket},
    {"strdup", Kind::allocation},
    {"vfprintf", Kind::file},
});

constexpr bool before(const WatchedImport& a, std::string_view b) noexcept {
  return std::string_view(a.name) < b;
}

static_assert(std::is_sorted(kWatched.begin(), kWatched.end(),
                             [](const WatchedImport& a, const WatchedImport& b) {
                               return before(a, b.name);
                             }));

}  // namespace

const WatchedImport* find_watched_import(const char* name) noexcept {
  const auto found =
      std::lower_bound(kWatched.begin(), kWatched.end(), std::string_view(name), before);
  return found != kWatched.end() && std::string_view(found->name) == name ? &*found : nullptr;
}

}  // namespace attacca::host
