// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/windows/window_class.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

namespace attacca::core {

HINSTANCE WindowClass::binary() noexcept {
  static const char kHere = 0;
  HMODULE module = nullptr;
  ::GetModuleHandleExW(
      GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
      reinterpret_cast<LPCWSTR>(&kHere), &module);
  return module;
}

/// The classes of this binary.
struct WindowClass::Known {
  struct Place {
    std::weak_ptr<WindowClass> used;
    bool ours = false;  ///< has been registered: what has this name was left by a window's end
  };

  static Known& all() {
    static Known known;
    return known;
  }

  std::mutex mutex;
  std::map<std::wstring, Place> places;
};

std::shared_ptr<WindowClass> WindowClass::get(const wchar_t* kind, WNDPROC procedure, UINT style) {
  // Digits by hand: printf's wide sister is 10 kB, and nothing else asks for it.
  std::wstring name = L"Attacca " + std::wstring(kind) + L' ';
  const auto address = reinterpret_cast<std::uintptr_t>(binary());
  for (int shift = 60; shift >= 0; shift -= 4) name += L"0123456789ABCDEF"[(address >> shift) & 15];
  std::shared_ptr<WindowClass> made(new WindowClass(std::move(name), procedure));
  Known& all = Known::all();
  const std::lock_guard lock(all.mutex);
  Known::Place& place = all.places[made->name_];
  if (auto found = place.used.lock()) return found;
  WNDCLASSEXW description{};
  description.cbSize = sizeof description;
  description.style = style;
  description.lpfnWndProc = procedure;
  description.hInstance = binary();
  description.lpszClassName = made->name();
  // One of that name that has no windows is of no use to anybody.
  ::UnregisterClassW(made->name(), binary());
  made->registered_ = ::RegisterClassExW(&description) != 0 ||
                      (place.ours && ::GetLastError() == ERROR_CLASS_ALREADY_EXISTS);
  if (!made->registered_) return nullptr;
  place = {made, true};
  return made;
}

WindowClass::~WindowClass() {
  if (!registered_) return;
  Known& all = Known::all();
  const std::lock_guard lock(all.mutex);
  Known::Place& place = all.places[name_];
  // Another one may have taken it over meanwhile. Refused while one of the windows is still going:
  // then the next one takes it over.
  if (place.used.expired()) ::UnregisterClassW(name(), binary());
}

void WindowClass::stay() noexcept {
  HMODULE stays = nullptr;
  ::GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                       reinterpret_cast<LPCWSTR>(procedure_), &stays);
  const std::lock_guard lock(Known::all().mutex);
  stays_ = shared_from_this();
}

}  // namespace attacca::core
