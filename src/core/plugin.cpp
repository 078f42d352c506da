// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/plugin.hpp"

#include <array>

#include "attacca/gui/editor.hpp"

namespace attacca {

std::span<const AudioLayout> Plugin::layouts() const noexcept {
  static constexpr std::array<AudioLayout, 2> kLayouts = {
      AudioLayout{.main_inputs = 2, .main_outputs = 2, .name = "Stereo"},
      AudioLayout{.main_inputs = 1, .main_outputs = 1, .name = "Mono"}};
  return kLayouts;
}

std::unique_ptr<Editor> Plugin::make_editor() {
  return nullptr;
}

}  // namespace attacca
