// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include "attacca/gui/image.hpp"
#include "attacca/gui/layer.hpp"
#include "gui/drawing_libraries.hpp"
#include "gui/pixel_region.hpp"

namespace attacca::gui {

struct DestroyCairo {
  void operator()(cairo_t* cairo) const noexcept { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
using CairoContext = std::unique_ptr<cairo_t, DestroyCairo>;
using CairoSurface = std::unique_ptr<cairo_surface_t, DestroyCairo>;

struct Image::Pixels {
  CairoSurface surface;
  PhysicalSize size;
};

struct Layer::Pixels {
  CairoSurface surface;
  PixelRect place;  ///< on the screen when it was drawn
  double scale = 0;
  double fraction_x = 0;  ///< of the place within its first pixel
  double fraction_y = 0;
  bool valid = false;
};

}  // namespace attacca::gui
