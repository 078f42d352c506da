// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <utility>

#include "gui/printable_utf8.hpp"

namespace attacca::gui::cocoa {

namespace {

constexpr std::uint32_t kSystemFont = 2;      // kCTFontUIFontSystem
constexpr std::uint32_t kFixedPitchFont = 1;  // kCTFontUIFontUserFixedPitch
constexpr std::uint32_t kAtTheEnd = 1;        // kCTLineTruncationEnd
constexpr std::uint32_t kRightToLeft = 1;     // kCTRunStatusRightToLeft
constexpr CFIndex kGlyphBounds = 8;           // kCTLineBoundsUseGlyphPathBounds
constexpr double kSmallestSize = 1;           // logical pixels
constexpr std::size_t kMostKept = 512;

/// As CoreText has weights: from -1 to 1, 0 being regular.
double weight_of(FontWeight weight) {
  switch (weight) {
    case FontWeight::light:
      return -0.4;
    case FontWeight::regular:
      return 0;
    case FontWeight::medium:
      return 0.23;
    case FontWeight::bold:
      return 0.4;
  }
  return 0;
}

/// What of a style the shape of a text depends on, all but the colour.
std::string key_of(const TextStyle& style, std::string_view utf8) {
  std::string key;
  for (const double number :
       {style.size, style.max_width, style.letter_spacing, style.line_spacing,
        static_cast<double>(style.weight), static_cast<double>(style.family),
        static_cast<double>(style.align), static_cast<double>(style.max_lines)}) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    key.append(bytes, sizeof bytes);
  }
  return key.append(utf8);
}

}  // namespace

Owned<CTFontRef> CocoaText::font_of(const TextStyle& style) const {
  const double size = std::max(style.size, kSmallestSize);
  auto font = ct_.own(ct_.CTFontCreateUIFontForLanguage(
      style.family == FontFamily::mono ? kFixedPitchFont : kSystemFont, size, nullptr));
  if (!font || style.weight == FontWeight::regular) return font;
  const auto dictionary = [this](CFStringRef key, CFTypeRef value) {
    const void* keys[] = {key};
    const void* values[] = {value};
    return ct_.own(ct_.CFDictionaryCreate(nullptr, keys, values, 1,
                                          ct_.kCFTypeDictionaryKeyCallBacks,
                                          ct_.kCFTypeDictionaryValueCallBacks));
  };
  const double weight = weight_of(style.weight);
  const auto number = ct_.own(ct_.CFNumberCreate(nullptr, kDoubleNumber, &weight));
  const auto own = ct_.own(ct_.CTFontCopyFontDescriptor(font.get()));
  if (!number || !own) return font;
  const auto traits = dictionary(ct_.kCTFontWeightTrait, number.get());
  const auto attributes = dictionary(ct_.kCTFontTraitsAttribute, traits.get());
  const auto wanted =
      ct_.own(ct_.CTFontDescriptorCreateCopyWithAttributes(own.get(), attributes.get()));
  if (!wanted) return font;
  auto heavier = ct_.own(ct_.CTFontCreateWithFontDescriptor(wanted.get(), size, nullptr));
  return heavier ? std::move(heavier) : std::move(font);
}

CocoaText::Heights CocoaText::heights_of(CTFontRef font, const TextStyle& style) const {
  const double ascent = ct_.CTFontGetAscent(font);
  const double own = ascent + ct_.CTFontGetDescent(font) + ct_.CTFontGetLeading(font);
  const double height = own * style.line_spacing;
  return {height, ascent + (height - own) / 2};
}

Owned<CFAttributedStringRef> CocoaText::attributed(std::string_view utf8, CTFontRef font,
                                                   const TextStyle& style, CFIndex& length) const {
  const auto string = ct_.own(
      ct_.CFStringCreateWithBytes(nullptr, reinterpret_cast<const std::uint8_t*>(utf8.data()),
                                  static_cast<CFIndex>(utf8.size()), kUtf8, 0));
  const auto kern = ct_.own(ct_.CFNumberCreate(nullptr, kDoubleNumber, &style.letter_spacing));
  if (!string || !kern) return {};
  length = ct_.CFStringGetLength(string.get());
  const void* keys[] = {ct_.kCTFontAttributeName, ct_.kCTForegroundColorFromContextAttributeName,
                        ct_.kCTKernAttributeName};
  const void* values[] = {font, ct_.kCFBooleanTrue, kern.get()};
  // A kern of 0 would take the font's own away.
  const CFIndex count = style.letter_spacing != 0 ? 3 : 2;
  const auto attributes = ct_.own(ct_.CFDictionaryCreate(nullptr, keys, values, count,
                                                         ct_.kCFTypeDictionaryKeyCallBacks,
                                                         ct_.kCFTypeDictionaryValueCallBacks));
  if (!attributes) return {};
  return ct_.own(ct_.CFAttributedStringCreate(nullptr, string.get(), attributes.get()));
}

void CocoaText::break_lines(CFAttributedStringRef string, CFAttributedStringRef ellipsis,
                            CFIndex length, const TextStyle& style, Shaped& made) const {
  const auto typesetter = ct_.own(ct_.CTTypesetterCreateWithAttributedString(string));
  if (!typesetter) return;
  const bool bounded = style.max_width > 0;
  const int most = bounded ? std::max(style.max_lines, 1) : 1;
  CFIndex at = 0;
  do {
    const bool is_last = static_cast<int>(made.lines.size()) + 1 == most;
    const CFIndex rest = length - at;
    CFIndex count = rest;
    if (bounded) {
      count = ct_.CTTypesetterSuggestLineBreak(typesetter.get(), at, style.max_width);
      count = std::clamp<CFIndex>(count, std::min<CFIndex>(rest, 1), rest);
    }
    Line line;
    if (count < rest && is_last) {
      const auto whole = ct_.own(ct_.CTTypesetterCreateLine(typesetter.get(), {at, rest}));
      const auto token = ct_.own(ct_.CTLineCreateWithAttributedString(ellipsis));
      line.line = ct_.own(
          ct_.CTLineCreateTruncatedLine(whole.get(), style.max_width, kAtTheEnd, token.get()));
      // Too narrow for as much as the sign: that alone then.
      if (!line.line) line.line = ct_.own(ct_.CTLineCreateWithAttributedString(ellipsis));
      made.extents.truncated = true;
      count = rest;
    } else {
      line.line = ct_.own(ct_.CTTypesetterCreateLine(typesetter.get(), {at, count}));
    }
    if (!line.line) return;
    line.width = ct_.CTLineGetTypographicBounds(line.line.get(), nullptr, nullptr, nullptr) -
                 (bounded ? ct_.CTLineGetTrailingWhitespaceWidth(line.line.get()) : 0);
    made.lines.push_back(std::move(line));
    at += count;
  } while (at < length);
}

/// By the script that the line begins with.
bool CocoaText::runs_to_the_left(CTLineRef line) const {
  const CFArrayRef runs = ct_.CTLineGetGlyphRuns(line);
  const CFIndex count = runs != nullptr ? ct_.CFArrayGetCount(runs) : 0;
  CTRunRef first = nullptr;
  for (CFIndex i = 0; i < count; ++i) {
    const auto run = static_cast<CTRunRef>(ct_.CFArrayGetValueAtIndex(runs, i));
    if (first == nullptr ||
        ct_.CTRunGetStringRange(run).location < ct_.CTRunGetStringRange(first).location) {
      first = run;
    }
  }
  return first != nullptr && (ct_.CTRunGetStatus(first) & kRightToLeft) != 0;
}

void CocoaText::place_lines(const Heights& heights, const TextStyle& style, Shaped& made) const {
  double widest = 0;
  for (const Line& line : made.lines) widest = std::max(widest, line.width);
  const double box = style.max_width > 0 ? style.max_width : widest;
  double top = 0;
  double left_ink = 0;
  double right_ink = 0;
  double top_ink = 0;
  double bottom_ink = 0;
  for (Line& line : made.lines) {
    const bool to_the_left = style.align == TextAlign::right ||
                             (style.align == TextAlign::start && runs_to_the_left(line.line.get()));
    if (style.align == TextAlign::center) {
      line.left = (box - line.width) / 2;
    } else if (to_the_left) {
      line.left = box - line.width;
    }
    line.baseline = top + heights.baseline;
    const CGRect ink = ct_.CTLineGetBoundsWithOptions(line.line.get(), kGlyphBounds);
    if (ink.size.width > 0 && std::isfinite(ink.origin.x) && std::isfinite(ink.origin.y)) {
      const double left = line.left + ink.origin.x;
      const double bottom = line.baseline - ink.origin.y;
      const bool is_first = right_ink <= left_ink;
      left_ink = is_first ? left : std::min(left_ink, left);
      right_ink = is_first ? left + ink.size.width : std::max(right_ink, left + ink.size.width);
      top_ink = is_first ? bottom - ink.size.height : std::min(top_ink, bottom - ink.size.height);
      bottom_ink = is_first ? bottom : std::max(bottom_ink, bottom);
    }
    top += heights.line;
  }
  made.extents.size = {widest, top};
  made.extents.ink = {left_ink, top_ink, right_ink - left_ink, bottom_ink - top_ink};
  made.extents.baseline = heights.baseline;
  made.extents.lines = static_cast<int>(made.lines.size());
}

CocoaText::Shaped CocoaText::shape(std::string_view utf8, const TextStyle& style) {
  Shaped made;
  const auto font = font_of(style);
  if (!font) return made;
  CFIndex length = 0;
  CFIndex unused = 0;
  const auto string = attributed(printable_utf8(utf8), font.get(), style, length);
  const auto ellipsis = attributed("\xE2\x80\xA6", font.get(), style, unused);
  if (!string || !ellipsis) return made;
  break_lines(string.get(), ellipsis.get(), length, style, made);
  place_lines(heights_of(font.get(), style), style, made);
  return made;
}

const CocoaText::Shaped& CocoaText::shaped(std::string_view utf8, const TextStyle& style) {
  std::string key = key_of(style, utf8);
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  if (known_.size() >= kMostKept) known_.clear();
  return known_.emplace(std::move(key), shape(utf8, style)).first->second;
}

TextExtents CocoaText::measure(std::string_view utf8, const TextStyle& style) {
  return shaped(utf8, style).extents;
}

TextExtents CocoaText::draw(CGContextRef context, Point top_left, std::string_view utf8,
                            const TextStyle& style) {
  const Shaped& text = shaped(utf8, style);
  if (!std::isfinite(top_left.x) || !std::isfinite(top_left.y)) return text.extents;
  // Letters stand upright where y grows downwards.
  ct_.CGContextSetTextMatrix(context, {1, 0, 0, -1, 0, 0});
  for (const Line& line : text.lines) {
    ct_.CGContextSetTextPosition(context, top_left.x + line.left, top_left.y + line.baseline);
    ct_.CTLineDraw(line.line.get(), context);
  }
  return text.extents;
}

}  // namespace attacca::gui::cocoa
