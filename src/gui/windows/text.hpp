// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <d2d1.h>
#include <dwrite.h>

#include "attacca/gui/rect.hpp"
#include "attacca/gui/text_style.hpp"
#include "gui/windows/com_ref.hpp"
#include "gui/windows/drawing_system.hpp"

namespace attacca::gui {

/// Shapes, measures and draws text with DirectWrite, which finds a font of the system's for every
/// script. Editors show the same few texts again and again, so what was shaped is kept. [main]
class DirectText {
 public:
  explicit DirectText(std::shared_ptr<DrawingSystem> system);

  TextExtents measure(std::string_view utf8, const TextStyle& style);
  TextExtents draw(ID2D1RenderTarget& target, ID2D1Brush& brush, Point top_left,
                   std::string_view utf8, const TextStyle& style);

 private:
  struct Shaped {
    ComRef<IDWriteTextLayout> layout;
    TextExtents extents;
  };
  const Shaped& shaped(std::string_view utf8, const TextStyle& style);
  Shaped shape(std::string_view utf8, const TextStyle& style);
  [[nodiscard]] ComRef<IDWriteTextLayout> lay_out(std::wstring_view text, const TextStyle& style);
  /// As much of `text` as fits, and "…".
  [[nodiscard]] ComRef<IDWriteTextLayout> cut(std::wstring_view text, const TextStyle& style);
  [[nodiscard]] IDWriteTextFormat* format_of(const TextStyle& style);
  [[nodiscard]] const std::wstring& family_of(FontFamily family);

  std::shared_ptr<DrawingSystem> system_;
  std::map<FontFamily, std::wstring> families_;
  std::map<std::string, Shaped> known_;  ///< by text and style
  std::map<std::string, ComRef<IDWriteTextFormat>> formats_;
};

}  // namespace attacca::gui
