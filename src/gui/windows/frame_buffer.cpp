// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/frame_buffer.hpp"

namespace attacca::gui {

bool FrameBuffer::begin(PhysicalSize size) {
  if (!has_size(size)) surface_ = Surface::make(system_, size);
  return surface_ != nullptr;
}

void FrameBuffer::show(HDC window, std::span<const PixelRect> areas) const {
  if (surface_ == nullptr) return;
  surface_->read([&](std::span<const BYTE> rows, std::size_t stride) {
    for (const PixelRect& wanted : areas) {
      const PixelRect area = wanted.within(surface_->size());
      if (area.empty()) continue;
      // Only the rows that are wanted: the first of them is the picture's first.
      BITMAPINFO info{};
      info.bmiHeader.biSize = sizeof info.bmiHeader;
      info.bmiHeader.biWidth = static_cast<LONG>(stride / 4);
      info.bmiHeader.biHeight = -area.height();  // from the top
      info.bmiHeader.biPlanes = 1;
      info.bmiHeader.biBitCount = 32;
      info.bmiHeader.biCompression = BI_RGB;
      const BYTE* const first = rows.data() + static_cast<std::size_t>(area.top) * stride;
      ::SetDIBitsToDevice(window, area.left, area.top, static_cast<DWORD>(area.width()),
                          static_cast<DWORD>(area.height()), area.left, 0, 0,
                          static_cast<UINT>(area.height()), first, &info, DIB_RGB_COLORS);
    }
  });
}

}  // namespace attacca::gui
