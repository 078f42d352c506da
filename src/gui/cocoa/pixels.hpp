// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/gui/image.hpp"
#include "attacca/gui/layer.hpp"
#include "gui/cocoa/core_types.hpp"
#include "gui/layer_place.hpp"

namespace attacca::gui {

struct Image::Pixels {
  cocoa::Owned<cocoa::CGImageRef> image;
  PhysicalSize size;
};

struct Layer::Pixels {
  cocoa::Owned<cocoa::CGImageRef> image;
  LayerPlace place;  ///< when it was drawn
  bool valid = false;
};

}  // namespace attacca::gui
