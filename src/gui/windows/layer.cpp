// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/layer.hpp"

#include "gui/windows/pixels.hpp"

namespace attacca::gui {

Layer::Layer() = default;
Layer::~Layer() = default;
Layer::Layer(Layer&&) noexcept = default;
Layer& Layer::operator=(Layer&&) noexcept = default;

void Layer::invalidate() noexcept {
  if (pixels_) pixels_->valid = false;
}

}  // namespace attacca::gui
