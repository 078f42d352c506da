// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// How one picture looks beside another.
struct PictureComparison {
  std::uint64_t pixels = 0;     ///< of the reference
  std::uint64_t differing = 0;  ///< of these; all of them where the sizes are not the same
  std::string sizes;            ///< what is to be said of them; empty: they are the same

  [[nodiscard]] double percent() const noexcept {
    return pixels == 0 ? 0.0 : 100.0 * static_cast<double>(differing) / static_cast<double>(pixels);
  }
};

/// Compares two PNG files. A pixel differs where a channel does by more than 32 of 255, so that
/// another version of a font's outlines is no difference and another colour is one. [main]
/// Errors: one cannot be read, or is no PNG.
[[nodiscard]] Result<PictureComparison> compare_pictures(const std::filesystem::path& shot,
                                                         const std::filesystem::path& reference);

/// Writes `shot`, faint, with what differs from `reference` in red, as PNG; both of one size.
/// [main] Errors: one cannot be read, or the picture cannot be written.
[[nodiscard]] Result<void> write_picture_difference(const std::filesystem::path& shot,
                                                    const std::filesystem::path& reference,
                                                    const std::filesystem::path& target);

}  // namespace attacca::host
