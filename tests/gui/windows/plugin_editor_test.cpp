// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdlib>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/image_canvas.hpp"
#include "tests/gui/windows/clap_editor.hpp"
#include "tests/gui/windows/host_window.hpp"

// Editors of finished plugins in a host's window. With ATTACCA_PHOTOGRAPHS=FOLDER pictures of what
// is on the screen are left there.
namespace attacca::test {
namespace {

std::size_t colours(const std::vector<Color>& pixels) {
  std::set<std::tuple<int, int, int>> found;
  for (const Color& pixel : pixels) found.emplace(pixel.red, pixel.green, pixel.blue);
  return found.size();
}

/// What the host sees when the editor has drawn itself.
std::vector<Color> picture_of(const HostWindow& host, SIZE size) {
  std::vector<Color> pixels;
  HostWindow::pump_until([&] {
    pixels = host.photograph(size.cx, size.cy);
    return colours(pixels) > 8;
  });
  return pixels;
}

void keep(const std::string& name, SIZE size, const std::vector<Color>& pixels) {
  const char* const folder = std::getenv("ATTACCA_PHOTOGRAPHS");
  if (folder == nullptr) return;
  const PhysicalSize all{static_cast<std::uint32_t>(size.cx), static_cast<std::uint32_t>(size.cy)};
  const auto image = gui::Image::from_pixels(all, pixels);
  REQUIRE(image);
  gui::ImageCanvas canvas(to_logical(all, 1));
  canvas.canvas().draw_image(*image,
                             {0, 0, static_cast<double>(size.cx), static_cast<double>(size.cy)});
  CHECK(canvas.write_png(std::string(folder) + "/" + name + ".png"));
}

SIZE client_size(HWND window) {
  RECT area{};
  GetClientRect(window, &area);
  return {area.right, area.bottom};
}

std::string name_of(const std::string& path) {
  const std::size_t begin = path.find_last_of('/') + 1;
  return path.substr(begin, path.find_last_of('.') - begin);
}

TEST_CASE("an editor opens in a host's window, is drawn, resized and opened again") {
  for (const std::string path : {PLUGINS_WITH_EDITORS}) {
    CAPTURE(path);
    for (const double scale : {1.0, 1.5}) {
      CAPTURE(scale);
      ClapEditor plugin(path);
      REQUIRE(plugin.trouble == "");
      const HostWindow host(1400, 1000);
      const SIZE size = plugin.open(host, scale);
      REQUIRE(plugin.trouble == "");
      REQUIRE(size.cx > 0);
      CHECK(client_size(host.child()).cx == size.cx);
      CHECK(client_size(host.child()).cy == size.cy);
      auto pixels = picture_of(host, size);
      CHECK(colours(pixels) > 8);
      keep(name_of(path) + (scale == 1 ? "-1" : "-1.5"), size, pixels);
      if (plugin.can_resize()) {
        const SIZE larger = plugin.resize({size.cx + size.cx / 4, size.cy + size.cy / 5});
        CHECK(larger.cx > size.cx);
        CHECK(client_size(host.child()).cx == larger.cx);
        pixels = picture_of(host, larger);
        CHECK(colours(pixels) > 8);
        if (scale == 1) keep(name_of(path) + "-larger", larger, pixels);
      }
      plugin.close();
      CHECK(host.child() == nullptr);
      const SIZE again = plugin.open(host, scale);
      CHECK(again.cx > 0);
      CHECK(host.child() != nullptr);
    }
  }
}

TEST_CASE("a host that destroys its window before the editor does no harm") {
  const std::string paths[]{PLUGINS_WITH_EDITORS};
  const std::string& path = paths[0];
  ClapEditor plugin(path);
  HostWindow host(600, 400);
  REQUIRE(plugin.open(host, 1).cx > 0);
  host.close();
  HostWindow::pump();
  plugin.close();
  const HostWindow other(600, 400);
  CHECK(plugin.open(other, 1).cx > 0);
}

}  // namespace
}  // namespace attacca::test
