// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/layout.hpp"

#include <cmath>
#include <memory>

#include <doctest/doctest.h>

#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/label.hpp"
#include "attacca/widgets/list.hpp"
#include "attacca/widgets/size_group.hpp"
#include "tests/widgets/rig.hpp"

namespace attacca::widgets {
namespace {

/// Of a fixed size; notes how often it is drawn and arranged.
class Block final : public Widget {
 public:
  explicit Block(LogicalSize size, int* draws = nullptr) : size_(size), draws_(draws) {}
  LogicalSize preferred_size(gui::Canvas&) const override { return size_; }
  void arrange(gui::Canvas&) override { ++arranged; }
  int arranged = 0;
  void draw(gui::Canvas&) override {
    if (draws_ != nullptr) ++*draws_;
  }

 private:
  LogicalSize size_;
  int* draws_;
};

std::unique_ptr<Block> block(double width, double height, int* draws = nullptr) {
  return std::make_unique<Block>(LogicalSize{width, height}, draws);
}

/// Where the children of `root` are in an area of `size`.
std::vector<gui::Rect> places(std::unique_ptr<Widget> root, LogicalSize size, double scale = 1) {
  WidgetTree tree(std::move(root));
  gui::ImageCanvas image(size, scale);
  tree.draw(image.canvas(), size);
  std::vector<gui::Rect> places;
  for (const auto& child : tree.root().children()) places.push_back(child->bounds());
  return places;
}

using Places = std::vector<gui::Rect>;

TEST_CASE("a row gives what is preferred, and the rest to who is stretched") {
  CHECK(places(row({.gap = 10}, block(30, 10), stretched(block(30, 10)), block(20, 10)),
               {200, 50}) == Places{{0, 0, 30, 50}, {40, 0, 130, 50}, {180, 0, 20, 50}});
  CHECK(places(row({.gap = 0}, stretched(block(0, 0), 1), stretched(block(0, 0), 3)), {200, 50}) ==
        Places{{0, 0, 50, 50}, {50, 0, 150, 50}});
}

TEST_CASE("children lie across as their box says") {
  const auto at = [](Align align) {
    return places(column({.gap = 0, .align = align}, block(30, 10)), {100, 50}).front();
  };
  CHECK(at(Align::start) == gui::Rect{0, 0, 30, 10});
  CHECK(at(Align::center) == gui::Rect{35, 0, 30, 10});
  CHECK(at(Align::end) == gui::Rect{70, 0, 30, 10});
  CHECK(at(Align::fill) == gui::Rect{0, 0, 100, 10});
}

TEST_CASE("with too little room all shrink alike, and nothing is of negative size") {
  const auto tight = places(row({.gap = 10}, block(100, 10), block(200, 10)), {155, 20});
  CHECK(tight[0].width == doctest::Approx(50));
  CHECK(tight[1].right() == doctest::Approx(155));
  for (const gui::Rect& place : places(row({.padding = 40}, block(9, 9), block(9, 9)), {0, 0})) {
    CHECK(place.width == 0);
    CHECK(place.height == 0);
  }
}

TEST_CASE("a grid has columns of one width, and each row is as high as its highest") {
  CHECK(places(grid({.gap = 10, .columns = 2}, block(10, 10), block(20, 30), block(5, 5)),
               {110, 100}) == Places{{0, 0, 50, 30}, {60, 0, 50, 30}, {0, 40, 50, 5}});
}

TEST_CASE("what is stretched stops at its maximum, and the others get the rest") {
  CHECK(places(row({.gap = 0}, limited({.maximum = {60, 1000}}, stretched(block(20, 10))),
                   stretched(block(20, 10)), block(20, 10)),
               {200, 50}) == Places{{0, 0, 60, 50}, {60, 0, 120, 50}, {180, 0, 20, 50}});
  // All have enough: room stays free.
  CHECK(places(row({.gap = 0}, limited({.maximum = {60, 1000}}, stretched(block(20, 10)))),
               {200, 50}) == Places{{0, 0, 60, 50}});
}

TEST_CASE("what has a minimum shrinks no further while others can") {
  CHECK(places(row({.gap = 0}, limited({.minimum = {80, 0}}, block(100, 10)), block(100, 10)),
               {120, 20}) == Places{{0, 0, 80, 20}, {80, 0, 40, 20}});
  // Where the minimums do not fit, they shrink too, and nothing lies outside.
  CHECK(places(row({.gap = 0}, limited({.minimum = {80, 0}}, block(100, 10)),
                   limited({.minimum = {40, 0}}, block(100, 10))),
               {60, 20}) == Places{{0, 0, 40, 20}, {40, 0, 20, 20}});
}

TEST_CASE("limits hold across a row too, and for what is preferred") {
  CHECK(places(row({.gap = 0}, limited({.maximum = {1000, 30}}, block(10, 10))), {100, 50}) ==
        Places{{0, 0, 10, 30}});
  CHECK(places(row({.gap = 0}, limited({.minimum = {25, 0}}, block(10, 10))), {100, 50}) ==
        Places{{0, 0, 25, 50}});
  // Limits that contradict each other: the minimum.
  CHECK(places(row({.gap = 0}, limited({.minimum = {50, 0}, .maximum = {20, 9}}, block(10, 10))),
               {100, 50})[0]
            .width == 50);
}

TEST_CASE("an aspect is kept in the middle of its place, and follows a fixed width") {
  CHECK(places(row({.gap = 0}, stretched(shaped(1, block(10, 10)))), {200, 50}) ==
        Places{{75, 0, 50, 50}});
  CHECK(places(column({.gap = 0}, stretched(shaped(2, block(10, 10)))), {100, 200}) ==
        Places{{0, 75, 100, 50}});
  CHECK(places(column({.gap = 0, .align = Align::start}, sized({80, 0}, shaped(2, block(10, 10)))),
               {100, 200}) == Places{{0, 0, 80, 40}});
}

TEST_CASE("one child may lie otherwise across its row than the others") {
  CHECK(places(row({.gap = 0, .align = Align::start}, block(10, 10),
                   aligned(Align::end, block(10, 10)), aligned(Align::fill, block(10, 10))),
               {100, 50}) == Places{{0, 0, 10, 10}, {10, 40, 10, 10}, {20, 0, 10, 50}});
}

TEST_CASE("in a group too, nobody is larger than its maximum") {
  const auto names = size_group(SizeGroup::Way::both);
  auto limited_one = grouped(names, limited({.maximum = {30, 12}}, block(10, 10)));
  gui::ImageCanvas image({100, 100});
  const auto wide = grouped(names, block(80, 50));
  CHECK(limited_one->wanted_size(image.canvas()) == LogicalSize{30, 12});
  CHECK(wide->wanted_size(image.canvas()) == LogicalSize{80, 50});
}

TEST_CASE("those of a group are as wide as its widest that is visible, wherever they are") {
  const auto names = size_group(SizeGroup::Way::width);
  auto hidden = grouped(names, block(500, 10));
  hidden->set_visible(false);
  auto ended = grouped(names, block(900, 10));
  ended.reset();
  const auto all = places(row({.gap = 0, .align = Align::start}, grouped(names, block(10, 20)),
                              block(5, 5), grouped(names, block(40, 10)), std::move(hidden)),
                          {200, 50});
  CHECK(all[0] == gui::Rect{0, 0, 40, 20});
  CHECK(all[2] == gui::Rect{45, 0, 40, 10});
}

TEST_CASE("a grid's weights: names as wide as they are, and sliders that take the rest") {
  CHECK(places(grid({.gap = 10, .align = Align::center, .columns = 2, .weights = {0, 1}},
                    block(20, 10), block(50, 30), block(40, 10), block(50, 30)),
               {150, 70}) ==
        Places{{0, 10, 40, 10}, {50, 0, 100, 30}, {0, 50, 40, 10}, {50, 40, 100, 30}});
  CHECK(places(grid({.gap = 0, .columns = 2, .weights = {1, 3}}, block(90, 10), block(10, 10)),
               {200, 10}) == Places{{0, 0, 50, 10}, {50, 0, 150, 10}});
}

TEST_CASE("a grid's rows with stretched children share what height is left, and shrink alike") {
  CHECK(places(grid({.gap = 0, .columns = 1}, block(10, 10), stretched(block(10, 10))),
               {10, 100}) == Places{{0, 0, 10, 10}, {0, 10, 10, 90}});
  CHECK(places(grid({.gap = 0, .columns = 1}, block(10, 40), block(10, 20)), {10, 30}) ==
        Places{{0, 0, 10, 20}, {0, 20, 10, 10}});
}

TEST_CASE("at any scale, places are whole pixels of the screen") {
  for (const double scale : {1.0, 1.25, 1.5, 1.75, 2.0, 3.1}) {
    for (const gui::Rect& place :
         places(row({.gap = 3.3}, block(10.1, 10), stretched(block(1, 1)), block(7.7, 9)),
                {101, 33}, scale)) {
      const double left = place.x * scale;
      const double right = place.right() * scale;
      CHECK(std::abs(left - std::round(left)) < 1e-6);
      CHECK(std::abs(right - std::round(right)) < 1e-6);
    }
  }
}

TEST_CASE("what is not visible takes no room") {
  auto hidden = block(50, 10);
  hidden->set_visible(false);
  CHECK(places(row({.gap = 10}, std::move(hidden), block(30, 10)), {100, 10})[1].x == 0);
}

TEST_CASE("an area scrolls by wheel and bar, to its ends and not beyond") {
  SomeParams params;
  auto owned = scroll_area(block(100, 1000));
  ScrollArea& area = *owned;
  WidgetRig rig(std::move(owned), params);
  CHECK(area.scrolls());
  rig.wheel({50, 50}, -1);
  CHECK(area.offset() == 48);
  rig.wheel({50, 50}, 100);
  CHECK(area.offset() == 0);
  rig.press({396, 20});
  rig.move({396, 5000});
  rig.release({396, 5000});
  CHECK(area.offset() == 700);
  rig.draw();
  CHECK(area.children()[0]->bounds().bottom() == 300);
}

TEST_CASE("the wheel moves what is scrolled, and arranges nothing") {
  SomeParams params;
  auto owned = block(100, 1000);
  Block& first = *owned;
  auto inner = block(10, 1000);
  Block& second = *inner;
  WidgetRig rig(scroll_area(column({.gap = 0}, std::move(owned), column(std::move(inner)))),
                params);
  const int arranged = first.arranged;
  rig.wheel({50, 50}, -1);
  CHECK_FALSE(rig.window.invalid.empty());
  CHECK(first.bounds().y == -48);
  CHECK(second.bounds().y == 952);
  rig.draw();
  CHECK(first.arranged == arranged);
  rig.tree.invalidate_layout();
  rig.draw();
  CHECK(first.bounds().y == -48);
  CHECK(second.bounds().y == 952);
}

TEST_CASE("an area whose bar is held while it grows does not hold it for ever") {
  SomeParams params;
  auto owned = scroll_area(block(100, 1000));
  ScrollArea& area = *owned;
  WidgetRig rig(std::move(owned), params);
  rig.press({396, 20});
  rig.tree.draw(rig.canvas.canvas(), {400, 2000});
  rig.release({396, 20});
  rig.draw();
  rig.move({396, 200});
  CHECK(area.offset() == 0);
}

TEST_CASE("a text or a list that has changed gets the room that it needs now") {
  SomeParams params;
  auto text = label("A");
  Label& shown = *text;
  auto lines = list();
  List& list = *lines;
  WidgetRig rig(column(row(std::move(text), space()), std::move(lines), space()), params);
  const double width = shown.bounds().width;
  const double height = list.bounds().height;
  shown.set_text("A much longer text");
  list.set_lines({"1", "2", "3", "4", "5", "6", "7", "8"});
  rig.draw();
  CHECK(shown.bounds().width > 2 * width);
  CHECK(list.bounds().height > 1.5 * height);
}

TEST_CASE("in an area that scrolls the wheel turns a knob only once it has the focus") {
  SomeParams params;
  WidgetRig rig(scroll_area(column(knob(params.gain), block(10, 1000))), params);
  auto& area = static_cast<ScrollArea&>(rig.tree.root());
  const gui::Point on_knob{190, 40};
  rig.wheel(on_knob, -1);
  CHECK(rig.context.edits.empty());
  CHECK(area.offset() > 0);
  area.scroll_to(0);
  rig.draw();
  rig.click(on_knob);
  rig.context.edits.clear();
  rig.wheel(on_knob, -1);
  CHECK_FALSE(rig.context.edits.empty());
  CHECK(area.offset() == 0);
}

TEST_CASE("what lies outside the part that is painted is not drawn") {
  int left = 0;
  int right = 0;
  WidgetTree tree(row({.gap = 0}, stretched(block(1, 1, &left)), stretched(block(1, 1, &right))));
  gui::ImageCanvas image({400, 300});
  tree.draw(image.canvas(), {400, 300});
  const gui::ClipScope clip(image.canvas(), {10, 10, 50, 50});
  tree.draw(image.canvas(), {400, 300});
  CHECK(left == 2);
  CHECK(right == 1);
}

TEST_CASE("sizes of nothing and of a hundred thousand do no harm") {
  SomeParams params;
  for (const LogicalSize size :
       {LogicalSize{0, 0}, LogicalSize{1, 1}, LogicalSize{100000, 100000}}) {
    WidgetTree tree(scroll_area(column(row(knob(params.gain), knob(params.pan)),
                                       grid({.columns = 0}, knob(params.voices)))));
    gui::ImageCanvas image({4, 4});
    tree.draw(image.canvas(), size);
    gui::PointerEvent event;
    event.kind = gui::PointerEvent::Kind::press;
    event.button = gui::PointerEvent::Button::left;
    event.position = {size.width / 2, size.height / 2};
    tree.pointer(event);
  }
}

}  // namespace
}  // namespace attacca::widgets
