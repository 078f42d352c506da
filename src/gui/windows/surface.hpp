// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <tuple>

#include <d2d1.h>
#include <wincodec.h>

#include "attacca/gui/geometry.hpp"
#include "attacca/gui/image.hpp"
#include "gui/windows/com_ref.hpp"
#include "gui/windows/drawing_system.hpp"

namespace attacca::gui {

/// Pixels in memory that Direct2D draws on by the processor alone: there is no device to lose, a
/// window costs its pixels and no more, and a picture has the pixels that a window has. [main]
class Surface {
 public:
  /// Null where there is no memory for it.
  static std::unique_ptr<Surface> make(std::shared_ptr<DrawingSystem> system, PhysicalSize size);

  [[nodiscard]] DrawingSystem& system() const noexcept { return *system_; }
  [[nodiscard]] const std::shared_ptr<DrawingSystem>& shared_system() const noexcept {
    return system_;
  }
  [[nodiscard]] ID2D1RenderTarget& target() const noexcept { return *target_.get(); }
  [[nodiscard]] IWICBitmap& bitmap() const noexcept { return *bitmap_.get(); }
  [[nodiscard]] PhysicalSize size() const noexcept { return size_; }
  /// No other surface's. What Direct2D makes for one is of no use to another.
  [[nodiscard]] std::uint64_t id() const noexcept { return id_; }

  /// `image` for this surface, smaller where it is drawn much smaller than it is; null where there
  /// is no memory.
  [[nodiscard]] ID2D1Bitmap* bitmap_of(const Image& image, PhysicalSize drawn);

  /// Calls `use(rows, stride)` with all rows as they are in memory, `stride` bytes apart.
  template <typename Use>
  bool read(Use&& use) const {
    const WICRect all{0, 0, static_cast<INT>(size_.width), static_cast<INT>(size_.height)};
    ComRef<IWICBitmapLock> lock;
    if (FAILED(bitmap_->Lock(&all, WICBitmapLockRead, lock.out()))) return false;
    UINT bytes = 0;
    UINT stride = 0;
    BYTE* rows = nullptr;
    if (FAILED(lock->GetStride(&stride)) || FAILED(lock->GetDataPointer(&bytes, &rows))) {
      return false;
    }
    use(std::span<const BYTE>(rows, bytes), std::size_t{stride});
    return true;
  }

 private:
  Surface(std::shared_ptr<DrawingSystem> system, PhysicalSize size);

  using Key = std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>;  ///< image, size

  std::shared_ptr<DrawingSystem> system_;
  PhysicalSize size_;
  std::uint64_t id_;
  ComRef<IWICBitmap> bitmap_;
  ComRef<ID2D1RenderTarget> target_;
  std::map<Key, ComRef<ID2D1Bitmap>> images_;
};

/// A number that was not given before. [any]
[[nodiscard]] std::uint64_t next_drawing_id() noexcept;

}  // namespace attacca::gui
