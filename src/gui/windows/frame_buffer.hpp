// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <span>

#include <windows.h>

#include "attacca/gui/canvas.hpp"
#include "attacca/gui/geometry.hpp"
#include "gui/pixel_region.hpp"
#include "gui/windows/canvas.hpp"
#include "gui/windows/surface.hpp"

namespace attacca::gui {

/// The pixels of one frame, in memory, and the fonts to draw it with. [main]
class FrameBuffer {
 public:
  explicit FrameBuffer(const std::shared_ptr<DrawingSystem>& system)
      : system_(system), text_(system) {}

  /// Empties what of the frame lies in `area` and calls `draw(Canvas&)`, of which nothing shows
  /// elsewhere. A frame of another size than the last is all empty before, see has_size(). False:
  /// there is no frame now.
  template <typename Draw>
  bool paint(PhysicalSize size, double scale, const PixelRect& area, Draw&& draw) {
    if (!begin(size)) return false;
    const PixelRect all{0, 0, static_cast<int>(size.width), static_cast<int>(size.height)};
    DirectCanvas canvas(*surface_, surface_->target(), text_, {scale, all});
    canvas.begin();
    canvas.clear_and_clip(area);
    draw(static_cast<Canvas&>(canvas));
    canvas.restore();
    if (canvas.end()) return true;
    surface_.reset();
    return false;
  }

  /// Whether there is a frame of this size.
  [[nodiscard]] bool has_size(PhysicalSize size) const {
    return surface_ != nullptr && surface_->size() == size;
  }

  /// Copies `areas` of the frame to where a window has them.
  void show(HDC window, std::span<const PixelRect> areas) const;

 private:
  bool begin(PhysicalSize size);

  std::shared_ptr<DrawingSystem> system_;
  std::unique_ptr<Surface> surface_;
  DirectText text_;
};

}  // namespace attacca::gui
