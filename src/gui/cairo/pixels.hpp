// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include "attacca/gui/image.hpp"
#include "attacca/gui/layer.hpp"
#include "gui/cairo/drawing_libraries.hpp"
#include "gui/layer_place.hpp"

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
  LayerPlace place;  ///< when it was drawn
  bool valid = false;
};

}  // namespace attacca::gui
