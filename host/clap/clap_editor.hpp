// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/clap/ext/gui.hpp"
#include "host/plugin/plugin_editor.hpp"

namespace attacca::host {

class ClapInstance;

/// The editor of a CLAP plugin, embedded into an X11 window.
class ClapEditor final : public PluginEditor {
 public:
  /// The plugin's gui.create has succeeded already.
  ClapEditor(ClapInstance& instance, const clap::PluginGui& gui);
  ~ClapEditor() override;

  EditorSize size() override;
  bool can_resize() override;
  EditorSize adjust_size(EditorSize wanted) override;
  Result<void> set_size(EditorSize size) override;
  bool set_scale(double scale) override;
  Result<void> attach(std::uintptr_t parent) override;

  /// The plugin wants another size. [main]
  bool take_resize(EditorSize size) { return resize_request_ && resize_request_(size); }

 private:
  ClapInstance& instance_;
  const clap::PluginGui& gui_;
};

}  // namespace attacca::host
