// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "gui/cocoa/core_types.hpp"

namespace attacca::gui::cocoa {

/// What drawing calls of the system, by the names that it has there. Loaded when something is first
/// drawn, not with the plugin; tests bring their own.
struct DrawingFunctions {
  // CoreFoundation
  void (*CFRelease)(CFTypeRef object);
  CFStringRef (*CFStringCreateWithBytes)(CFAllocatorRef allocator, const std::uint8_t* bytes,
                                         CFIndex count, std::uint32_t encoding,
                                         unsigned char external);
  CFIndex (*CFStringGetLength)(CFStringRef string);
  CFDataRef (*CFDataCreate)(CFAllocatorRef allocator, const std::uint8_t* bytes, CFIndex count);
  CFNumberRef (*CFNumberCreate)(CFAllocatorRef allocator, CFIndex type, const void* value);
  CFDictionaryRef (*CFDictionaryCreate)(CFAllocatorRef allocator, const void** keys,
                                        const void** values, CFIndex count,
                                        const void* key_callbacks, const void* value_callbacks);
  CFIndex (*CFArrayGetCount)(CFArrayRef array);
  const void* (*CFArrayGetValueAtIndex)(CFArrayRef array, CFIndex index);
  CFAttributedStringRef (*CFAttributedStringCreate)(CFAllocatorRef allocator, CFStringRef string,
                                                    CFDictionaryRef attributes);
  CFURLRef (*CFURLCreateFromFileSystemRepresentation)(CFAllocatorRef allocator,
                                                      const std::uint8_t* bytes, CFIndex count,
                                                      unsigned char is_folder);
  const void* kCFTypeDictionaryKeyCallBacks;    ///< its address
  const void* kCFTypeDictionaryValueCallBacks;  ///< its address

  // CoreGraphics
  CGColorSpaceRef (*CGColorSpaceCreateWithName)(CFStringRef name);
  CGContextRef (*CGBitmapContextCreate)(void* data, std::size_t width, std::size_t height,
                                        std::size_t bits, std::size_t row, CGColorSpaceRef space,
                                        std::uint32_t info);
  void* (*CGBitmapContextGetData)(CGContextRef context);
  CGImageRef (*CGBitmapContextCreateImage)(CGContextRef context);
  CGDataProviderRef (*CGDataProviderCreateWithCFData)(CFDataRef data);
  CGImageRef (*CGImageCreate)(std::size_t width, std::size_t height, std::size_t bits,
                              std::size_t pixel_bits, std::size_t row, CGColorSpaceRef space,
                              std::uint32_t info, CGDataProviderRef provider, const CGFloat* decode,
                              bool interpolate, int intent);
  std::size_t (*CGImageGetWidth)(CGImageRef image);
  std::size_t (*CGImageGetHeight)(CGImageRef image);
  CGGradientRef (*CGGradientCreateWithColorComponents)(CGColorSpaceRef space,
                                                       const CGFloat* components,
                                                       const CGFloat* locations, std::size_t count);
  void (*CGContextSaveGState)(CGContextRef context);
  void (*CGContextRestoreGState)(CGContextRef context);
  void (*CGContextScaleCTM)(CGContextRef context, CGFloat x, CGFloat y);
  void (*CGContextTranslateCTM)(CGContextRef context, CGFloat x, CGFloat y);
  void (*CGContextClipToRect)(CGContextRef context, CGRect rect);
  void (*CGContextClip)(CGContextRef context);
  CGRect (*CGContextGetClipBoundingBox)(CGContextRef context);
  void (*CGContextClearRect)(CGContextRef context, CGRect rect);
  void (*CGContextBeginPath)(CGContextRef context);
  void (*CGContextMoveToPoint)(CGContextRef context, CGFloat x, CGFloat y);
  void (*CGContextAddLineToPoint)(CGContextRef context, CGFloat x, CGFloat y);
  void (*CGContextAddCurveToPoint)(CGContextRef context, CGFloat x1, CGFloat y1, CGFloat x2,
                                   CGFloat y2, CGFloat x, CGFloat y);
  void (*CGContextAddArc)(CGContextRef context, CGFloat x, CGFloat y, CGFloat radius,
                          CGFloat from_angle, CGFloat to_angle, int clockwise);
  void (*CGContextAddRect)(CGContextRef context, CGRect rect);
  void (*CGContextClosePath)(CGContextRef context);
  bool (*CGContextIsPathEmpty)(CGContextRef context);
  void (*CGContextFillPath)(CGContextRef context);
  void (*CGContextStrokePath)(CGContextRef context);
  void (*CGContextReplacePathWithStrokedPath)(CGContextRef context);
  void (*CGContextSetLineWidth)(CGContextRef context, CGFloat width);
  void (*CGContextSetLineCap)(CGContextRef context, int cap);
  void (*CGContextSetLineJoin)(CGContextRef context, int join);
  void (*CGContextSetRGBFillColor)(CGContextRef context, CGFloat red, CGFloat green, CGFloat blue,
                                   CGFloat alpha);
  void (*CGContextSetRGBStrokeColor)(CGContextRef context, CGFloat red, CGFloat green, CGFloat blue,
                                     CGFloat alpha);
  void (*CGContextSetAlpha)(CGContextRef context, CGFloat alpha);
  void (*CGContextDrawLinearGradient)(CGContextRef context, CGGradientRef gradient, CGPoint from,
                                      CGPoint to, std::uint32_t options);
  void (*CGContextDrawRadialGradient)(CGContextRef context, CGGradientRef gradient, CGPoint start,
                                      CGFloat start_radius, CGPoint end, CGFloat end_radius,
                                      std::uint32_t options);
  void (*CGContextDrawImage)(CGContextRef context, CGRect rect, CGImageRef image);
  void (*CGContextSetTextMatrix)(CGContextRef context, CGAffineTransform matrix);
  void (*CGContextSetTextPosition)(CGContextRef context, CGFloat x, CGFloat y);
  CFStringRef kCGColorSpaceSRGB;

  // CoreText
  CTFontRef (*CTFontCreateUIFontForLanguage)(std::uint32_t type, CGFloat size,
                                             CFStringRef language);
  CTFontDescriptorRef (*CTFontCopyFontDescriptor)(CTFontRef font);
  CTFontDescriptorRef (*CTFontDescriptorCreateCopyWithAttributes)(CTFontDescriptorRef original,
                                                                  CFDictionaryRef attributes);
  CTFontRef (*CTFontCreateWithFontDescriptor)(CTFontDescriptorRef descriptor, CGFloat size,
                                              const CGAffineTransform* matrix);
  CGFloat (*CTFontGetAscent)(CTFontRef font);
  CGFloat (*CTFontGetDescent)(CTFontRef font);
  CGFloat (*CTFontGetLeading)(CTFontRef font);
  CTTypesetterRef (*CTTypesetterCreateWithAttributedString)(CFAttributedStringRef string);
  CFIndex (*CTTypesetterSuggestLineBreak)(CTTypesetterRef typesetter, CFIndex start, double width);
  CTLineRef (*CTTypesetterCreateLine)(CTTypesetterRef typesetter, CFRange range);
  CTLineRef (*CTLineCreateWithAttributedString)(CFAttributedStringRef string);
  CTLineRef (*CTLineCreateTruncatedLine)(CTLineRef line, double width, std::uint32_t where,
                                         CTLineRef token);
  double (*CTLineGetTypographicBounds)(CTLineRef line, CGFloat* ascent, CGFloat* descent,
                                       CGFloat* leading);
  double (*CTLineGetTrailingWhitespaceWidth)(CTLineRef line);
  CGRect (*CTLineGetBoundsWithOptions)(CTLineRef line, CFIndex options);
  CFArrayRef (*CTLineGetGlyphRuns)(CTLineRef line);
  void (*CTLineDraw)(CTLineRef line, CGContextRef context);
  CFRange (*CTRunGetStringRange)(CTRunRef run);
  std::uint32_t (*CTRunGetStatus)(CTRunRef run);
  CFStringRef kCTFontAttributeName;
  CFStringRef kCTKernAttributeName;
  CFStringRef kCTForegroundColorFromContextAttributeName;
  CFStringRef kCTFontTraitsAttribute;
  CFStringRef kCTFontWeightTrait;
  CFTypeRef kCFBooleanTrue;

  // ImageIO
  CGImageSourceRef (*CGImageSourceCreateWithData)(CFDataRef data, CFDictionaryRef options);
  CGImageRef (*CGImageSourceCreateImageAtIndex)(CGImageSourceRef source, std::size_t index,
                                                CFDictionaryRef options);
  CGImageDestinationRef (*CGImageDestinationCreateWithURL)(CFURLRef url, CFStringRef type,
                                                           std::size_t count,
                                                           CFDictionaryRef options);
  void (*CGImageDestinationAddImage)(CGImageDestinationRef destination, CGImageRef image,
                                     CFDictionaryRef properties);
  bool (*CGImageDestinationFinalize)(CGImageDestinationRef destination);

  /// Takes over what a function with Create or Copy in its name has returned.
  template <typename Ref>
  [[nodiscard]] Owned<Ref> own(Ref object) const noexcept {
    return {object, CFRelease};
  }
};

/// Null where this system lacks any of them. [main]
[[nodiscard]] const DrawingFunctions* drawing_functions() noexcept;

/// Pixels as they are drawn on: 32 bits, alpha first and in the highest byte, premultiplied, in the
/// byte order of both processors (kCGImageAlphaPremultipliedFirst | kCGBitmapByteOrder32Little).
inline constexpr std::uint32_t kPixelFormat = 2 | 2 << 12;
inline constexpr std::uint32_t kUtf8 = 0x08000100;       ///< kCFStringEncodingUTF8
inline constexpr CFIndex kDoubleNumber = 13;             ///< kCFNumberDoubleType
inline constexpr std::uint32_t kGradientBeyondEnds = 3;  ///< before the start and after the end

}  // namespace attacca::gui::cocoa
