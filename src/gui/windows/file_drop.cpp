// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/file_drop.hpp"

#include <utility>

#include <shellapi.h>

#include "gui/windows/system_library.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::gui {

namespace {

constexpr FORMATETC kFiles{CF_HDROP, nullptr, DVASPECT_CONTENT, -1, TYMED_HGLOBAL};

}  // namespace

std::vector<std::string> files_in(IDataObject& data) {
  std::vector<std::string> files;
  using Query = UINT(WINAPI*)(HDROP, UINT, LPWSTR, UINT);
  using Release = void(WINAPI*)(STGMEDIUM*);
  const auto query = find_in<Query>(L"shell32.dll", "DragQueryFileW");
  const auto release = find_in<Release>(L"ole32.dll", "ReleaseStgMedium");
  FORMATETC format = kFiles;
  STGMEDIUM medium{};
  if (query == nullptr || release == nullptr || FAILED(data.GetData(&format, &medium))) {
    return files;
  }
  constexpr UINT kAll = 0xFFFFFFFF;
  const auto drop = static_cast<HDROP>(medium.hGlobal);
  const UINT count = query(drop, kAll, nullptr, 0);
  for (UINT i = 0; i < count; ++i) {
    std::wstring path(query(drop, i, nullptr, 0), L'\0');
    query(drop, i, path.data(), static_cast<UINT>(path.size() + 1));
    if (!path.empty()) files.push_back(core::to_utf8(path));
  }
  release(&medium);
  return files;
}

FileDrop::FileDrop(HWND window, Client client) : window_(window), client_(std::move(client)) {}

bool FileDrop::begin() {
  using Register = HRESULT(WINAPI*)(HWND, IDropTarget*);
  const auto enlist = find_in<Register>(L"ole32.dll", "RegisterDragDrop");
  registered_ = ole_.usable() && enlist != nullptr && SUCCEEDED(enlist(window_, this));
  return registered_;
}

void FileDrop::end() noexcept {
  client_ = {};
  using Revoke = HRESULT(WINAPI*)(HWND);
  if (!std::exchange(registered_, false)) return;
  if (const auto revoke = find_in<Revoke>(L"ole32.dll", "RevokeDragDrop")) revoke(window_);
}

POINT FileDrop::in_window(POINTL place) const {
  POINT point{place.x, place.y};
  ::ScreenToClient(window_, &point);
  return point;
}

HRESULT FileDrop::DragEnter(IDataObject* data, DWORD keys, POINTL place, DWORD* effect) {
  FORMATETC format = kFiles;
  has_files_ = data != nullptr && data->QueryGetData(&format) == S_OK;
  return DragOver(keys, place, effect);
}

HRESULT FileDrop::DragOver(DWORD /*keys*/, POINTL place, DWORD* effect) {
  if (effect == nullptr) return E_POINTER;
  const auto takes_at = client_.takes_at;  // it may end this
  const bool taken = has_files_ && takes_at && takes_at(in_window(place));
  *effect = taken ? *effect & DROPEFFECT_COPY : DROPEFFECT_NONE;
  return S_OK;
}

HRESULT FileDrop::DragLeave() {
  const auto left = client_.left;
  if (std::exchange(has_files_, false) && left) left();
  return S_OK;
}

HRESULT FileDrop::Drop(IDataObject* data, DWORD keys, POINTL place, DWORD* effect) {
  if (effect == nullptr || data == nullptr) return E_POINTER;
  AddRef();
  DragOver(keys, place, effect);
  const auto files = *effect != DROPEFFECT_NONE ? files_in(*data) : std::vector<std::string>();
  const auto dropped = client_.dropped;
  if (!files.empty() && dropped) {
    has_files_ = false;
    dropped(in_window(place), files);
  } else {
    *effect = DROPEFFECT_NONE;
    DragLeave();
  }
  Release();
  return S_OK;
}

}  // namespace attacca::gui
