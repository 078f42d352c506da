// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/drag_source.hpp"

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <shlobj.h>

#include "gui/windows/clipboard.hpp"
#include "gui/windows/com_object.hpp"
#include "gui/windows/com_ref.hpp"
#include "gui/windows/system_library.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::gui {

namespace {

FORMATETC format_of(CLIPFORMAT kind) {
  return {kind, nullptr, DVASPECT_CONTENT, -1, TYMED_HGLOBAL};
}

/// "C:\…" or "\\server\…".
bool is_absolute(const std::wstring& path) {
  if (path.size() < 3) return false;
  return (path[1] == L':' && path[2] == L'\\') || (path[0] == L'\\' && path[1] == L'\\');
}

std::vector<std::wstring> absolute_paths(const std::vector<std::string>& files) {
  std::vector<std::wstring> paths;
  for (const std::string& file : files) {
    std::wstring path = core::to_utf16(file);
    for (wchar_t& unit : path) {
      if (unit == L'/') unit = L'\\';
    }
    if (is_absolute(path)) paths.push_back(std::move(path));
  }
  return paths;
}

/// DROPFILES, the paths one after the other, each with a zero at its end, and one more.
HGLOBAL global_files(const std::vector<std::wstring>& paths) {
  std::wstring list;
  for (const std::wstring& path : paths) list.append(path).push_back(L'\0');
  list.push_back(L'\0');
  DROPFILES head{};
  head.pFiles = sizeof head;
  head.fWide = TRUE;
  const HGLOBAL memory = ::GlobalAlloc(GMEM_MOVEABLE, sizeof head + list.size() * sizeof(wchar_t));
  if (memory == nullptr) return nullptr;
  if (auto* const to = static_cast<char*>(::GlobalLock(memory))) {
    std::memcpy(to, &head, sizeof head);
    std::memcpy(to + sizeof head, list.data(), list.size() * sizeof(wchar_t));
  }
  ::GlobalUnlock(memory);
  return memory;
}

class DragData final : public ComObject<IDataObject> {
 public:
  explicit DragData(const DragContent& content)
      : files_(absolute_paths(content.files)), text_(content.text) {
    if (!files_.empty()) formats_.push_back(format_of(CF_HDROP));
    if (!text_.empty()) formats_.push_back(format_of(CF_UNICODETEXT));
  }

  HRESULT STDMETHODCALLTYPE GetData(FORMATETC* wanted, STGMEDIUM* medium) override {
    if (wanted == nullptr || medium == nullptr) return E_POINTER;
    if (const HRESULT known = QueryGetData(wanted); known != S_OK) return known;
    *medium = {};
    return answer([&] {
      medium->hGlobal = wanted->cfFormat == CF_HDROP ? global_files(files_) : global_text(text_);
      if (medium->hGlobal == nullptr) return E_OUTOFMEMORY;
      medium->tymed = TYMED_HGLOBAL;
      return S_OK;
    });
  }
  HRESULT STDMETHODCALLTYPE QueryGetData(FORMATETC* wanted) override {
    if (wanted == nullptr) return E_POINTER;
    for (const FORMATETC& format : formats_) {
      if (format.cfFormat != wanted->cfFormat) continue;
      return (wanted->tymed & TYMED_HGLOBAL) != 0 ? S_OK : DV_E_TYMED;
    }
    return DV_E_FORMATETC;
  }
  HRESULT STDMETHODCALLTYPE EnumFormatEtc(DWORD direction, IEnumFORMATETC** found) override {
    using Make = HRESULT(WINAPI*)(UINT, const FORMATETC*, IEnumFORMATETC**);
    if (found == nullptr) return E_POINTER;
    *found = nullptr;
    if (direction != DATADIR_GET) return E_NOTIMPL;
    const auto make = find_in<Make>(L"shell32.dll", "SHCreateStdEnumFmtEtc");
    if (make == nullptr) return E_NOTIMPL;
    return make(static_cast<UINT>(formats_.size()), formats_.data(), found);
  }
  HRESULT STDMETHODCALLTYPE GetDataHere(FORMATETC*, STGMEDIUM*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetCanonicalFormatEtc(FORMATETC*, FORMATETC* same) override {
    if (same != nullptr) same->ptd = nullptr;
    return DATA_S_SAMEFORMATETC;
  }
  HRESULT STDMETHODCALLTYPE SetData(FORMATETC*, STGMEDIUM*, BOOL) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE DAdvise(FORMATETC*, DWORD, IAdviseSink*, DWORD*) override {
    return OLE_E_ADVISENOTSUPPORTED;
  }
  HRESULT STDMETHODCALLTYPE DUnadvise(DWORD) override { return OLE_E_ADVISENOTSUPPORTED; }
  HRESULT STDMETHODCALLTYPE EnumDAdvise(IEnumSTATDATA**) override {
    return OLE_E_ADVISENOTSUPPORTED;
  }
  [[nodiscard]] bool empty() const noexcept { return formats_.empty(); }

 private:
  std::vector<std::wstring> files_;
  std::string text_;
  std::vector<FORMATETC> formats_;
};

/// Ends the drag when all buttons are up, and calls it off with the Escape key.
class DragWatch final : public ComObject<IDropSource> {
 public:
  HRESULT STDMETHODCALLTYPE QueryContinueDrag(BOOL escape, DWORD keys) override {
    if (escape != FALSE) return DRAGDROP_S_CANCEL;
    const bool held = (keys & (MK_LBUTTON | MK_MBUTTON | MK_RBUTTON)) != 0;
    return held ? S_OK : DRAGDROP_S_DROP;
  }
  HRESULT STDMETHODCALLTYPE GiveFeedback(DWORD) override { return DRAGDROP_S_USEDEFAULTCURSORS; }
};

bool run_drag(const DragContent& content) {
  using Run = HRESULT(WINAPI*)(IDataObject*, IDropSource*, DWORD, DWORD*);
  const OleScope ole;
  const auto run = find_in<Run>(L"ole32.dll", "DoDragDrop");
  ComRef<DragData> data;
  ComRef<DragWatch> watch;
  *data.out() = new DragData(content);
  *watch.out() = new DragWatch;
  DWORD effect = DROPEFFECT_NONE;
  HRESULT done = DRAGDROP_S_CANCEL;
  if (ole.usable() && run != nullptr && !data->empty()) {
    done = run(data.get(), watch.get(), DROPEFFECT_COPY | DROPEFFECT_LINK, &effect);
  }
  return done == DRAGDROP_S_DROP && effect != DROPEFFECT_NONE;
}

bool drag(const DragContent& content) noexcept {
  try {
    return run_drag(content);
  } catch (...) {
    return false;  // there was no memory to begin with it
  }
}

}  // namespace

IDataObject* make_drag_data(const DragContent& content) {
  return new DragData(content);
}

const DragCode& drag_code() noexcept {
  static constexpr DragCode kCode{drag};
  return kCode;
}

}  // namespace attacca::gui
