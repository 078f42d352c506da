// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// gallery_pictures FOLDER: draws the gallery in every theme at scales 1 and 2, without a display.

#include <cstdio>
#include <string>

#include <attacca/gui/image_canvas.hpp>
#include <attacca/widgets/widget_tree.hpp>

#include "gallery_view.hpp"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: gallery_pictures FOLDER\n");
    return 2;
  }
  using attacca::widgets::Theme;
  struct Named {
    const char* name;
    Theme theme;
  };
  for (const Named& look : {Named{"dark", Theme::dark()}, Named{"light", Theme::light()},
                            Named{"high-contrast", Theme::high_contrast()}}) {
    for (const int scale : {1, 2}) {
      attacca::ParamSet set;
      GalleryParams params{set};
      attacca::widgets::WidgetTree tree(make_gallery(params, set), look.theme);
      constexpr attacca::LogicalSize kSize{1280, 800};
      attacca::gui::ImageCanvas image(kSize, scale);
      tree.tick();
      tree.draw(image.canvas(), kSize);
      const std::string path = std::string(arguments[1]) + "/gallery-" + look.name + "-" +
                               std::to_string(scale) + ".png";
      if (const auto written = image.write_png(path); !written) {
        std::fprintf(stderr, "%s\n", written.error().message.c_str());
        return 1;
      }
      std::printf("%s\n", path.c_str());
    }
  }
  return 0;
}
