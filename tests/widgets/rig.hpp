// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attacca/gui/image_canvas.hpp"
#include "attacca/params/bool_param.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/int_param.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/widgets/widget_tree.hpp"
#include "params/param_store.hpp"
#include "tests/gui/fake_event_loop.hpp"

namespace attacca::widgets {

/// A host that writes down what it gets: "begin gain", "gain 0.500", "end gain".
class RecordingContext final : public EditorContext {
 public:
  explicit RecordingContext(ParamSet& set) : set_(set), store(set) {}

  gui::FakeEventLoop loop;
  std::vector<std::string> edits;
  TrackInfo info;
  bool has_menu = true;
  std::vector<std::string> menus;
  HostMenu offered;
  std::vector<std::uint32_t> chosen;
  ParamIndication shown;
  KnobMode mode = KnobMode::linear;
  std::vector<Preset> presets;
  std::vector<std::string> loaded;

 private:
  ParamSet& set_;

 public:
  core::ParamStore store;

  [[nodiscard]] const TrackInfo& track_info() const override { return info; }
  [[nodiscard]] ParamSet& params() override { return set_; }
  void begin_edit(Param& param) override { edits.push_back("begin " + std::string(param.id())); }
  void set_normalized(Param& param, double normalized) override {
    store.set(param, normalized);
    char value[16];
    std::snprintf(value, sizeof value, " %.3f", normalized);
    edits.push_back(std::string(param.id()) + value);
  }
  void end_edit(Param& param) override { edits.push_back("end " + std::string(param.id())); }
  bool request_resize(PhysicalSize) override { return false; }
  [[nodiscard]] Result<std::string> save_state(StateContext) override { return std::string(); }
  Result<void> load_state(std::string_view state, StateContext) override {
    loaded.emplace_back(state);
    if (state == "damaged") return fail("the state is damaged at byte 7");
    return {};
  }
  [[nodiscard]] std::vector<PresetFile> preset_files() const override { return {}; }
  Result<void> load_preset_file(const std::string&) override { return {}; }
  Result<std::string> save_preset_file(std::string_view) override { return std::string(); }
  [[nodiscard]] std::span<const Preset> factory_presets() const override { return presets; }
  [[nodiscard]] EventLoop& event_loop() override { return loop; }
  bool show_host_menu(const Param* param, std::int32_t x, std::int32_t y) override {
    menus.push_back(std::string(param->id()) + " " + std::to_string(x) + " " + std::to_string(y));
    return has_menu;
  }
  HostMenu host_menu(const Param*) override { return offered; }
  bool choose_from_host_menu(const Param*, std::uint32_t action) override {
    chosen.push_back(action);
    return true;
  }
  ParamIndication indication(const Param&) const override { return shown; }
  KnobMode knob_mode() const override { return mode; }
  std::uint32_t presentation_latency() const override { return 0; }
  [[nodiscard]] std::string_view format_name() const override { return "CLAP"; }
  [[nodiscard]] std::string_view host_name() const override { return "Test host"; }
};

class FakeWindow final : public WidgetWindow {
 public:
  RecordingContext* host = nullptr;
  std::vector<gui::Rect> invalid;
  gui::Cursor shown_cursor = gui::Cursor::arrow;
  bool has_keyboard = false;
  std::string clipboard;
  bool answers_at_once = true;  ///< else a test calls WidgetTree::pasted()
  WidgetTree* tree = nullptr;

  void invalidate(const gui::Rect& area) override { invalid.push_back(area); }
  void set_cursor(gui::Cursor cursor) override { shown_cursor = cursor; }
  void take_keyboard(bool take) override { has_keyboard = take; }
  [[nodiscard]] EditorContext* context() const override { return host; }
  [[nodiscard]] double scale() const override { return 2; }
  void set_clipboard(std::string text) override { clipboard = std::move(text); }
  std::vector<gui::DragContent> drags;
  void start_drag(const gui::DragContent& content, const gui::DragCode&) override {
    drags.push_back(content);
  }
  void ask_clipboard() override {
    if (answers_at_once) tree->pasted(clipboard);
  }
};

enum class Mode : std::uint8_t { low, mid, high };

/// A plugin's parameters.
struct SomeParams {
  ParamSet set;
  FloatParam gain{set,
                  {.id = "gain",
                   .name = "Gain",
                   .range = FloatRange::linear(-60, 12),
                   .default_value = 0,
                   .unit = "dB"}};
  FloatParam pan{set, {.id = "pan", .name = "Pan", .range = FloatRange::linear(-1, 1)}};
  IntParam voices{set, {.id = "voices", .name = "Voices", .min = 0, .max = 10, .default_value = 5}};
  BoolParam on{set, {.id = "on", .name = "On"}};
  EnumParam<Mode> mode{
      set,
      {.id = "mode",
       .name = "Mode",
       .values = {
           {Mode::low, "low", "Low"}, {Mode::mid, "mid", "Mid"}, {Mode::high, "high", "High"}}}};
};

/// An open editor of 400 × 300 without a window.
struct WidgetRig {
  explicit WidgetRig(std::unique_ptr<Widget> root, SomeParams& some)
      : params(some), context(params.set), tree(std::move(root), Theme::dark(), &window) {
    window.host = &context;
    window.tree = &tree;
    tree.opened();
    draw();
  }
  ~WidgetRig() {
    tree.closing();
    window.host = nullptr;
  }
  WidgetRig(const WidgetRig&) = delete;
  WidgetRig& operator=(const WidgetRig&) = delete;

  void draw() {
    tree.draw(canvas.canvas(), {400, 300});
    window.invalid.clear();
  }
  void point(gui::PointerEvent::Kind kind, gui::Point place, bool shift = false, int clicks = 1,
             gui::PointerEvent::Button button = gui::PointerEvent::Button::left) {
    gui::PointerEvent event;
    event.kind = kind;
    event.position = place;
    event.shift = shift;
    using Kind = gui::PointerEvent::Kind;
    if (kind == Kind::press || kind == Kind::release) event.button = button;
    if (kind == Kind::press) event.clicks = clicks;
    tree.pointer(event);
  }
  void press(gui::Point place) { point(gui::PointerEvent::Kind::press, place); }
  void move(gui::Point place, bool shift = false) {
    point(gui::PointerEvent::Kind::move, place, shift);
  }
  void release(gui::Point place) { point(gui::PointerEvent::Kind::release, place); }
  void click(gui::Point place, int clicks = 1,
             gui::PointerEvent::Button button = gui::PointerEvent::Button::left) {
    point(gui::PointerEvent::Kind::press, place, false, clicks, button);
    point(gui::PointerEvent::Kind::release, place, false, clicks, button);
  }
  void wheel(gui::Point place, double notches, bool shift = false) {
    gui::PointerEvent event;
    event.kind = gui::PointerEvent::Kind::scroll;
    event.position = place;
    event.scroll_y = notches;
    event.shift = shift;
    tree.pointer(event);
  }
  bool key(gui::Key key, bool shift = false) {
    gui::KeyEvent event;
    event.key = key;
    event.shift = shift;
    return tree.key(event);
  }
  bool type(const std::string& text) {
    bool taken = true;
    for (const char c : text) {
      gui::KeyEvent event;
      event.text = std::string(1, c);
      event.letter = static_cast<char32_t>(c);
      taken = tree.key(event) && taken;
    }
    return taken;
  }
  bool control(char32_t letter) {
    gui::KeyEvent event;
    event.letter = letter;
    event.control = true;
    return tree.key(event);
  }

  SomeParams& params;
  RecordingContext context;
  FakeWindow window;
  WidgetTree tree;
  gui::ImageCanvas canvas{{400, 300}, 1};
};

using Edits = std::vector<std::string>;

}  // namespace attacca::widgets
