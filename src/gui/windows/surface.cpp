// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/surface.hpp"

#include <atomic>
#include <utility>

#include "gui/windows/pixels.hpp"

namespace attacca::gui {

std::uint64_t next_drawing_id() noexcept {
  static std::atomic<std::uint64_t> newest{0};
  return newest.fetch_add(1, std::memory_order_relaxed) + 1;
}

Surface::Surface(std::shared_ptr<DrawingSystem> system, PhysicalSize size)
    : system_(std::move(system)), size_(size), id_(next_drawing_id()) {}

std::unique_ptr<Surface> Surface::make(std::shared_ptr<DrawingSystem> system, PhysicalSize size) {
  std::unique_ptr<Surface> surface(new Surface(std::move(system), size));
  DrawingSystem& with = *surface->system_;
  if (FAILED(with.imaging().CreateBitmap(size.width, size.height, GUID_WICPixelFormat32bppPBGRA,
                                         WICBitmapCacheOnLoad, surface->bitmap_.out()))) {
    return nullptr;
  }
  D2D1_RENDER_TARGET_PROPERTIES properties{};
  properties.type = D2D1_RENDER_TARGET_TYPE_SOFTWARE;
  properties.pixelFormat = {DXGI_FORMAT_B8G8R8A8_UNORM, D2D1_ALPHA_MODE_PREMULTIPLIED};
  properties.dpiX = properties.dpiY = 96;  // its lengths are pixels
  if (FAILED(with.direct2d().CreateWicBitmapRenderTarget(surface->bitmap_.get(), &properties,
                                                         surface->target_.out()))) {
    return nullptr;
  }
  surface->target_->SetTextAntialiasMode(D2D1_TEXT_ANTIALIAS_MODE_GRAYSCALE);
  return surface;
}

ID2D1Bitmap* Surface::bitmap_of(const Image& image, PhysicalSize drawn) {
  const Image::Pixels& pixels = image.pixels();
  // Drawing looks at four pixels around each place: at less than half the size it would miss some.
  const bool smaller =
      drawn.width > 0 && drawn.height > 0 &&
      (drawn.width * 2 < pixels.size.width || drawn.height * 2 < pixels.size.height);
  const PhysicalSize kept = smaller ? drawn : pixels.size;
  const Key key{pixels.id, kept.width, kept.height};
  if (const auto known = images_.find(key); known != images_.end()) return known->second.get();

  ComRef<IWICBitmapScaler> scaler;
  IWICBitmapSource* source = pixels.bitmap.get();
  if (smaller && SUCCEEDED(system_->imaging().CreateBitmapScaler(scaler.out())) &&
      SUCCEEDED(
          scaler->Initialize(source, kept.width, kept.height, WICBitmapInterpolationModeFant))) {
    source = scaler.get();
  }
  ComRef<ID2D1Bitmap> made;
  if (FAILED(target_->CreateBitmapFromWicBitmap(source, nullptr, made.out()))) return nullptr;
  constexpr std::size_t kMostKept = 64;
  if (images_.size() >= kMostKept) images_.clear();
  return images_.emplace(key, std::move(made)).first->second.get();
}

}  // namespace attacca::gui
