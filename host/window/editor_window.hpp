// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "attacca/base/result.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/window/native_window.hpp"

namespace attacca::host {

/// A plugin's editor in a window of its own, resized both ways. Destroy it before the instance.
/// All members [main].
class EditorWindow {
 public:
  /// Makes, attaches and shows the editor. `scale` 1.0 = 100 %.
  /// Errors: no display, no editor, the plugin refused.
  [[nodiscard]] static Result<std::unique_ptr<EditorWindow>> open(MainLoop& loop,
                                                                  PluginInstance& instance,
                                                                  double scale = 1.0,
                                                                  const std::string& title = {});
  ~EditorWindow();

  /// Shows another instance's editor in the same window, which stays where it is, and keeps a size
  /// that the user gave it where the new one can take it. Errors: no editor, the plugin refused;
  /// the window is empty then.
  [[nodiscard]] Result<void> show_another(PluginInstance& instance);
  /// Closes the editor, whose instance may go then; the window stays.
  void empty() { editor_.reset(); }

  [[nodiscard]] NativeWindow& window() noexcept { return *window_; }
  [[nodiscard]] PluginEditor& editor() noexcept { return *editor_; }
  [[nodiscard]] bool is_closed() const noexcept { return closed_; }  ///< The user closed it.

 private:
  EditorWindow() = default;

  /// Makes the editor and puts it into the window, in the order that the profile has.
  [[nodiscard]] Result<void> embed(PluginInstance& instance);

  std::unique_ptr<NativeWindow> window_;
  std::unique_ptr<PluginEditor> editor_;
  double scale_ = 1.0;
  EditorSize own_size_;  ///< the one that the editor came with
  bool is_shown_ = false;
  bool closed_ = false;
  /// The plugin's own request, after which this host sets no size.
  std::optional<EditorSize> leaves_size_;
};

}  // namespace attacca::host
