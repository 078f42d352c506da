// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image_canvas.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

namespace attacca::gui {
namespace {

constexpr Color kBlack{0, 0, 0, 255};
constexpr Color kRed{255, 0, 0, 255};
constexpr Color kNothing{0, 0, 0, 0};

/// Pixels that are not transparent.
int marked(const ImageCanvas& image) {
  int count = 0;
  for (std::uint32_t y = 0; y < image.size().height; ++y) {
    for (std::uint32_t x = 0; x < image.size().width; ++x) count += image.pixel(x, y).alpha != 0;
  }
  return count;
}

TEST_CASE("drawing in logical pixels covers scale times as many physical ones") {
  ImageCanvas image({20, 10}, 2);
  CHECK(image.size() == PhysicalSize{40, 20});
  CHECK(image.canvas().scale() == 2);
  image.canvas().fill({5, 5, 5, 5}, kRed);
  CHECK(marked(image) == 100);
  CHECK(image.pixel(10, 10) == kRed);
  CHECK(image.pixel(9, 10) == kNothing);
  CHECK(image.pixel(1000, 1000) == kNothing);
}

TEST_CASE("a gradient runs from its first colour to its second") {
  ImageCanvas image({10, 100});
  const Rect all{0, 0, 10, 100};
  image.canvas().fill(all, Paint::vertical(all, {0, 0, 0, 255}, {255, 255, 255, 255}));
  CHECK(image.pixel(5, 0).red < 5);
  CHECK(image.pixel(5, 50).red == doctest::Approx(128).epsilon(0.03));
  CHECK(image.pixel(5, 99).red > 250);
}

TEST_CASE("a rounded shape of less than no size does no harm to what is drawn after it") {
  ImageCanvas image({20, 20});
  image.canvas().fill_rounded({5, 5, -2, 10}, 3, kRed);
  image.canvas().stroke_rounded({5, 5, 10, -2}, 3, kRed, 1);
  image.canvas().fill_rounded({5, 5, 0, 0}, 3, kRed);
  image.canvas().fill({0, 0, 2, 2}, kRed);
  CHECK(image.pixel(1, 1) == kRed);
}

TEST_CASE("rounded shapes leave their corners free, and a stroke lies inside") {
  ImageCanvas image({40, 40});
  image.canvas().fill_rounded({0, 0, 40, 40}, 12, kRed);
  CHECK(image.pixel(0, 0) == kNothing);
  CHECK(image.pixel(20, 0) == kRed);
  ImageCanvas outline({40, 40});
  outline.canvas().stroke_rounded({10, 10, 20, 20}, 0, kRed, 2);
  CHECK(outline.pixel(20, 11) == kRed);
  CHECK(outline.pixel(20, 9) == kNothing);
  CHECK(outline.pixel(20, 20) == kNothing);
}

TEST_CASE("nothing is drawn outside a clip, and everything after it") {
  ImageCanvas image({20, 20});
  {
    const ClipScope clip(image.canvas(), {0, 0, 5, 5});
    image.canvas().fill({0, 0, 20, 20}, kRed);
  }
  CHECK(marked(image) == 25);
  image.canvas().fill_circle({15, 15}, 3, kRed);
  image.canvas().line({0, 10}, {20, 10}, kRed, 2);
  CHECK(image.pixel(15, 15) == kRed);
  CHECK(image.pixel(10, 10) == kRed);
}

TEST_CASE("text takes the room that was measured for it") {
  ImageCanvas image({400, 60});
  const TextStyle style{.size = 24, .color = kBlack};
  const TextExtents measured = image.canvas().measure_text("Lead Vocals", style);
  CHECK(measured.lines == 1);
  CHECK_FALSE(measured.truncated);
  CHECK(measured.baseline > 0);
  CHECK(measured.baseline < measured.size.height);
  CHECK(marked(image) == 0);
  const TextExtents drawn = image.canvas().draw_text({0, 0}, "Lead Vocals", style);
  CHECK(drawn.size == measured.size);
  CHECK(marked(image) > 200);
  for (std::uint32_t y = 0; y < 60; ++y) {
    CHECK(image.pixel(static_cast<std::uint32_t>(measured.size.width) + 2, y) == kNothing);
  }
}

TEST_CASE("the measure of text does not depend on the scale") {
  ImageCanvas one({400, 60}, 1);
  ImageCanvas three({400, 60}, 3);
  for (const char* text : {"Lead Vocals", "リードボーカル", "غناء رئيسي"}) {
    const TextStyle style{.size = 13};
    one.canvas().draw_text({0, 0}, text, style);
    three.canvas().draw_text({0, 0}, text, style);
    CHECK(one.canvas().measure_text(text, style).size.width ==
          doctest::Approx(three.canvas().measure_text(text, style).size.width).epsilon(0.01));
  }
}

TEST_CASE("text that is too wide ends in an ellipsis") {
  ImageCanvas image({400, 60});
  TextStyle style{.size = 24};
  const double width = image.canvas().measure_text("Background Vocals", style).size.width;
  style.max_width = width;
  CHECK_FALSE(image.canvas().measure_text("Background Vocals", style).truncated);
  style.max_width = width / 2;
  const TextExtents cut = image.canvas().measure_text("Background Vocals", style);
  CHECK(cut.truncated);
  CHECK(cut.lines == 1);
  CHECK(cut.size.width <= width / 2 + 0.01);
}

TEST_CASE("text wraps at most as often as allowed, and a long word within itself") {
  ImageCanvas image({400, 200});
  TextStyle style{.size = 20, .max_width = 120, .max_lines = 2};
  const TextExtents two = image.canvas().measure_text("Background Vocals", style);
  CHECK(two.lines == 2);
  CHECK_FALSE(two.truncated);
  const TextExtents cut =
      image.canvas().measure_text("Background Vocals Chorus Double Left Tuned", style);
  CHECK(cut.lines == 2);
  CHECK(cut.truncated);
  const TextExtents word = image.canvas().measure_text("Donaudampfschifffahrt", style);
  CHECK(word.lines == 2);
  CHECK(word.size.width <= 120.01);
}

TEST_CASE("text from right to left starts at the right, unless set otherwise") {
  const auto first_marked_column = [](const ImageCanvas& image) {
    for (std::uint32_t x = 0; x < image.size().width; ++x) {
      for (std::uint32_t y = 0; y < image.size().height; ++y) {
        if (image.pixel(x, y).alpha != 0) return x;
      }
    }
    return image.size().width;
  };
  const auto drawn = [&](const char* text, TextAlign align) {
    ImageCanvas image({300, 40});
    image.canvas().draw_text({0, 0}, text, {.size = 20, .align = align, .max_width = 300});
    return first_marked_column(image);
  };
  CHECK(drawn("Vocals", TextAlign::start) < 10);
  CHECK(drawn("غناء", TextAlign::start) > 150);
  CHECK(drawn("غناء", TextAlign::left) < 10);
  CHECK(drawn("Vocals", TextAlign::right) > 150);
  CHECK(drawn("Vocals", TextAlign::center) > 60);
}

TEST_CASE("emoji are in colour where a colour font is installed") {
  ImageCanvas image({100, 100});
  image.canvas().draw_text({0, 0}, "🔥", {.size = 60, .color = kBlack});
  int colorful = 0;
  for (std::uint32_t y = 0; y < 100; ++y) {
    for (std::uint32_t x = 0; x < 100; ++x) {
      const Color pixel = image.pixel(x, y);
      colorful += pixel.alpha == 255 && pixel.red > 200 && pixel.blue < 100;
    }
  }
  if (marked(image) > 0 && colorful == 0) {
    MESSAGE("no colour emoji font here");
    return;
  }
  CHECK(colorful > 100);
}

TEST_CASE("hostile text neither crashes nor hangs") {
  ImageCanvas image({200, 50});
  const TextStyle style{.size = 14, .max_width = 100, .max_lines = 2};
  const std::string zeros(64, '\0');
  const std::string marks = [] {
    std::string text = "a";
    for (int i = 0; i < 250; ++i) text += "\u0301";
    return text;
  }();
  for (const std::string& text : {std::string(), zeros, marks, std::string("\xFF\xFE\xC0"),
                                  std::string("\u202E\u2066abc"), std::string(512, 'W')}) {
    CHECK(image.canvas().draw_text({0, 0}, text, style).size.width <= 101);
  }
}

TEST_CASE("a picture is written as PNG, and a place that cannot be written is named") {
  ImageCanvas image({4, 4});
  const char* folder = std::getenv("TMPDIR");
  const std::string path =
      std::string(folder != nullptr ? folder : "/tmp") + "/attacca_image_canvas_test.png";
  REQUIRE(image.write_png(path));
  std::FILE* file = std::fopen(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  char magic[4] = {};
  CHECK(std::fread(magic, 1, 4, file) == 4);
  CHECK(std::string(magic + 1, 3) == "PNG");
  std::fclose(file);
  std::remove(path.c_str());
  const auto failed = image.write_png("/nowhere/at/all.png");
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().message.find("/nowhere/at/all.png") != std::string::npos);
}

TEST_CASE("a picture that cannot be had swallows drawing and says so when written") {
  ImageCanvas image({200000, 10});
  image.canvas().fill({0, 0, 10, 10}, kRed);
  image.canvas().draw_text({0, 0}, "text", {});
  CHECK(image.pixel(0, 0) == kNothing);
  CHECK_FALSE(image.write_png("/tmp/never_written.png").has_value());
}

}  // namespace
}  // namespace attacca::gui
