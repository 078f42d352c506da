// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/clap/clap_editor.hpp"

#include "host/clap/clap_instance.hpp"

namespace attacca::host {

ClapEditor::ClapEditor(ClapInstance& instance, const clap::PluginGui& gui)
    : instance_(instance), gui_(gui) {
  instance_.editor_ = this;
}

ClapEditor::~ClapEditor() {
  instance_.editor_ = nullptr;
  gui_.destroy(instance_.plugin_);
}

EditorSize ClapEditor::size() {
  EditorSize size;
  if (!gui_.get_size(instance_.plugin_, &size.width, &size.height)) return {};
  return size;
}

bool ClapEditor::can_resize() {
  return gui_.can_resize(instance_.plugin_);
}

EditorSize ClapEditor::adjust_size(EditorSize wanted) {
  EditorSize adjusted = wanted;
  if (!gui_.adjust_size(instance_.plugin_, &adjusted.width, &adjusted.height)) return wanted;
  return adjusted;
}

Result<void> ClapEditor::set_size(EditorSize size) {
  if (!gui_.set_size(instance_.plugin_, size.width, size.height)) {
    return fail(instance_.description_.name + " refused the editor size " +
                std::to_string(size.width) + "x" + std::to_string(size.height));
  }
  return {};
}

bool ClapEditor::set_scale(double scale) {
  return gui_.set_scale(instance_.plugin_, scale);
}

Result<void> ClapEditor::attach(std::uintptr_t parent) {
  clap::Window window{};
  window.api = clap::kWindowApiNative;
  window.ptr = reinterpret_cast<void*>(parent);
  if (!gui_.set_parent(instance_.plugin_, &window)) {
    return fail(instance_.description_.name + " refused to be embedded into the host's window");
  }
  // Some plugins have nothing to do here and answer false; the editor is in its window all the
  // same.
  (void)gui_.show(instance_.plugin_);
  return {};
}

bool ClapInstance::has_editor() {
  return gui_ != nullptr && gui_->is_api_supported(plugin_, clap::kWindowApiNative, false);
}

Result<std::unique_ptr<PluginEditor>> ClapInstance::create_editor() {
  if (!has_editor()) return fail(description_.name + " has no editor for this window system");
  if (editor_ != nullptr) return fail("the editor of " + description_.name + " is open already");
  if (!gui_->create(plugin_, clap::kWindowApiNative, false)) {
    return fail(description_.name + " could not create its editor");
  }
  return std::make_unique<ClapEditor>(*this, *gui_);
}

}  // namespace attacca::host
