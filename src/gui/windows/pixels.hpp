// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include <d2d1.h>
#include <wincodec.h>

#include "attacca/gui/image.hpp"
#include "attacca/gui/layer.hpp"
#include "gui/layer_place.hpp"
#include "gui/windows/com_ref.hpp"
#include "gui/windows/drawing_system.hpp"

namespace attacca::gui {

struct Image::Pixels {
  std::shared_ptr<DrawingSystem> system;
  ComRef<IWICBitmapSource> bitmap;  ///< premultiplied
  PhysicalSize size;
  std::uint64_t id = 0;  ///< no other picture's
};

struct Layer::Pixels {
  std::shared_ptr<DrawingSystem> system;
  ComRef<ID2D1Bitmap> bitmap;
  std::uint64_t surface = 0;  ///< Surface::id() of the one that it was drawn for
  LayerPlace place;           ///< when it was drawn
  bool valid = false;
};

}  // namespace attacca::gui
