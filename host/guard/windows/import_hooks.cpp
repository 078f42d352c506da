// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/guard/windows/import_hooks.hpp"

#include <cstdint>
#include <cstring>
#include <map>
#include <string>

#include <windows.h>
#include <winternl.h>

#include "host/base/shared_library.hpp"
#include "host/guard/hook.hpp"
#include "host/guard/windows/scope_mark.hpp"

// How the real-time guard comes between a plugin and the system on Windows, where a program cannot
// take the place of a library's functions: the plugin's import tables are made to lead here.
// Of ntdll; the headers have it not.
extern "C" PEB* NTAPI RtlGetCurrentPeb();

namespace attacca::host {
namespace {

/// One function that is watched. The stub below reads the first member.
struct Hook {
  const void* original = nullptr;
  RealtimeOffenceKind kind{};
};

}  // namespace

// Called by the stub before each watched function. `first` is the function's first argument.
extern "C" void attacca_note_import(const Hook* hook, const void* caller, std::uint64_t first) {
  if (!this_thread_is_marked()) return;
  if (detail::t_realtime_offences == nullptr) return;
  if (hook->kind == RealtimeOffenceKind::free && first == 0) return;
  const DWORD error = GetLastError();
  detail::note_realtime_offence(hook->kind, caller);
  SetLastError(error);
}

// Entered by a thunk with the hook in r11: keeps all that may hold an argument, tells
// attacca_note_import, and goes on to the function as if nothing had been. Its frame is described
// for the unwinder.
extern "C" void attacca_import_stub();
asm(R"(
  .text
  .globl attacca_import_stub
  .def attacca_import_stub; .scl 2; .type 32; .endef
  .seh_proc attacca_import_stub
attacca_import_stub:
  subq $0x98, %rsp
  .seh_stackalloc 0x98
  .seh_endprologue
  movq %rcx, 0x20(%rsp)
  movq %rdx, 0x28(%rsp)
  movq %r8, 0x30(%rsp)
  movq %r9, 0x38(%rsp)
  movups %xmm0, 0x40(%rsp)
  movups %xmm1, 0x50(%rsp)
  movups %xmm2, 0x60(%rsp)
  movups %xmm3, 0x70(%rsp)
  movq %r11, 0x80(%rsp)
  movq %rcx, %r8
  movq 0x98(%rsp), %rdx
  movq %r11, %rcx
  call attacca_note_import
  movq 0x20(%rsp), %rcx
  movq 0x28(%rsp), %rdx
  movq 0x30(%rsp), %r8
  movq 0x38(%rsp), %r9
  movups 0x40(%rsp), %xmm0
  movups 0x50(%rsp), %xmm1
  movups 0x60(%rsp), %xmm2
  movups 0x70(%rsp), %xmm3
  movq 0x80(%rsp), %r11
  addq $0x98, %rsp
  jmpq *(%r11)
  .seh_endproc
)");

namespace {

constexpr std::size_t kThunkSize = 32;
constexpr std::size_t kMostThunks = 2048;

/// Small pieces of code, one for each watched function, that say which it is.
class Thunks {
 public:
  /// Where calls of the function are to lead; null: no memory.
  void* for_function(const void* original, RealtimeOffenceKind kind) {
    const auto known = by_function_.find(original);
    if (known != by_function_.end()) return known->second;
    if (code_ == nullptr) {
      code_ = static_cast<unsigned char*>(VirtualAlloc(
          nullptr, kThunkSize * kMostThunks, MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE));
    }
    if (code_ == nullptr || by_function_.size() == kMostThunks) return nullptr;
    unsigned char* const thunk = code_ + kThunkSize * by_function_.size();
    auto* const hook = new Hook{original, kind};  // for ever, as the code that refers to it
    const std::uint64_t stub = reinterpret_cast<std::uint64_t>(&attacca_import_stub);
    // mov r11, hook; mov rax, stub; jmp rax
    const unsigned char head[] = {0x49, 0xBB};
    const unsigned char middle[] = {0x48, 0xB8};
    const unsigned char tail[] = {0xFF, 0xE0};
    std::memcpy(thunk, head, 2);
    std::memcpy(thunk + 2, &hook, 8);
    std::memcpy(thunk + 10, middle, 2);
    std::memcpy(thunk + 12, &stub, 8);
    std::memcpy(thunk + 20, tail, 2);
    FlushInstructionCache(GetCurrentProcess(), thunk, kThunkSize);
    by_function_[original] = thunk;
    return thunk;
  }
  [[nodiscard]] bool hold(const void* address) const noexcept {
    const auto* const at = static_cast<const unsigned char*>(address);
    return code_ != nullptr && at >= code_ && at < code_ + kThunkSize * kMostThunks;
  }

 private:
  unsigned char* code_ = nullptr;
  std::map<const void*, void*> by_function_;
};

Thunks& thunks() {
  static Thunks& thunks = *new Thunks;
  return thunks;
}

void replace(void** entry, void* thunk) {
  DWORD old = 0;
  if (VirtualProtect(entry, sizeof *entry, PAGE_READWRITE, &old) == 0) return;
  *entry = thunk;
  VirtualProtect(entry, sizeof *entry, old, &old);
}

bool is_systems(const std::wstring& path) {
  wchar_t folder[MAX_PATH];
  const UINT length = GetWindowsDirectoryW(folder, MAX_PATH);
  return length > 0 && length < MAX_PATH && path.size() > length && path[length] == L'\\' &&
         CompareStringOrdinal(path.data(), static_cast<int>(length), folder,
                              static_cast<int>(length), TRUE) == CSTR_EQUAL;
}

}  // namespace

void watch_imports(void* module) {
  auto* const base = static_cast<unsigned char*>(module);
  const auto* const headers = reinterpret_cast<const IMAGE_NT_HEADERS64*>(
      base + reinterpret_cast<const IMAGE_DOS_HEADER*>(base)->e_lfanew);
  const auto& directory = headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
  if (directory.VirtualAddress == 0) return;
  const auto* library =
      reinterpret_cast<const IMAGE_IMPORT_DESCRIPTOR*>(base + directory.VirtualAddress);
  for (; library->Name != 0; ++library) {
    if (library->OriginalFirstThunk == 0) continue;  // the names are gone
    const auto* name =
        reinterpret_cast<const IMAGE_THUNK_DATA64*>(base + library->OriginalFirstThunk);
    auto* entry = reinterpret_cast<void**>(base + library->FirstThunk);
    for (; name->u1.AddressOfData != 0; ++name, ++entry) {
      if (IMAGE_SNAP_BY_ORDINAL64(name->u1.Ordinal)) continue;
      const auto* const import =
          reinterpret_cast<const IMAGE_IMPORT_BY_NAME*>(base + name->u1.AddressOfData);
      const WatchedImport* const watched =
          find_watched_import(reinterpret_cast<const char*>(import->Name));
      if (watched == nullptr || thunks().hold(*entry)) continue;
      void* const thunk = thunks().for_function(*entry, watched->kind);
      if (thunk != nullptr) replace(entry, thunk);
    }
  }
}

void watch_all_imports() {
  const PEB_LDR_DATA* const loader = RtlGetCurrentPeb()->Ldr;
  const LIST_ENTRY* const head = &loader->InMemoryOrderModuleList;
  const void* const program = GetModuleHandleW(nullptr);
  for (const LIST_ENTRY* at = head->Flink; at != head; at = at->Flink) {
    const auto* const module = CONTAINING_RECORD(at, LDR_DATA_TABLE_ENTRY, InMemoryOrderLinks);
    if (module->DllBase == nullptr || module->DllBase == program) continue;
    const std::wstring path(module->FullDllName.Buffer,
                            module->FullDllName.Length / sizeof(wchar_t));
    if (!is_systems(path)) watch_imports(module->DllBase);
  }
}

namespace {

/// By being linked, this has every plugin watched that is loaded from now on.
[[maybe_unused]] const bool g_is_watching = [] {
  detail::set_realtime_guard_reach(RealtimeGuardReach::everything);
  SharedLibrary::on_load(watch_all_imports);
  return true;
}();

}  // namespace

}  // namespace attacca::host
