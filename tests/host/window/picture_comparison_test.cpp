// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/picture_comparison.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include <cairo.h>
#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::host {
namespace {

/// A grey picture with a darker square of `side` pixels, as a PNG.
std::string picture(const test::TemporaryFolder& folder, const std::string& name, int width,
                    double grey, int side) {
  cairo_surface_t* const surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, 50);
  cairo_t* const cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, grey, grey, grey);
  cairo_paint(cairo);
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_rectangle(cairo, 0, 0, side, side);
  cairo_fill(cairo);
  cairo_destroy(cairo);
  const std::string path = (folder / name).string();
  cairo_surface_write_to_png(surface, path.c_str());
  cairo_surface_destroy(surface);
  return path;
}

TEST_CASE("pictures differ where their colours do, and not where these are nearly the same") {
  const test::TemporaryFolder folder;
  const std::string plain = picture(folder, "plain.png", 100, 0.5, 0);
  const std::string lighter = picture(folder, "lighter.png", 100, 0.6, 0);
  const std::string square = picture(folder, "square.png", 100, 0.5, 10);
  CHECK(compare_pictures(plain, plain)->differing == 0);
  CHECK(compare_pictures(plain, lighter)->differing == 0);
  CHECK(compare_pictures(square, plain)->differing == 100);
  CHECK(compare_pictures(square, plain)->percent() == doctest::Approx(2));
}

TEST_CASE("another size is all different, and said") {
  const test::TemporaryFolder folder;
  const auto comparison =
      compare_pictures(picture(folder, "a.png", 100, 0.5, 0), picture(folder, "b.png", 90, 0.5, 0));
  REQUIRE(comparison);
  CHECK(comparison->percent() == doctest::Approx(100));
  CHECK(comparison->sizes.find("100 × 50") != std::string::npos);
}

TEST_CASE("the picture of the difference is red where they differ") {
  const test::TemporaryFolder folder;
  const std::string plain = picture(folder, "plain.png", 100, 0.5, 0);
  const std::string square = picture(folder, "square.png", 100, 0.5, 10);
  const std::string drawn = (folder / "difference.png").string();
  REQUIRE(write_picture_difference(square, plain, drawn));
  cairo_surface_t* const surface = cairo_image_surface_create_from_png(drawn.c_str());
  const unsigned char* const pixels = cairo_image_surface_get_data(surface);
  REQUIRE(pixels != nullptr);
  CHECK(pixels[2] == 255);
  CHECK(pixels[1] == 0);
  CHECK(pixels[4 * 50 + 2] == pixels[4 * 50 + 1]);
  cairo_surface_destroy(surface);
  CHECK_FALSE(write_picture_difference(square, plain, "/nowhere/at/all.png").has_value());
}

TEST_CASE("what is no picture is named") {
  const test::TemporaryFolder folder;
  const std::string plain = picture(folder, "plain.png", 100, 0.5, 0);
  std::ofstream(folder / "text.png") << "no picture";
  for (const auto& other : {folder / "text.png", folder / "missing.png"}) {
    const auto comparison = compare_pictures(plain, other);
    REQUIRE_FALSE(comparison.has_value());
    CHECK(comparison.error().message.find(other.string()) != std::string::npos);
  }
}

}  // namespace
}  // namespace attacca::host
