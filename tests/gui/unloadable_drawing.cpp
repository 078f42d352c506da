// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image_canvas.hpp"

// Stands for a plugin: a shared object that draws, and that a host loads and unloads.
extern "C" __attribute__((visibility("default"))) double draw_a_word() {
  attacca::gui::ImageCanvas image({100, 40});
  return image.canvas().draw_text({0, 0}, "Vocals 🎸", {.size = 20}).size.width;
}
