// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/x11/editor_window.hpp"

namespace attacca::host {

EditorWindow::~EditorWindow() {
  // The editor first: its window is a child of ours.
  editor_.reset();
  window_.reset();
}

Result<std::unique_ptr<EditorWindow>> EditorWindow::open(MainLoop& loop, PluginInstance& instance,
                                                         double scale, const std::string& title) {
  std::unique_ptr<EditorWindow> opened(new EditorWindow);
  EditorWindow& self = *opened;
  auto window =
      X11Window::create(loop, {640, 480}, title.empty() ? instance.description().name : title);
  if (!window) return tl::unexpected(window.error());
  self.window_ = std::move(*window);
  auto editor = instance.create_editor();
  if (!editor) return tl::unexpected(editor.error());
  self.editor_ = std::move(*editor);
  if (scale != 1.0) self.editor_->set_scale(scale);
  self.editor_->on_resize_request([&self](EditorSize wanted) {
    self.window_->resize(wanted);
    return true;
  });
  self.window_->resize(self.editor_->size());
  self.window_->set_resizable(self.editor_->can_resize());
  self.window_->show();
  if (auto attached = self.editor_->attach(self.window_->id()); !attached) {
    return tl::unexpected(attached.error());
  }
  self.window_->resize(self.editor_->size());
  self.window_->on_resize([&self](EditorSize size) {
    if (self.editor_->size() == size) return;
    const EditorSize adjusted = self.editor_->adjust_size(size);
    if (self.editor_->set_size(adjusted) && !(adjusted == size)) self.window_->resize(adjusted);
  });
  self.window_->on_close([&self] { self.closed_ = true; });
  return opened;
}

}  // namespace attacca::host
