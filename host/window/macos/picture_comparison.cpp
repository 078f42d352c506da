// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/picture_comparison.hpp"

namespace attacca::host {

// Pictures are compared on Linux: nothing here reads PNG.
Result<PictureComparison> compare_pictures(const std::filesystem::path& shot,
                                           const std::filesystem::path&) {
  return fail("pictures are compared on Linux only: take " + shot.string() + " there");
}

Result<void> write_picture_difference(const std::filesystem::path& shot,
                                      const std::filesystem::path&, const std::filesystem::path&) {
  return fail("pictures are compared on Linux only: take " + shot.string() + " there");
}

}  // namespace attacca::host
