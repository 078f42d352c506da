// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "gui/picture_check.hpp"
#include "gui/premultiplied.hpp"
#include "gui/windows/pixels.hpp"
#include "gui/windows/surface.hpp"

namespace attacca::gui {

namespace {

/// The picture in `file`, all of it decoded; null where it is damaged.
ComRef<IWICBitmap> decode(IWICImagingFactory& imaging, std::span<const std::byte> file) {
  const ComScope com;
  // The stream reads and never writes.
  auto* const bytes = reinterpret_cast<BYTE*>(const_cast<std::byte*>(file.data()));
  ComRef<IWICStream> stream;
  ComRef<IWICBitmapDecoder> decoder;
  ComRef<IWICBitmapFrameDecode> frame;
  ComRef<IWICFormatConverter> converter;
  ComRef<IWICBitmap> bitmap;
  const bool decoded =
      SUCCEEDED(imaging.CreateStream(stream.out())) &&
      SUCCEEDED(stream->InitializeFromMemory(bytes, static_cast<DWORD>(file.size()))) &&
      SUCCEEDED(imaging.CreateDecoderFromStream(stream.get(), nullptr,
                                                WICDecodeMetadataCacheOnDemand, decoder.out())) &&
      SUCCEEDED(decoder->GetFrame(0, frame.out())) &&
      SUCCEEDED(imaging.CreateFormatConverter(converter.out())) &&
      SUCCEEDED(converter->Initialize(frame.get(), GUID_WICPixelFormat32bppPBGRA,
                                      WICBitmapDitherTypeNone, nullptr, 0,
                                      WICBitmapPaletteTypeCustom)) &&
      SUCCEEDED(
          imaging.CreateBitmapFromSource(converter.get(), WICBitmapCacheOnLoad, bitmap.out()));
  if (!decoded) bitmap.reset();
  return bitmap;
}

}  // namespace

Result<Image> Image::from_png(std::span<const std::byte> file) {
  const auto size = check_png(file);
  if (!size) return fail(size.error().message);
  auto system = DrawingSystem::get();
  if (!system) return fail(system.error().message);
  const ComRef<IWICBitmap> bitmap = decode((*system)->imaging(), file);
  if (!bitmap) return fail("cannot decode the picture: it is damaged, or too large for memory");
  return Image(std::make_shared<const Pixels>(
      Pixels{std::move(*system), bitmap.as<IWICBitmapSource>(), *size, next_drawing_id()}));
}

Result<Image> Image::from_pixels(PhysicalSize size, std::span<const Color> pixels) {
  if (auto possible = check_picture(size, pixels.size()); !possible) {
    return fail(possible.error().message);
  }
  auto system = DrawingSystem::get();
  if (!system) return fail(system.error().message);
  std::vector<std::uint32_t> rows(pixels.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) rows[i] = premultiplied(pixels[i]);
  ComRef<IWICBitmap> bitmap;
  if (FAILED((*system)->imaging().CreateBitmapFromMemory(
          size.width, size.height, GUID_WICPixelFormat32bppPBGRA, size.width * 4,
          static_cast<UINT>(rows.size() * 4), reinterpret_cast<BYTE*>(rows.data()),
          bitmap.out()))) {
    return fail("cannot have the picture: there is no memory for it");
  }
  return Image(std::make_shared<const Pixels>(
      Pixels{std::move(*system), bitmap.as<IWICBitmapSource>(), size, next_drawing_id()}));
}

PhysicalSize Image::size() const noexcept {
  return pixels_->size;
}

}  // namespace attacca::gui
