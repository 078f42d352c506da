// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/content_scale.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/run_loop.hpp"
#include "attacca/gui/geometry.hpp"
#include "core/editor_session.hpp"

namespace attacca::vst3_wrapper {

class Instance;

/// The editor as hosts see it. It keeps the plugin object alive, however late the host releases it;
/// once the plugin is terminated or another view has taken over, it is an empty shell that answers
/// kResultFalse. All calls: [main].
class View final : public vst3::Implements<vst3::IPlugView, vst3::IPlugViewContentScaleSupport> {
 public:
  explicit View(vst3::Ref<Instance> instance);

  /// Closes the editor and releases the host's frame. Harmless when repeated.
  void retire() noexcept;
  [[nodiscard]] bool is_open() const noexcept;

  /// Asks the frame for another size; true if the editor has it afterwards. Outside the gate.
  virtual bool request_resize(PhysicalSize size);

  vst3::TResult isPlatformTypeSupported(vst3::FIDString type) override;
  vst3::TResult attached(void* parent, vst3::FIDString type) override;
  vst3::TResult removed() override;
  vst3::TResult onWheel(float distance) override;
  vst3::TResult onKeyDown(char16_t key, vst3::VirtualKeyCodes keyCode,
                          vst3::KeyModifier modifiers) override;
  vst3::TResult onKeyUp(char16_t key, vst3::VirtualKeyCodes keyCode,
                        vst3::KeyModifier modifiers) override;
  vst3::TResult getSize(vst3::ViewRect* size) override;
  vst3::TResult onSize(vst3::ViewRect* newSize) override;
  vst3::TResult onFocus(vst3::TBool state) override;
  vst3::TResult setFrame(vst3::IPlugFrame* frame) override;
  vst3::TResult canResize() override;
  vst3::TResult checkSizeConstraint(vst3::ViewRect* rect) override;
  vst3::TResult setContentScaleFactor(ScaleFactor factor) override;

 private:
  ~View() override;

  [[nodiscard]] core::EditorSession& session() const noexcept;
  void drop_frame() noexcept;

  vst3::Ref<Instance> instance_;
  bool retired_ = false;
  vst3::Ref<vst3::IPlugFrame> frame_;
  vst3::Ref<vst3::IRunLoop> loop_;
  bool resizing_ = false;  ///< we are in resizeView
  bool resized_ = false;   ///< and the host has called onSize
};

}  // namespace attacca::vst3_wrapper
