// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <string>

#include <doctest/doctest.h>

#include "attacca/gui/image_canvas.hpp"
#include "attacca/widgets/generic_editor.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/widget_tree.hpp"
#include "gallery_view.hpp"
#include "tests/widgets/rig.hpp"

// The gallery and a generic editor, beside pictures that a person has looked at. After a change
// that is meant: ATTACCA_NEW_PICTURES=1 widget_pictures_test writes new ones; look at them.
namespace attacca::widgets {
namespace {

constexpr std::uint32_t kBlock = 8;  ///< pixels: edges may differ, what is drawn may not
constexpr int kTolerance = 20;       ///< of 255, in a block's mean

/// The pictures are made with Noto Sans; other fonts are wider or narrower. Where it is not there
/// CTest says that this test was skipped, by these words.
bool has_the_fonts() {
  gui::ImageCanvas image({10, 10});
  const double width =
      image.canvas().measure_text("Envelope attack 0123", {.size = 100}).size.width;
  const bool has_them = std::abs(width - 995.4) < 10;
  if (!has_them) MESSAGE("not compared: needs Noto Sans (fonts-noto-core) as the default font");
  return has_them;
}

std::array<double, 3> mean_of(const gui::ImageCanvas& image, std::uint32_t x, std::uint32_t y) {
  std::array<double, 3> sum{};
  for (std::uint32_t dy = 0; dy < kBlock; ++dy) {
    for (std::uint32_t dx = 0; dx < kBlock; ++dx) {
      const Color pixel = image.pixel(x + dx, y + dy);
      sum[0] += pixel.red;
      sum[1] += pixel.green;
      sum[2] += pixel.blue;
    }
  }
  for (double& channel : sum) channel /= kBlock * kBlock;
  return sum;
}

/// Blocks of the pictures that do not look alike.
int differences(const gui::ImageCanvas& a, const gui::ImageCanvas& b) {
  int count = 0;
  for (std::uint32_t y = 0; y < a.size().height; y += kBlock) {
    for (std::uint32_t x = 0; x < a.size().width; x += kBlock) {
      const auto one = mean_of(a, x, y);
      const auto other = mean_of(b, x, y);
      bool differs = false;
      for (std::size_t i = 0; i < 3; ++i)
        differs = differs || std::abs(one[i] - other[i]) > kTolerance;
      count += differs;
    }
  }
  return count;
}

/// Nothing if there is no such picture.
std::optional<gui::Image> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  auto image = gui::Image::from_png(std::as_bytes(std::span(bytes)));
  if (!image) return std::nullopt;
  return *image;
}

void compare(const gui::ImageCanvas& drawn, double scale, const std::string& name) {
  const std::string path = std::string(GOLDEN_PICTURES) + "/" + name + ".png";
  if (std::getenv("ATTACCA_NEW_PICTURES") != nullptr) REQUIRE(drawn.write_png(path));
  const auto golden = read(path);
  REQUIRE_MESSAGE(golden.has_value(), path);
  REQUIRE(golden->size() == drawn.size());
  const LogicalSize size = to_logical(drawn.size(), scale);
  gui::ImageCanvas wanted(size, scale);
  wanted.canvas().draw_image(*golden, {0, 0, size.width, size.height});
  const int count = differences(drawn, wanted);
  if (count > 0) {
    const auto place = std::filesystem::temp_directory_path() / ("attacca-" + name + ".png");
    REQUIRE(drawn.write_png(place.string()));
    MESSAGE(name << " looks different in " << count << " places; drawn now: " << place.string());
  }
  CHECK(count == 0);
}

struct Look {
  const char* name;
  Theme theme;
};

std::array<Look, 3> looks() {
  return {{{"dark", Theme::dark()},
           {"light", Theme::light()},
           {"high-contrast", Theme::high_contrast()}}};
}

void draw_gallery(gui::ImageCanvas& image, const Theme& theme, double cutoff = -1,
                  std::size_t page = 0) {
  ParamSet set;
  GalleryParams params{set};
  core::ParamStore store(set);
  if (cutoff >= 0) store.set(params.cutoff, cutoff);
  store.apply_modulation(params.cutoff, 0.15);
  WidgetTree tree(make_gallery(params, set, page), theme);
  tree.tick();
  tree.draw(image.canvas(), {1280, 800});
}

TEST_CASE("the gallery looks as it did, in every theme at scales 1 and 2") {
  if (!has_the_fonts()) return;
  for (const Look& look : looks()) {
    for (const int scale : {1, 2}) {
      gui::ImageCanvas image({1280, 800}, scale);
      draw_gallery(image, look.theme);
      compare(image, scale, std::string("gallery-") + look.name + "-" + std::to_string(scale));
    }
  }
}

TEST_CASE("the second page of the gallery looks as it did") {
  if (!has_the_fonts()) return;
  for (const Look& look : looks()) {
    gui::ImageCanvas image({1280, 800}, 1);
    draw_gallery(image, look.theme, -1, 1);
    compare(image, 1, std::string("gallery-pictures-") + look.name + "-1");
  }
}

TEST_CASE("a generic editor looks as it did") {
  if (!has_the_fonts()) return;
  for (const Look& look : looks()) {
    ParamSet set;
    GalleryParams params{set};
    WidgetTree tree(column({.padding = 12}, stretched(all_parameters(set, "Attacca Gallery"))),
                    look.theme);
    gui::ImageCanvas image({480, 360}, 1);
    tree.draw(image.canvas(), {480, 360});
    compare(image, 1, std::string("generic-") + look.name + "-1");
  }
}

TEST_CASE("the comparison sees another theme, and one value that moved") {
  gui::ImageCanvas dark({1280, 800});
  draw_gallery(dark, Theme::dark());
  gui::ImageCanvas light({1280, 800});
  draw_gallery(light, Theme::light());
  CHECK(differences(dark, light) > 1000);
  gui::ImageCanvas moved({1280, 800});
  draw_gallery(moved, Theme::dark(), 0.3);
  CHECK(differences(dark, moved) > 5);
  CHECK(differences(dark, dark) == 0);
}

}  // namespace
}  // namespace attacca::widgets
