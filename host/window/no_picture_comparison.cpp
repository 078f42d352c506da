// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/picture_comparison.hpp"

namespace attacca::host {

// Where nothing reads PNG: pictures that were taken there are compared on Linux.
Result<PictureComparison> compare_pictures(const std::filesystem::path& shot,
                                           const std::filesystem::path&) {
  return fail("pictures are compared on Linux only: take " + shot.string() + " there");
}

Result<void> write_picture_difference(const std::filesystem::path& shot,
                                      const std::filesystem::path&, const std::filesystem::path&) {
  return fail("pictures are compared on Linux only: take " + shot.string() + " there");
}

}  // namespace attacca::host
