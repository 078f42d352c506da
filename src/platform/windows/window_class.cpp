// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/windows/window_class.hpp"

#include <map>
#include <mutex>

namespace attacca::core {

HINSTANCE WindowClass::binary() noexcept {
  static const char kHere = 0;
  HMODULE module = nullptr;
  ::GetModuleHandleExW(
      GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
      reinterpret_cast<LPCWSTR>(&kHere), &module);
  return module;
}

std::shared_ptr<WindowClass> WindowClass::get(const wchar_t* kind, WNDPROC procedure, UINT style) {
  static std::mutex mutex;
  static std::map<std::wstring, std::weak_ptr<WindowClass>> known;
  const std::lock_guard lock(mutex);
  std::weak_ptr<WindowClass>& place = known[kind];
  if (auto found = place.lock()) return found;
  wchar_t address[20];
  ::swprintf(address, sizeof address / sizeof address[0], L" %p", static_cast<void*>(binary()));
  const std::shared_ptr<WindowClass> made(
      new WindowClass(L"Attacca " + std::wstring(kind) + address));
  WNDCLASSEXW description{};
  description.cbSize = sizeof description;
  description.style = style;
  description.lpfnWndProc = procedure;
  description.hInstance = binary();
  description.lpszClassName = made->name();
  made->registered_ = ::RegisterClassExW(&description) != 0;
  if (!made->registered_) return nullptr;
  place = made;
  return made;
}

WindowClass::~WindowClass() {
  if (registered_) ::UnregisterClassW(name(), binary());
}

}  // namespace attacca::core
