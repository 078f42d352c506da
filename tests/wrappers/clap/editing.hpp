// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <doctest/doctest.h>

#include "abi/clap/ext/gui.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {

/// The plugin's editor, open from construction to destruction.
class OpenEditor {
 public:
  explicit OpenEditor(LoadedPlugin& plugin) : plugin_(plugin) {
    const auto& gui = plugin_.extension<clap::PluginGui>();
    REQUIRE(gui.create(plugin_.table(), clap::kWindowApiNative, false));
    clap::Window window = {};
    window.api = clap::kWindowApiNative;
    window.x11 = 1;
    REQUIRE(gui.set_parent(plugin_.table(), &window));
  }
  ~OpenEditor() { plugin_.extension<clap::PluginGui>().destroy(plugin_.table()); }
  OpenEditor(const OpenEditor&) = delete;
  OpenEditor& operator=(const OpenEditor&) = delete;

  [[nodiscard]] EditorContext& context() const { return *TestEditor::latest->context; }
  [[nodiscard]] Param& gain() const { return FullPlugin::latest->gain; }

 private:
  LoadedPlugin& plugin_;
};

}  // namespace attacca::clap_test
