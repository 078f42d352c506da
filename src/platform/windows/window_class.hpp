// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <string>

#include <windows.h>

namespace attacca::core {

/// A class of windows, under a name that no other binary with our code in it has; it ends with the
/// last one that holds it, so that nothing is left of it when the binary goes. [main]
class WindowClass : public std::enable_shared_from_this<WindowClass> {
 public:
  /// `kind` is part of the name; one class for each kind and binary. Null if the system refuses.
  static std::shared_ptr<WindowClass> get(const wchar_t* kind, WNDPROC procedure, UINT style);
  ~WindowClass();
  WindowClass(const WindowClass&) = delete;
  WindowClass& operator=(const WindowClass&) = delete;

  [[nodiscard]] const wchar_t* name() const noexcept { return name_.c_str(); }
  /// The binary stays in the process from here on, and the class with it: for who leaves a window
  /// to another thread, which may come to it at any time. [not audio]
  void stay() noexcept;
  /// The binary that this code is in.
  [[nodiscard]] static HINSTANCE binary() noexcept;

 private:
  struct Known;

  WindowClass(std::wstring name, WNDPROC procedure)
      : name_(std::move(name)), procedure_(procedure) {}
  std::wstring name_;
  WNDPROC procedure_;
  std::shared_ptr<WindowClass> stays_;  ///< itself, after stay(); guarded by the list's mutex
  bool registered_ = false;
};

}  // namespace attacca::core
