// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/windows/thread_names.hpp"

#include <windows.h>

#include "platform/windows/utf16.hpp"

namespace attacca::core {

namespace {

/// Looked up rather than linked: an older system would not load the plugin at all.
template <class Function>
Function* system_function(const char* name) noexcept {
  const HMODULE library = ::GetModuleHandleW(L"kernel32.dll");
  if (library == nullptr) return nullptr;
  return reinterpret_cast<Function*>(reinterpret_cast<void (*)()>(::GetProcAddress(library, name)));
}

}  // namespace

void name_this_thread(const char* utf8) {
  auto* const set = system_function<HRESULT WINAPI(HANDLE, PCWSTR)>("SetThreadDescription");
  if (set != nullptr) set(::GetCurrentThread(), to_utf16(utf8).c_str());
}

std::string name_of_this_thread() {
  auto* const get = system_function<HRESULT WINAPI(HANDLE, PWSTR*)>("GetThreadDescription");
  PWSTR text = nullptr;
  if (get == nullptr || FAILED(get(::GetCurrentThread(), &text)) || text == nullptr) return {};
  std::string name = to_utf8(text);
  ::LocalFree(text);
  return name;
}

}  // namespace attacca::core
