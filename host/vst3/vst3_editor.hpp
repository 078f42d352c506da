// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/plug_view.hpp"
#include "host/plugin/plugin_editor.hpp"

namespace attacca::host {

class PlugFrame;
class Vst3Instance;

/// The editor of a VST3 plugin, embedded into an X11 window.
class Vst3Editor final : public PluginEditor {
 public:
  Vst3Editor(Vst3Instance& instance, vst3::Ref<vst3::IPlugView> view);
  ~Vst3Editor() override;

  EditorSize size() override;
  bool can_resize() override;
  EditorSize adjust_size(EditorSize wanted) override;
  Result<void> set_size(EditorSize size) override;
  bool set_scale(double scale) override;
  Result<void> attach(std::uintptr_t parent) override;

  /// The plugin wants another size: asks the window, then notifies the view. [main]
  vst3::TResult take_resize(vst3::IPlugView* view, vst3::ViewRect* rect);

 private:
  Vst3Instance& instance_;
  vst3::Ref<vst3::IPlugView> view_;
  vst3::Ref<PlugFrame> frame_;
  bool is_attached_ = false;
};

}  // namespace attacca::host
