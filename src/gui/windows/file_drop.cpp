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

using ReleaseMedium = void(WINAPI*)(STGMEDIUM*);

/// What a data object has handed over, given back at the end.
struct Medium {
  explicit Medium(ReleaseMedium release_) : release(release_) {}
  ~Medium() { release(&medium); }
  Medium(const Medium&) = delete;
  Medium& operator=(const Medium&) = delete;

  STGMEDIUM medium{};
  ReleaseMedium release;
};

}  // namespace

std::vector<std::string> files_in(IDataObject& data) {
  std::vector<std::string> files;
  using Query = UINT(WINAPI*)(HDROP, UINT, LPWSTR, UINT);
  const auto query = find_in<Query>(L"shell32.dll", "DragQueryFileW");
  const auto release = find_in<ReleaseMedium>(L"ole32.dll", "ReleaseStgMedium");
  if (query == nullptr || release == nullptr) return files;
  FORMATETC format = kFiles;
  Medium got(release);  // empty, there is nothing to give back
  if (FAILED(data.GetData(&format, &got.medium))) {
    got.medium = {};
    return files;
  }
  constexpr UINT kAll = 0xFFFFFFFF;
  const auto drop = static_cast<HDROP>(got.medium.hGlobal);
  const UINT count = query(drop, kAll, nullptr, 0);
  for (UINT i = 0; i < count; ++i) {
    std::wstring path(query(drop, i, nullptr, 0), L'\0');
    query(drop, i, path.data(), static_cast<UINT>(path.size() + 1));
    if (!path.empty()) files.push_back(core::to_utf8(path));
  }
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
  const DWORD possible = std::exchange(*effect, DROPEFFECT_NONE);
  return answer([&] {
    const auto takes_at = client_.takes_at;  // it may end this
    const bool taken = has_files_ && takes_at && takes_at(in_window(place));
    if (taken) *effect = possible & DROPEFFECT_COPY;
    return S_OK;
  });
}

HRESULT FileDrop::DragLeave() {
  return answer([this] {
    const auto left = client_.left;
    if (std::exchange(has_files_, false) && left) left();
    return S_OK;
  });
}

HRESULT FileDrop::Drop(IDataObject* data, DWORD keys, POINTL place, DWORD* effect) {
  if (effect == nullptr || data == nullptr) return E_POINTER;
  AddRef();
  DragOver(keys, place, effect);
  const DWORD possible = std::exchange(*effect, DROPEFFECT_NONE);
  const HRESULT done = answer([&] {
    const auto files = possible != DROPEFFECT_NONE ? files_in(*data) : std::vector<std::string>();
    const auto dropped = client_.dropped;
    if (files.empty() || !dropped) return DragLeave();
    has_files_ = false;
    dropped(in_window(place), files);
    *effect = possible;
    return S_OK;
  });
  if (FAILED(done)) DragLeave();  // nothing, when they were dropped
  Release();
  return done;
}

}  // namespace attacca::gui
