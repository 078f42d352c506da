// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/ole.hpp"

#include "gui/windows/system_library.hpp"

namespace attacca::gui {

OleScope::OleScope() {
  using Begin = HRESULT(WINAPI*)(void*);
  const auto begin = find_in<Begin>(L"ole32.dll", "OleInitialize");
  usable_ = begin != nullptr && SUCCEEDED(begin(nullptr));
}

OleScope::~OleScope() {
  using End = void(WINAPI*)();
  if (!usable_) return;
  if (const auto end = find_in<End>(L"ole32.dll", "OleUninitialize")) end();
}

}  // namespace attacca::gui
