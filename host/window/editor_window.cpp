// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/editor_window.hpp"

#include <algorithm>
#include <utility>

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
      NativeWindow::create(loop, {640, 480}, title.empty() ? instance.description().name : title);
  if (!window) return tl::unexpected(window.error());
  self.window_ = std::move(*window);
  self.scale_ = scale;
  for (std::uint32_t i = 0; i < std::max(1u, instance.profile().editor_openings); ++i) {
    self.editor_.reset();
    if (auto embedded = self.embed(instance); !embedded) {
      return tl::unexpected(embedded.error());
    }
  }
  self.window_->on_resize([&self](EditorSize size) {
    if (self.leaves_size_ == size) return;
    self.leaves_size_.reset();
    if (self.editor_ == nullptr) return;
    if (self.editor_->size() == size) return;
    const EditorSize adjusted = self.editor_->adjust_size(size);
    if (self.editor_->set_size(adjusted) && !(adjusted == size)) self.window_->resize(adjusted);
  });
  self.window_->on_close([&self] { self.closed_ = true; });
  return opened;
}

Result<void> EditorWindow::show_another(PluginInstance& instance) {
  const EditorSize before = window_->size();
  const bool is_users_size = before != own_size_;
  editor_.reset();
  if (auto embedded = embed(instance); !embedded) {
    editor_.reset();
    return embedded;
  }
  if (!is_users_size || !editor_->can_resize()) return {};
  const EditorSize wanted = editor_->adjust_size(before);
  if (editor_->set_size(wanted)) window_->resize(wanted);
  return {};
}

Result<void> EditorWindow::embed(PluginInstance& instance) {
  const HostProfile& habits = instance.profile();
  auto editor = instance.create_editor();
  if (!editor) return tl::unexpected(editor.error());
  editor_ = std::move(*editor);
  if (habits.editor_asks_size_first) (void)editor_->size();
  if (habits.editor_scale == ScaleMoment::one_first) {
    editor_->set_scale(1.0);
  } else if (habits.editor_scale == ScaleMoment::before && scale_ != 1.0) {
    editor_->set_scale(scale_);
  }
  const bool sets_no_size =
      instance.description().format == PluginFormat::clap && habits.clap_resize_sets_no_size;
  editor_->on_resize_request([this, sets_no_size](EditorSize wanted) {
    if (sets_no_size) leaves_size_ = wanted;
    window_->resize(wanted);
    return true;
  });
  window_->resize(editor_->size());
  window_->set_resizable(editor_->can_resize());
  // Once: shown again, it would come before all other windows.
  if (!std::exchange(is_shown_, true)) window_->show();
  if (auto attached = editor_->attach(window_->id()); !attached) return attached;
  window_->embed_children();
  if (habits.editor_scale != ScaleMoment::before && scale_ != 1.0) editor_->set_scale(scale_);
  own_size_ = editor_->size();
  window_->resize(own_size_);
  return {};
}

}  // namespace attacca::host
