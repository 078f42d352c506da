// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// Pixels of the window.
struct EditorSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  friend bool operator==(const EditorSize&, const EditorSize&) = default;
};

/// The editor of one instance. Destroying it closes the editor; it must go before its instance.
/// All members [main].
class PluginEditor {
 public:
  /// Asked when the plugin wants another size; answers whether the window took it.
  using ResizeRequest = std::function<bool(EditorSize)>;

  virtual ~PluginEditor() = default;

  /// The size the plugin has now.
  [[nodiscard]] virtual EditorSize size() = 0;
  [[nodiscard]] virtual bool can_resize() = 0;
  /// The nearest size that the plugin would take; changes nothing.
  [[nodiscard]] virtual EditorSize adjust_size(EditorSize wanted) = 0;
  /// Errors: the plugin refused.
  [[nodiscard]] virtual Result<void> set_size(EditorSize size) = 0;
  /// 1.0 = 100 %. Returns false when the plugin ignores it. Before attach().
  virtual bool set_scale(double scale) = 0;
  /// Puts the editor into a window of the system's: an X11 window's id, on Windows a HWND. Errors:
  /// the plugin refused.
  [[nodiscard]] virtual Result<void> attach(std::uintptr_t parent) = 0;

  void on_resize_request(ResizeRequest request) { resize_request_ = std::move(request); }

 protected:
  ResizeRequest resize_request_;
};

}  // namespace attacca::host
