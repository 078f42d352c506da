// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <ole2.h>
#include <windows.h>

namespace attacca::gui {

/// OLE for the calling thread, which dragging needs, for as long as this lives. [main]
class OleScope {
 public:
  OleScope();
  ~OleScope();
  OleScope(const OleScope&) = delete;
  OleScope& operator=(const OleScope&) = delete;

  /// False where the thread's COM is of the other kind, or the system has no OLE.
  [[nodiscard]] bool usable() const noexcept { return usable_; }

 private:
  bool usable_ = false;
};

}  // namespace attacca::gui
