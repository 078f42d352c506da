// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gui/windows/com_object.hpp"
#include "gui/windows/ole.hpp"

namespace attacca::gui {

/// Takes files that are dropped on one window. [main]
class FileDrop final : public ComObject<IDropTarget> {
 public:
  /// Places are pixels of the window.
  struct Client {
    std::function<bool(POINT)> takes_at;
    std::function<void()> left;
    std::function<void(POINT, const std::vector<std::string>&)> dropped;
  };

  FileDrop(HWND window, Client client);

  /// The window takes files from now on; false where the system refuses.
  bool begin();
  /// Nothing is called afterwards.
  void end() noexcept;

  HRESULT STDMETHODCALLTYPE DragEnter(IDataObject* data, DWORD keys, POINTL place,
                                      DWORD* effect) override;
  HRESULT STDMETHODCALLTYPE DragOver(DWORD keys, POINTL place, DWORD* effect) override;
  HRESULT STDMETHODCALLTYPE DragLeave() override;
  HRESULT STDMETHODCALLTYPE Drop(IDataObject* data, DWORD keys, POINTL place,
                                 DWORD* effect) override;

 private:
  [[nodiscard]] POINT in_window(POINTL place) const;

  OleScope ole_;
  HWND window_;
  Client client_;
  bool registered_ = false;
  bool has_files_ = false;
};

/// The files that `data` names, with absolute paths in UTF-8. [main]
[[nodiscard]] std::vector<std::string> files_in(IDataObject& data);

}  // namespace attacca::gui
