// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/shared_library.hpp"

#include <string>
#include <system_error>

#include <windows.h>

namespace attacca::host {
namespace {

void (*g_on_load)() = nullptr;

/// The system's words do not say which library: for one of the plugin's own that is not there, it
/// names the plugin's file.
std::string reason_of(DWORD code) {
  switch (code) {
    case ERROR_MOD_NOT_FOUND:
      return "a DLL that it needs is not installed";
    case ERROR_PROC_NOT_FOUND:
      return "a DLL that it needs is too old, or another one: a function is missing there";
    case ERROR_BAD_EXE_FORMAT:
      return "it, or a DLL that it needs, is damaged or of another architecture";
    case ERROR_DLL_INIT_FAILED:
      return "its start, or that of a DLL that it needs, failed";
    default:
      break;
  }
  std::string text = std::system_category().message(static_cast<int>(code));
  while (!text.empty() && (text.back() == '.' || text.back() == '\r' || text.back() == '\n')) {
    text.pop_back();
  }
  return text;
}

}  // namespace

Result<SharedLibrary> SharedLibrary::load(const std::filesystem::path& path) {
  // The whole path, and with it the plugin's own folder before the system's: where vendors put what
  // belongs to it. No message box for what is missing.
  std::error_code error;
  std::filesystem::path whole = std::filesystem::absolute(path, error);
  whole.make_preferred();
  DWORD old_mode = 0;
  SetThreadErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX, &old_mode);
  const HMODULE handle = LoadLibraryExW(
      whole.c_str(), nullptr, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
  const DWORD code = GetLastError();
  SetThreadErrorMode(old_mode, nullptr);
  if (handle == nullptr) return fail("cannot load " + path.string() + ": " + reason_of(code));
  if (g_on_load != nullptr) g_on_load();
  return SharedLibrary(handle);
}

void SharedLibrary::on_load(void (*listener)()) noexcept {
  g_on_load = listener;
}

void SharedLibrary::keep_loaded(const std::filesystem::path& path) {
  HMODULE handle = nullptr;
  std::error_code error;
  std::filesystem::path whole = std::filesystem::absolute(path, error);
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN, whole.make_preferred().c_str(), &handle);
}

SharedLibrary::~SharedLibrary() {
  if (handle_ != nullptr) FreeLibrary(static_cast<HMODULE>(handle_));
}

void* SharedLibrary::find(const char* symbol) const noexcept {
  if (handle_ == nullptr) return nullptr;
  return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(handle_), symbol));
}

}  // namespace attacca::host
