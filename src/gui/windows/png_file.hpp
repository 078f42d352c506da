// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include <wincodec.h>

#include "attacca/base/result.hpp"

namespace attacca::gui {

/// Writes `picture` (premultiplied) to a file, whose path is UTF-8, as PNG with straight alpha.
/// Errors: what the system says about the file. [one thread]
[[nodiscard]] Result<void> write_png_file(IWICImagingFactory& imaging, IWICBitmapSource& picture,
                                          const std::string& path);

}  // namespace attacca::gui
