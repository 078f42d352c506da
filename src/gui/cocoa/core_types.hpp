// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Types of CoreFoundation, CoreGraphics, CoreText and ImageIO as Apple's documentation declares
// them, for what is used of them. All are 64-bit systems: CGFloat is a double, CFIndex a long.

#include <cstddef>
#include <cstdint>

namespace attacca::gui::cocoa {

using CFIndex = long;
using CFTypeRef = const void*;
using CFAllocatorRef = const struct CFAllocator*;
using CFStringRef = const struct CFString*;
using CFDataRef = const struct CFData*;
using CFNumberRef = const struct CFNumber*;
using CFArrayRef = const struct CFArray*;
using CFDictionaryRef = const struct CFDictionary*;
using CFAttributedStringRef = const struct CFAttributedString*;
using CFURLRef = const struct CFUrl*;

struct CFRange {
  CFIndex location;
  CFIndex length;
};

using CGFloat = double;

struct CGPoint {
  CGFloat x;
  CGFloat y;
};
struct CGSize {
  CGFloat width;
  CGFloat height;
};
struct CGRect {
  CGPoint origin;
  CGSize size;
};
struct CGAffineTransform {
  CGFloat a, b, c, d, tx, ty;
};

using CGContextRef = struct CGContext*;
using CGColorSpaceRef = struct CGColorSpace*;
using CGGradientRef = struct CGGradient*;
using CGImageRef = struct CGImage*;
using CGDataProviderRef = struct CGDataProvider*;
using CGImageSourceRef = struct CGImageSource*;
using CGImageDestinationRef = struct CGImageDestination*;

using CTFontRef = const struct CTFont*;
using CTFontDescriptorRef = const struct CTFontDescriptor*;
using CTTypesetterRef = const struct CTTypesetter*;
using CTLineRef = const struct CTLine*;
using CTRunRef = const struct CTRun*;

/// An object of theirs that is owned, and released by `release` of whoever made it.
template <typename Ref>
class Owned {
 public:
  using Release = void (*)(CFTypeRef object);

  Owned() = default;
  Owned(Ref object, Release release) noexcept : object_(object), release_(release) {}
  ~Owned() { reset(); }
  Owned(Owned&& other) noexcept : object_(other.object_), release_(other.release_) {
    other.object_ = nullptr;
  }
  Owned& operator=(Owned&& other) noexcept {
    if (this == &other) return *this;
    reset();
    object_ = other.object_;
    release_ = other.release_;
    other.object_ = nullptr;
    return *this;
  }

  [[nodiscard]] Ref get() const noexcept { return object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }
  void reset() noexcept {
    if (object_ != nullptr) release_(object_);
    object_ = nullptr;
  }

 private:
  Ref object_ = nullptr;
  Release release_ = nullptr;
};

}  // namespace attacca::gui::cocoa
