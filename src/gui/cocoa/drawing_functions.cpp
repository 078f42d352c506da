// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/drawing_functions.hpp"

#include "platform/macos/framework.hpp"

namespace attacca::gui::cocoa {
namespace {

using core::Framework;

/// Sets `value` to what the variable of that name holds.
template <typename T>
bool read(const Framework& library, const char* name, T& value) {
  const void* const variable = library.find(name);
  if (variable != nullptr) value = *static_cast<const T*>(variable);
  return variable != nullptr;
}

#define LOOK_UP(name) library.find(#name, all.name)
#define READ(name) read(library, #name, all.name)

bool load_core(DrawingFunctions& all) {
  const Framework library("CoreFoundation");
  all.kCFTypeDictionaryKeyCallBacks = library.find("kCFTypeDictionaryKeyCallBacks");
  all.kCFTypeDictionaryValueCallBacks = library.find("kCFTypeDictionaryValueCallBacks");
  return LOOK_UP(CFRelease) && LOOK_UP(CFStringCreateWithBytes) && LOOK_UP(CFStringGetLength) &&
         LOOK_UP(CFDataCreate) && LOOK_UP(CFNumberCreate) && LOOK_UP(CFDictionaryCreate) &&
         LOOK_UP(CFArrayGetCount) && LOOK_UP(CFArrayGetValueAtIndex) &&
         LOOK_UP(CFAttributedStringCreate) && LOOK_UP(CFURLCreateFromFileSystemRepresentation) &&
         all.kCFTypeDictionaryKeyCallBacks != nullptr &&
         all.kCFTypeDictionaryValueCallBacks != nullptr && READ(kCFBooleanTrue);
}

bool load_graphics(DrawingFunctions& all) {
  const Framework library("CoreGraphics");
  return LOOK_UP(CGColorSpaceCreateWithName) && LOOK_UP(CGBitmapContextCreate) &&
         LOOK_UP(CGBitmapContextGetData) && LOOK_UP(CGBitmapContextCreateImage) &&
         LOOK_UP(CGDataProviderCreateWithCFData) && LOOK_UP(CGImageCreate) &&
         LOOK_UP(CGImageGetWidth) && LOOK_UP(CGImageGetHeight) &&
         LOOK_UP(CGGradientCreateWithColorComponents) && LOOK_UP(CGContextSaveGState) &&
         LOOK_UP(CGContextRestoreGState) && LOOK_UP(CGContextScaleCTM) &&
         LOOK_UP(CGContextTranslateCTM) && LOOK_UP(CGContextClipToRect) && LOOK_UP(CGContextClip) &&
         LOOK_UP(CGContextGetClipBoundingBox) && LOOK_UP(CGContextClearRect) &&
         LOOK_UP(CGContextBeginPath) && LOOK_UP(CGContextMoveToPoint) &&
         LOOK_UP(CGContextAddLineToPoint) && LOOK_UP(CGContextAddCurveToPoint) &&
         LOOK_UP(CGContextAddArc) && LOOK_UP(CGContextAddRect) && LOOK_UP(CGContextClosePath) &&
         LOOK_UP(CGContextIsPathEmpty) && LOOK_UP(CGContextFillPath) &&
         LOOK_UP(CGContextStrokePath) && LOOK_UP(CGContextReplacePathWithStrokedPath) &&
         LOOK_UP(CGContextSetLineWidth) && LOOK_UP(CGContextSetLineCap) &&
         LOOK_UP(CGContextSetLineJoin) && LOOK_UP(CGContextSetRGBFillColor) &&
         LOOK_UP(CGContextSetRGBStrokeColor) && LOOK_UP(CGContextSetAlpha) &&
         LOOK_UP(CGContextDrawLinearGradient) && LOOK_UP(CGContextDrawRadialGradient) &&
         LOOK_UP(CGContextDrawImage) && LOOK_UP(CGContextSetTextMatrix) &&
         LOOK_UP(CGContextSetTextPosition) && READ(kCGColorSpaceSRGB);
}

bool load_text(DrawingFunctions& all) {
  const Framework library("CoreText");
  return LOOK_UP(CTFontCreateUIFontForLanguage) && LOOK_UP(CTFontCopyFontDescriptor) &&
         LOOK_UP(CTFontDescriptorCreateCopyWithAttributes) &&
         LOOK_UP(CTFontCreateWithFontDescriptor) && LOOK_UP(CTFontGetAscent) &&
         LOOK_UP(CTFontGetDescent) && LOOK_UP(CTFontGetLeading) &&
         LOOK_UP(CTTypesetterCreateWithAttributedString) && LOOK_UP(CTTypesetterSuggestLineBreak) &&
         LOOK_UP(CTTypesetterCreateLine) && LOOK_UP(CTLineCreateWithAttributedString) &&
         LOOK_UP(CTLineCreateTruncatedLine) && LOOK_UP(CTLineGetTypographicBounds) &&
         LOOK_UP(CTLineGetTrailingWhitespaceWidth) && LOOK_UP(CTLineGetBoundsWithOptions) &&
         LOOK_UP(CTLineGetGlyphRuns) && LOOK_UP(CTLineDraw) && LOOK_UP(CTRunGetStringRange) &&
         LOOK_UP(CTRunGetStatus) && READ(kCTFontAttributeName) && READ(kCTKernAttributeName) &&
         READ(kCTForegroundColorFromContextAttributeName) && READ(kCTFontTraitsAttribute) &&
         READ(kCTFontWeightTrait);
}

bool load_images(DrawingFunctions& all) {
  const Framework library("ImageIO");
  return LOOK_UP(CGImageSourceCreateWithData) && LOOK_UP(CGImageSourceCreateImageAtIndex) &&
         LOOK_UP(CGImageDestinationCreateWithURL) && LOOK_UP(CGImageDestinationAddImage) &&
         LOOK_UP(CGImageDestinationFinalize);
}

#undef LOOK_UP
#undef READ

}  // namespace

const DrawingFunctions* drawing_functions() noexcept {
  static DrawingFunctions all = {};
  static const bool loaded =
      load_core(all) && load_graphics(all) && load_text(all) && load_images(all);
  return loaded ? &all : nullptr;
}

}  // namespace attacca::gui::cocoa
