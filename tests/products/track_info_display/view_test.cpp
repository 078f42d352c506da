// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/image_canvas.hpp"
#include "products/track_info_display/track_info_view.hpp"

using namespace attacca;

namespace {

constexpr LogicalSize kUsual{520, 340};

/// A canvas that measures as a real one does and notes what text was drawn where.
class TextSpy final : public gui::Canvas {
 public:
  struct Text {
    std::string text;
    gui::Rect ink;
    gui::TextStyle style;
    gui::TextExtents extents;
  };
  std::vector<Text> texts;

  TextSpy(LogicalSize size, const TrackInfoModel& model) : image_(size) {
    draw_track_info(*this, size, model);
  }

  void fill(const gui::Rect& area, const gui::Paint& paint) override { real().fill(area, paint); }
  void fill_rounded(const gui::Rect& area, double radius, const gui::Paint& paint) override {
    real().fill_rounded(area, radius, paint);
  }
  void fill_circle(gui::Point center, double radius, const gui::Paint& paint) override {
    real().fill_circle(center, radius, paint);
  }
  void stroke_rounded(const gui::Rect& area, double radius, Color color,
                      double thickness) override {
    real().stroke_rounded(area, radius, color, thickness);
  }
  void line(gui::Point from, gui::Point to, Color color, double thickness) override {
    real().line(from, to, color, thickness);
  }
  void fill_path(const gui::Path& path, const gui::Paint& paint) override {
    real().fill_path(path, paint);
  }
  void stroke_path(const gui::Path& path, const gui::Paint& paint,
                   const gui::Stroke& stroke) override {
    real().stroke_path(path, paint, stroke);
  }
  void draw_image(const gui::Image& image, const gui::Rect& area, double opacity) override {
    real().draw_image(image, area, opacity);
  }
  void draw_layer(gui::Layer& layer, const gui::Rect& area,
                  const std::function<void(gui::Canvas&)>& draw) override {
    real().draw_layer(layer, area, draw);
  }
  [[nodiscard]] gui::Rect visible_area() const override { return image_.canvas().visible_area(); }
  gui::TextExtents draw_text(gui::Point at, std::string_view text,
                             const gui::TextStyle& style) override {
    const auto extents = real().draw_text(at, text, style);
    gui::Rect ink = extents.ink;
    ink.x += at.x;
    ink.y += at.y;
    texts.push_back({std::string(text), ink, style, extents});
    return extents;
  }
  gui::TextExtents measure_text(std::string_view text, const gui::TextStyle& style) override {
    return real().measure_text(text, style);
  }
  void save_and_clip(const gui::Rect& area) override { real().save_and_clip(area); }
  void restore() override { real().restore(); }
  [[nodiscard]] double scale() const override { return 1; }

  [[nodiscard]] const Text* find(std::string_view part) const {
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const Text& text) {
      return text.text.find(part) != std::string::npos;
    });
    return found == texts.end() ? nullptr : &*found;
  }

 private:
  gui::Canvas& real() { return image_.canvas(); }
  mutable gui::ImageCanvas image_;
};

TrackInfoModel full_model(std::string_view name) {
  TrackInfoModel model;
  TrackInfo& info = model.info;
  info.name.emplace(name);
  info.color = Color{0xE8, 0x6A, 0x3D};
  info.index = 12;
  info.index_namespace.emplace("Audio Tracks");
  info.uid.emplace("8f14e45f-ceea-467f");
  info.roles = TrackRole::track | TrackRole::instrument;
  info.location = PluginLocation::pre_fader;
  info.audio_channel_count = 2;
  info.audio_port_type.emplace("stereo");
  info.volume = 0.5;
  info.pan = 0.5;
  info.mute = false;
  info.solo = true;
  info.revision = 17;
  info.source = TrackInfoSource::context_info;
  model.format_name = "VST3";
  model.host_name = "Ardour";
  model.identity = "build 3f2a91c0+ · sources 9c1f20e4 · 2026-11-22";
  return model;
}

TextSpy draw(const TrackInfoModel& model, LogicalSize size = kUsual) {
  return {size, model};
}

TEST_CASE("everything that the host sends is on view") {
  const TextSpy spy = draw(full_model("Lead Vocals"));
  for (const char* text :
       {"Lead Vocals", "Audio Tracks · 12", "Track", "Instrument", "#E86A3D", "2 · stereo",
        "pre-fader", "\u22126.0 dB", "centre", "M", "S", "8f14e45f-ceea-467f",
        "sent by IContextInfoHandler · revision 17 · VST3 in Ardour", "build 3f2a91c0+"}) {
    CAPTURE(text);
    CHECK(spy.find(text) != nullptr);
  }
}

TEST_CASE("the track's own colour is on view as a swatch") {
  const TrackInfoModel model = full_model("Lead Vocals");
  gui::ImageCanvas image(kUsual);
  draw_track_info(image.canvas(), kUsual, model);
  int swatch = 0;
  for (std::uint32_t y = 180; y < 340; ++y) {
    for (std::uint32_t x = 0; x < 520; ++x) swatch += image.pixel(x, y) == *model.info.color;
  }
  CHECK(swatch > 100);
}

TEST_CASE("a host that sends little gets one line that says what it did not send") {
  TrackInfoModel model = full_model("Lead Vocals");
  TrackInfo info;
  info.name = model.info.name;
  info.source = TrackInfoSource::track_info;
  model.info = info;
  const TextSpy spy = draw(model);
  const auto* line = spy.find("Not sent by this host: ");
  REQUIRE(line != nullptr);
  CHECK(line->text.find("colour, roles, index") != std::string::npos);
  CHECK(line->text.find("name") == std::string::npos);
}

TEST_CASE("no name, an empty name and nothing at all are shown differently") {
  TrackInfoModel model = full_model("");
  CHECK(draw(model).find("Unnamed") != nullptr);
  model.info.name.reset();
  CHECK(draw(model).find("Name not sent by this host") != nullptr);
  model.info = TrackInfo{};
  const TextSpy spy = draw(model);
  CHECK(spy.find("Not sent by this host") != nullptr);
  CHECK(spy.find("sent by nobody yet") != nullptr);
}

TEST_CASE("the name is by far the largest text and grows with the window") {
  double before = 0;
  for (const LogicalSize size : {LogicalSize{320, 200}, kUsual, LogicalSize{1280, 800}}) {
    const TextSpy spy = draw(full_model("Lead Vocals"), size);
    const auto* name = spy.find("Lead Vocals");
    REQUIRE(name != nullptr);
    CHECK(name->style.size > 2.5 * spy.find("2 · stereo")->style.size);
    CHECK(name->style.size > before);
    before = name->style.size;
  }
}

TEST_CASE("a long name is made smaller and wrapped before anything of it is left out") {
  const TextSpy usual = draw(full_model("Background Vocals – Chorus Double Left (comped, tuned)"));
  const auto* name = usual.find("Background");
  REQUIRE(name != nullptr);
  CHECK(name->extents.lines == 2);
  CHECK_FALSE(name->extents.truncated);

  std::string endless;
  while (endless.size() < 500) endless += "Background Vocals ";
  const TextSpy spy = draw(full_model(endless));
  CHECK(spy.find("Background")->extents.truncated);
  CHECK(spy.find("Background")->extents.lines == 2);
}

void check_layout(const TextSpy& spy, LogicalSize size) {
  for (const auto& text : spy.texts) {
    CAPTURE(text.text);
    CHECK(text.ink.x >= -1);
    CHECK(text.ink.y >= -1);
    CHECK(text.ink.right() <= size.width + 1);
    CHECK(text.ink.bottom() <= size.height + 1);
    for (const auto& other : spy.texts) {
      if (&other == &text) continue;
      CAPTURE(other.text);
      const bool apart =
          text.ink.right() <= other.ink.x + 1 || other.ink.right() <= text.ink.x + 1 ||
          text.ink.bottom() <= other.ink.y + 1 || other.ink.bottom() <= text.ink.y + 1;
      CHECK(apart);
    }
  }
}

TEST_CASE("nothing lies outside the window or across other text, at any size, in any script") {
  for (const LogicalSize size : {LogicalSize{320, 200}, LogicalSize{320, 900}, kUsual,
                                 LogicalSize{1000, 200}, LogicalSize{2400, 1500}}) {
    for (const char* name : {"Kick", "リードボーカル（二番）", "غناء رئيسي", "🎸 Guitar 🔥",
                             "Background Vocals – Chorus Double Left (comped, tuned) 14"}) {
      CAPTURE(name);
      CAPTURE(size.width);
      CAPTURE(size.height);
      TrackInfoModel model = full_model(name);
      check_layout(draw(model, size), size);
      model.info.uid.reset();
      model.info.volume.reset();
      model.info.pan.reset();
      model.info.mute.reset();
      check_layout(draw(model, size), size);
      model.info = {};
      check_layout(draw(model, size), size);
    }
  }
}

TEST_CASE("a frame is the same whenever it is drawn from the same model") {
  const TrackInfoModel model = full_model("リード 🎸");
  gui::ImageCanvas first(kUsual);
  gui::ImageCanvas second(kUsual);
  draw_track_info(first.canvas(), kUsual, full_model("something else"));
  draw_track_info(first.canvas(), kUsual, model);
  draw_track_info(second.canvas(), kUsual, model);
  int different = 0;
  for (std::uint32_t y = 0; y < 340; ++y) {
    for (std::uint32_t x = 0; x < 520; ++x) different += !(first.pixel(x, y) == second.pixel(x, y));
  }
  CHECK(different == 0);
}

}  // namespace
