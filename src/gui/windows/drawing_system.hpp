// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include <d2d1.h>
#include <dwrite.h>
#include <wincodec.h>

#include "attacca/base/result.hpp"
#include "gui/windows/com_ref.hpp"

namespace attacca::gui {

/// Direct2D, DirectWrite and the imaging components. Their libraries are loaded when something is
/// to be drawn, and not with the plugin: a host that scans needs none of them. They are the
/// system's, and stay in the process; the factories go with the last who draws, before the plugin's
/// file does. [any]
class DrawingSystem {
 public:
  /// Errors: a library or one of its functions is missing, or will not start.
  [[nodiscard]] static Result<std::shared_ptr<DrawingSystem>> get();

  [[nodiscard]] ID2D1Factory& direct2d() const noexcept { return *direct2d_.get(); }
  [[nodiscard]] IDWriteFactory& write() const noexcept { return *write_.get(); }
  [[nodiscard]] IWICImagingFactory& imaging() const noexcept { return *imaging_.get(); }
  /// Caps and joins that are round.
  [[nodiscard]] ID2D1StrokeStyle* round() const noexcept { return round_.get(); }
  /// Flat caps; joins that are mitred up to ten times the thickness, as Cairo has it.
  [[nodiscard]] ID2D1StrokeStyle* flat() const noexcept { return flat_.get(); }

 private:
  Result<void> load();
  Result<void> load_imaging();
  void make_stroke_styles();

  ComRef<ID2D1Factory> direct2d_;
  ComRef<IDWriteFactory> write_;
  ComRef<IWICImagingFactory> imaging_;
  ComRef<ID2D1StrokeStyle> round_;
  ComRef<ID2D1StrokeStyle> flat_;
};

/// COM for the calling thread, as decoding and encoding pictures want it, for as long as this
/// lives. A thread whose host has it already keeps what it has. [any]
class ComScope {
 public:
  ComScope();
  ~ComScope();
  ComScope(const ComScope&) = delete;
  ComScope& operator=(const ComScope&) = delete;

 private:
  bool entered_ = false;
};

}  // namespace attacca::gui
