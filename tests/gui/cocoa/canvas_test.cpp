// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/canvas.hpp"

#include <string>

#include <doctest/doctest.h>

namespace attacca::gui::cocoa {
namespace {

std::string said;  // the calls, in their order

/// What filling, stroking and clipping call.
DrawingFunctions fake_functions() {
  said.clear();
  DrawingFunctions all = {};
  all.CFRelease = [](CFTypeRef) { said += "release "; };
  all.CGColorSpaceCreateWithName = [](CFStringRef) {
    return reinterpret_cast<CGColorSpaceRef>(&said);
  };
  all.CGGradientCreateWithColorComponents = [](CGColorSpaceRef, const CGFloat*, const CGFloat*,
                                               std::size_t) {
    return reinterpret_cast<CGGradientRef>(&said);
  };
  all.CGContextSaveGState = [](CGContextRef) { said += "save "; };
  all.CGContextRestoreGState = [](CGContextRef) { said += "restore "; };
  all.CGContextClip = [](CGContextRef) { said += "clip "; };
  all.CGContextClipToRect = [](CGContextRef, CGRect rect) {
    said += "clip-to-" + std::to_string(static_cast<int>(rect.size.width)) + " ";
  };
  all.CGContextBeginPath = [](CGContextRef) {};
  all.CGContextAddRect = [](CGContextRef, CGRect) { said += "rect "; };
  all.CGContextAddArc = [](CGContextRef, CGFloat, CGFloat, CGFloat, CGFloat, CGFloat,
                           int clockwise) { said += clockwise != 0 ? "back " : "on "; };
  all.CGContextClosePath = [](CGContextRef) { said += "close "; };
  all.CGContextIsPathEmpty = [](CGContextRef) { return said.empty(); };
  all.CGContextFillPath = [](CGContextRef) { said += "fill "; };
  all.CGContextStrokePath = [](CGContextRef) { said += "stroke "; };
  all.CGContextReplacePathWithStrokedPath = [](CGContextRef) { said += "outline "; };
  all.CGContextSetLineWidth = [](CGContextRef, CGFloat) {};
  all.CGContextSetLineCap = [](CGContextRef, int) {};
  all.CGContextSetLineJoin = [](CGContextRef, int) {};
  all.CGContextSetRGBFillColor = [](CGContextRef, CGFloat, CGFloat, CGFloat, CGFloat) {};
  all.CGContextSetRGBStrokeColor = [](CGContextRef, CGFloat, CGFloat, CGFloat, CGFloat) {};
  all.CGContextDrawLinearGradient = [](CGContextRef, CGGradientRef, CGPoint, CGPoint,
                                       std::uint32_t) { said += "gradient "; };
  return all;
}

constexpr Rect kArea{0, 0, 10, 10};
const Paint kGradient = Paint::vertical(kArea, Color{255, 0, 0}, Color{0, 0, 255});

}  // namespace

TEST_CASE("a gradient is drawn within the shape alone, and the clip is gone afterwards") {
  const DrawingFunctions functions = fake_functions();
  CocoaText text(functions);
  CocoaCanvas canvas(functions, nullptr, text, 1);
  canvas.fill(kArea, kGradient);
  CHECK(said == "rect save clip gradient release release restore ");
  said.clear();
  canvas.fill(kArea, Color{1, 2, 3});
  CHECK(said == "rect fill ");
}

TEST_CASE("a path without anything in it clips nothing and draws nothing") {
  const DrawingFunctions functions = fake_functions();
  CocoaText text(functions);
  CocoaCanvas canvas(functions, nullptr, text, 1);
  canvas.fill_path(Path(), kGradient);
  CHECK(said.empty());
}

TEST_CASE("a stroke with a gradient is filled as the outline that it has") {
  const DrawingFunctions functions = fake_functions();
  CocoaText text(functions);
  CocoaCanvas canvas(functions, nullptr, text, 1);
  Path path;
  path.arc({5, 5}, 4, 0, 1);
  canvas.stroke_path(path, kGradient, {});
  CHECK(said == "on outline save clip gradient release release restore ");
}

TEST_CASE("arcs go towards their second angle") {
  const DrawingFunctions functions = fake_functions();
  CocoaText text(functions);
  CocoaCanvas canvas(functions, nullptr, text, 1);
  Path path;
  path.arc({5, 5}, 4, 1, 0);
  canvas.stroke_path(path, Color{0, 0, 0}, {});
  CHECK(said == "back stroke ");
}

TEST_CASE("what is no number is not drawn, and clips everything away") {
  const DrawingFunctions functions = fake_functions();
  CocoaText text(functions);
  CocoaCanvas canvas(functions, nullptr, text, 1);
  const double none = 0.0 / 0.0;
  canvas.fill({none, 0, 10, 10}, Color{0, 0, 0});
  CHECK(said.empty());
  canvas.save_and_clip({0, none, 10, 10});
  CHECK(said == "save clip-to-0 ");
}

}  // namespace attacca::gui::cocoa
