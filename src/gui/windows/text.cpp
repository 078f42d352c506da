// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>
#include <vector>

#include <dwrite_1.h>

#include "gui/printable_utf8.hpp"
#include "gui/text_key.hpp"
#include "gui/windows/reading_direction.hpp"
#include "platform/windows/utf16.hpp"

namespace attacca::gui {

namespace {

constexpr double kEndless = 1 << 20;  ///< logical pixels; more than any line has
constexpr double kHair = 0.01;        ///< logical pixels, by which a line may miss what it measured
constexpr std::size_t kMostKept = 512;
constexpr auto kBreakAnywhere = static_cast<DWRITE_WORD_WRAPPING>(4);  // Windows 8.1 and later

bool has_family(IDWriteFontCollection& fonts, const wchar_t* name) {
  UINT32 index = 0;
  BOOL exists = FALSE;
  return SUCCEEDED(fonts.FindFamilyName(name, &index, &exists)) && exists != FALSE;
}

DWRITE_TEXT_ALIGNMENT alignment(TextAlign align, bool from_right) {
  // DirectWrite's sides are where reading begins and ends.
  switch (align) {
    case TextAlign::center:
      return DWRITE_TEXT_ALIGNMENT_CENTER;
    case TextAlign::left:
      return from_right ? DWRITE_TEXT_ALIGNMENT_TRAILING : DWRITE_TEXT_ALIGNMENT_LEADING;
    case TextAlign::right:
      return from_right ? DWRITE_TEXT_ALIGNMENT_LEADING : DWRITE_TEXT_ALIGNMENT_TRAILING;
    case TextAlign::start:
      break;
  }
  return DWRITE_TEXT_ALIGNMENT_LEADING;
}

bool measure_layout(IDWriteTextLayout* layout, DWRITE_TEXT_METRICS& metrics) {
  return layout != nullptr && SUCCEEDED(layout->GetMetrics(&metrics));
}

bool fits(IDWriteTextLayout* layout, const TextStyle& style) {
  DWRITE_TEXT_METRICS metrics{};
  if (!measure_layout(layout, metrics)) return false;
  return metrics.lineCount <= static_cast<UINT32>(std::max(style.max_lines, 1)) &&
         static_cast<double>(metrics.width) <= style.max_width + kHair;
}

DWRITE_LINE_METRICS first_line(IDWriteTextLayout& layout) {
  std::array<DWRITE_LINE_METRICS, 16> lines{};
  UINT32 count = 0;
  if (SUCCEEDED(layout.GetLineMetrics(lines.data(), lines.size(), &count))) return lines[0];
  std::vector<DWRITE_LINE_METRICS> more(count);
  if (count == 0 || FAILED(layout.GetLineMetrics(more.data(), count, &count))) return {};
  return more[0];
}

/// Where a text may be cut: never inside what is read as one sign.
std::vector<std::size_t> ends_of_clusters(IDWriteTextLayout& layout) {
  UINT32 count = 0;
  layout.GetClusterMetrics(nullptr, 0, &count);
  std::vector<DWRITE_CLUSTER_METRICS> clusters(count);
  std::vector<std::size_t> ends{0};
  if (count == 0 || FAILED(layout.GetClusterMetrics(clusters.data(), count, &count))) return ends;
  for (const DWRITE_CLUSTER_METRICS& cluster : clusters)
    ends.push_back(ends.back() + cluster.length);
  return ends;
}

TextExtents extents_of_layout(IDWriteTextLayout& layout, bool truncated) {
  TextExtents extents;
  DWRITE_TEXT_METRICS metrics{};
  if (FAILED(layout.GetMetrics(&metrics))) return extents;
  extents.size = {static_cast<double>(metrics.width), static_cast<double>(metrics.height)};
  extents.baseline = static_cast<double>(first_line(layout).baseline);
  extents.lines = static_cast<int>(metrics.lineCount);
  extents.truncated = truncated;
  DWRITE_OVERHANG_METRICS over{};
  if (SUCCEEDED(layout.GetOverhangMetrics(&over))) {
    const double left = -static_cast<double>(over.left);
    const double top = -static_cast<double>(over.top);
    const double right = static_cast<double>(metrics.layoutWidth) + static_cast<double>(over.right);
    const double bottom =
        static_cast<double>(metrics.layoutHeight) + static_cast<double>(over.bottom);
    if (right > left && bottom > top) extents.ink = {left, top, right - left, bottom - top};
  }
  return extents;
}

/// ID2D1DeviceContext1, which is there from Windows 8.1 on and not in every compiler's headers.
constexpr GUID kNewerTarget{
    0xd37f57e4, 0x6908, 0x459f, {0xa1, 0x99, 0xe7, 0x2f, 0x24, 0xf7, 0x99, 0x87}};

/// Direct2D draws colour fonts from Windows 8.1 on, and refuses to before.
D2D1_DRAW_TEXT_OPTIONS options_of(ID2D1RenderTarget& target) {
  constexpr auto kColorFonts = static_cast<D2D1_DRAW_TEXT_OPTIONS>(4);
  ComRef<IUnknown> newer;
  target.QueryInterface(kNewerTarget, newer.out_any());
  return newer ? kColorFonts : D2D1_DRAW_TEXT_OPTIONS_NONE;
}

}  // namespace

DirectText::DirectText(std::shared_ptr<DrawingSystem> system) : system_(std::move(system)) {}

const std::wstring& DirectText::family_of(FontFamily family) {
  const auto known = families_.find(family);
  if (known != families_.end()) return known->second;
  // As on other systems where it is installed, else the system's own; the last ones are what other
  // implementations of Windows have.
  constexpr std::array kSans{L"Inter", L"Segoe UI", L"Tahoma", L"Noto Sans", L"DejaVu Sans"};
  constexpr std::array kMono{L"Noto Sans Mono", L"Cascadia Mono", L"Consolas", L"DejaVu Sans Mono",
                             L"Courier New"};
  const auto& wanted = family == FontFamily::mono ? kMono : kSans;
  std::wstring name = wanted[1];
  ComRef<IDWriteFontCollection> fonts;
  if (SUCCEEDED(system_->write().GetSystemFontCollection(fonts.out(), FALSE))) {
    const auto* const found = std::find_if(wanted.begin(), wanted.end(), [&](const wchar_t* each) {
      return has_family(*fonts.get(), each);
    });
    if (found != wanted.end()) name = *found;
  }
  return families_.emplace(family, std::move(name)).first->second;
}

IDWriteTextFormat* DirectText::format_of(const TextStyle& style) {
  TextStyle font;
  font.size = style.size;
  font.weight = style.weight;
  font.family = style.family;
  std::string key = text_key(font);
  const auto known = formats_.find(key);
  if (known != formats_.end()) return known->second.get();
  if (formats_.size() >= kMostKept) formats_.clear();
  ComRef<IDWriteTextFormat> format;
  const bool possible = style.size > 0 && style.size <= kEndless;
  if (!possible ||
      FAILED(system_->write().CreateTextFormat(
          family_of(style.family).c_str(), nullptr, static_cast<DWRITE_FONT_WEIGHT>(style.weight),
          DWRITE_FONT_STYLE_NORMAL, DWRITE_FONT_STRETCH_NORMAL, static_cast<float>(style.size), L"",
          format.out()))) {
    return nullptr;
  }
  return formats_.emplace(std::move(key), std::move(format)).first->second.get();
}

ComRef<IDWriteTextLayout> DirectText::lay_out(std::wstring_view text, const TextStyle& style) {
  ComRef<IDWriteTextLayout> layout;
  IDWriteTextFormat* const format = format_of(style);
  const bool bounded = style.max_width > 0;
  const auto width = static_cast<float>(bounded ? std::min(style.max_width, kEndless) : kEndless);
  if (format == nullptr || FAILED(system_->write().CreateTextLayout(
                               text.data(), static_cast<UINT32>(text.size()), format, width,
                               static_cast<float>(kEndless), layout.out()))) {
    return {};
  }
  const bool from_right = reads_from_right(text);
  layout->SetWordWrapping(bounded ? DWRITE_WORD_WRAPPING_WRAP : DWRITE_WORD_WRAPPING_NO_WRAP);
  layout->SetReadingDirection(from_right ? DWRITE_READING_DIRECTION_RIGHT_TO_LEFT
                                         : DWRITE_READING_DIRECTION_LEFT_TO_RIGHT);
  layout->SetTextAlignment(alignment(style.align, from_right));
  if (style.letter_spacing != 0) {
    if (const auto newer = layout.as<IDWriteTextLayout1>()) {
      newer->SetCharacterSpacing(0, static_cast<float>(style.letter_spacing), 0,
                                 {0, static_cast<UINT32>(text.size())});
    }
  }
  if (style.line_spacing != 1) {
    const DWRITE_LINE_METRICS own = first_line(*layout.get());
    const auto height = static_cast<float>(static_cast<double>(own.height) * style.line_spacing);
    layout->SetLineSpacing(DWRITE_LINE_SPACING_METHOD_UNIFORM, height,
                           own.baseline + (height - own.height) / 2);
  }
  DWRITE_TEXT_METRICS metrics{};
  if (bounded && measure_layout(layout.get(), metrics) &&
      static_cast<double>(metrics.width) > style.max_width + kHair) {
    // A word that is longer than a line: where it does not break by itself, it breaks anywhere.
    layout->SetWordWrapping(kBreakAnywhere);
  }
  return layout;
}

ComRef<IDWriteTextLayout> DirectText::cut(std::wstring_view text, const TextStyle& style) {
  const ComRef<IDWriteTextLayout> whole = lay_out(text, style);
  if (!whole) return {};
  const std::vector<std::size_t> ends = ends_of_clusters(*whole.get());
  const auto laid_out = [&](std::size_t clusters) {
    std::wstring_view part = text.substr(0, ends[clusters]);
    while (!part.empty() && part.back() == L' ') part.remove_suffix(1);
    return lay_out(std::wstring(part) + L'\x2026', style);
  };
  // A longer part never takes fewer lines than a shorter one.
  std::size_t fitting = 0;
  std::size_t too_long = ends.size();
  ComRef<IDWriteTextLayout> best = laid_out(0);
  while (too_long - fitting > 1) {
    const std::size_t middle = fitting + (too_long - fitting) / 2;
    ComRef<IDWriteTextLayout> tried = laid_out(middle);
    if (fits(tried.get(), style)) {
      fitting = middle;
      best = std::move(tried);
    } else {
      too_long = middle;
    }
  }
  return best;
}

DirectText::Shaped DirectText::shape(std::string_view utf8, const TextStyle& style) {
  const std::wstring text = core::to_utf16(printable_utf8(utf8));
  const bool bounded = style.max_width > 0;
  ComRef<IDWriteTextLayout> layout = lay_out(text, style);
  const bool too_long = bounded && layout && !fits(layout.get(), style);
  if (too_long) layout = cut(text, style);
  if (!layout) return {};
  DWRITE_TEXT_METRICS metrics{};
  if (!measure_layout(layout.get(), metrics)) return {};
  if (!bounded) layout->SetMaxWidth(metrics.widthIncludingTrailingWhitespace);
  layout->SetMaxHeight(metrics.height);
  const TextExtents extents = extents_of_layout(*layout.get(), too_long);
  return {std::move(layout), extents};
}

const DirectText::Shaped& DirectText::shaped(std::string_view utf8, const TextStyle& style) {
  std::string key = text_key(style);
  key += utf8;
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  if (known_.size() >= kMostKept) known_.clear();
  return known_.emplace(std::move(key), shape(utf8, style)).first->second;
}

TextExtents DirectText::measure(std::string_view utf8, const TextStyle& style) {
  return shaped(utf8, style).extents;
}

TextExtents DirectText::draw(ID2D1RenderTarget& target, ID2D1Brush& brush, Point top_left,
                             std::string_view utf8, const TextStyle& style) {
  const Shaped& text = shaped(utf8, style);
  const bool possible = std::isfinite(top_left.x) && std::isfinite(top_left.y);
  if (text.layout && possible) {
    target.DrawTextLayout({static_cast<float>(top_left.x), static_cast<float>(top_left.y)},
                          text.layout.get(), &brush, options_of(target));
  }
  return text.extents;
}

}  // namespace attacca::gui
