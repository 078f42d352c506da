// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <numbers>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/image_canvas.hpp"
#include "tests/support/temporary_folder.hpp"

// Paths, pictures, layers and gradients.
namespace attacca::gui {
namespace {

constexpr Color kRed{255, 0, 0, 255};
constexpr Color kBlue{0, 0, 255, 255};
constexpr Color kNothing{0, 0, 0, 0};

TEST_CASE("a path is filled, and stroked with half of its thickness on each side") {
  ImageCanvas image({60, 60});
  Path triangle;
  triangle.move_to({10, 10}).line_to({50, 10}).line_to({10, 50}).close();
  image.canvas().fill_path(triangle, kRed);
  CHECK(image.pixel(15, 15) == kRed);
  CHECK(image.pixel(45, 45) == kNothing);
  ImageCanvas outline({60, 60});
  Path line;
  line.move_to({10, 30}).line_to({50, 30});
  outline.canvas().stroke_path(line, kBlue, {.thickness = 4});
  CHECK(outline.pixel(30, 28) == kBlue);
  CHECK(outline.pixel(30, 31) == kBlue);
  CHECK(outline.pixel(30, 33) == kNothing);
  CHECK(outline.pixel(8, 30) == kNothing);
}

TEST_CASE("a round end of a line reaches beyond it") {
  ImageCanvas outline({60, 60});
  Path line;
  line.move_to({10, 30}).line_to({50, 30});
  outline.canvas().stroke_path(line, kBlue, {.thickness = 4, .cap = Stroke::Cap::round});
  CHECK(outline.pixel(9, 29) == kBlue);
}

TEST_CASE("an arc runs clockwise to a larger angle, and back to a smaller one") {
  constexpr double kQuarter = std::numbers::pi / 2;
  const auto drawn = [](double from, double to) {
    ImageCanvas image({100, 100});
    Path arc;
    arc.arc({50, 50}, 40, from, to);
    image.canvas().stroke_path(arc, kRed, {.thickness = 6});
    const std::array<bool, 4> sides{image.pixel(78, 78) == kRed, image.pixel(21, 78) == kRed,
                                    image.pixel(21, 21) == kRed, image.pixel(78, 21) == kRed};
    return sides;
  };
  CHECK(drawn(0, kQuarter) == std::array{true, false, false, false});
  CHECK(drawn(0, -kQuarter) == std::array{false, false, false, true});
  CHECK(drawn(kQuarter, 4 * kQuarter) == std::array{false, true, true, true});
}

TEST_CASE("a radial gradient runs from the middle to the rim") {
  ImageCanvas image({100, 100});
  image.canvas().fill({0, 0, 100, 100},
                      Paint::radial({50, 50}, 40, {0, 0, 0, 255}, {255, 255, 255, 255}));
  CHECK(image.pixel(50, 50).red < 10);
  CHECK(image.pixel(70, 50).red == doctest::Approx(128).epsilon(0.05));
  CHECK(image.pixel(2, 2).red == 255);
}

TEST_CASE("a picture fills its area at any scale, without a soft rim") {
  const std::array<Color, 4> pixels{kRed, kBlue, kBlue, kRed};
  const auto picture = Image::from_pixels({2, 2}, pixels);
  REQUIRE(picture);
  CHECK(picture->size() == PhysicalSize{2, 2});
  ImageCanvas image({40, 40}, 2);
  image.canvas().draw_image(*picture, {10, 10, 20, 20});
  CHECK(image.pixel(20, 20) == kRed);
  CHECK(image.pixel(59, 20) == kBlue);
  CHECK(image.pixel(59, 59) == kRed);
  CHECK(image.pixel(19, 20) == kNothing);
  CHECK(image.pixel(60, 20) == kNothing);
  image.canvas().draw_image(*picture, {0, 0, 0, 5});
  image.canvas().draw_image(*picture, {0, 30, 5, 5}, 0.5);
  CHECK(image.pixel(2, 62).alpha == doctest::Approx(128).epsilon(0.02));
}

TEST_CASE("a picture that was written is read again") {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "picture.png").string();
  ImageCanvas drawn({3, 2});
  drawn.canvas().fill({0, 0, 1, 2}, kRed);
  REQUIRE(drawn.write_png(path));
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto read = Image::from_png(std::as_bytes(std::span(bytes)));
  REQUIRE(read);
  CHECK(read->size() == PhysicalSize{3, 2});

  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK_FALSE(Image::from_png(std::as_bytes(std::span(bytes).first(length))).has_value());
  }
  std::string huge = bytes;
  huge[16] = huge[20] = '\x7F';
  const auto refused = Image::from_png(std::as_bytes(std::span(huge)));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find("16384") != std::string::npos);
}

TEST_CASE("pictures of no size, of too much and of the wrong number of colours are refused") {
  const std::vector<Color> pixels(4, kRed);
  CHECK_FALSE(Image::from_pixels({0, 4}, {}).has_value());
  CHECK_FALSE(Image::from_pixels({3, 1}, pixels).has_value());
  CHECK_FALSE(Image::from_pixels({100000, 100000}, pixels).has_value());
  CHECK(Image::from_png({}).error().message.find("no PNG") != std::string::npos);
}

TEST_CASE("a layer is drawn once, and again when it was invalidated or has another size") {
  Layer layer;
  int draws = 0;
  ImageCanvas image({100, 100}, 1.5);
  const auto show = [&](Rect area) {
    image.canvas().draw_layer(layer, area, [&](Canvas& canvas) {
      ++draws;
      canvas.fill({area.x, area.y, area.width, area.height}, kRed);
    });
  };
  show({10, 10, 20, 20});
  show({10, 10, 20, 20});
  CHECK(draws == 1);
  CHECK(image.pixel(20, 20) == kRed);
  CHECK(image.pixel(44, 44) == kRed);
  CHECK(image.pixel(46, 46) == kNothing);
  SUBCASE("moved by whole pixels, it is the same drawing") {
    show({50, 50, 20, 20});
    CHECK(draws == 1);
    CHECK(image.pixel(80, 80) == kRed);
  }
  SUBCASE("another size") {
    show({10, 10, 30, 20});
    CHECK(draws == 2);
    CHECK(image.pixel(58, 20) == kRed);
  }
  SUBCASE("invalidated") {
    layer.invalidate();
    show({10, 10, 20, 20});
    CHECK(draws == 2);
  }
}

TEST_CASE("a layer that no surface can hold is drawn each time") {
  Layer layer;
  int draws = 0;
  ImageCanvas image({10, 10});
  for (int i = 0; i < 2; ++i) {
    image.canvas().draw_layer(layer, {0, 0, 100000, 100000}, [&](Canvas& canvas) {
      ++draws;
      canvas.fill({0, 0, 5, 5}, kRed);
    });
  }
  CHECK(draws == 2);
  CHECK(image.pixel(2, 2) == kRed);
}

TEST_CASE("a canvas says what of the drawing can be seen") {
  ImageCanvas image({40, 20}, 2);
  CHECK(image.canvas().visible_area() == Rect{0, 0, 40, 20});
  const ClipScope clip(image.canvas(), {30, 5, 50, 50});
  CHECK(image.canvas().visible_area() == Rect{30, 5, 10, 15});
}

}  // namespace
}  // namespace attacca::gui
