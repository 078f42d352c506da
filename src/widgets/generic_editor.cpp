// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/generic_editor.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "attacca/widgets/button.hpp"
#include "attacca/widgets/label.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/menu.hpp"
#include "attacca/widgets/param_control.hpp"
#include "attacca/widgets/slider.hpp"
#include "attacca/widgets/text_field.hpp"
#include "attacca/widgets/widget_editor.hpp"
#include "widgets/plain_text.hpp"

namespace attacca::widgets {

namespace {

constexpr double kNameWidth = 148;
constexpr double kRow = 30;
constexpr std::uint32_t kMostInMenu = 128;  ///< steps; more are a slider
constexpr std::size_t kShortText = 8;       ///< bytes, of a segment

bool is_shown(const Param& param) {
  return !param.flags().hidden && !param.flags().hidden_in_generic_editors;
}

/// What only the plugin changes: a bar, and the value beside it.
class ReadOut final : public ParamControl {
 public:
  using ParamControl::ParamControl;
  LogicalSize preferred_size(gui::Canvas& /*canvas*/) const override { return {160, kRow}; }
  void draw(gui::Canvas& canvas) override {
    gui::Rect area = bounds().inset(4, 4);
    draw_line(
        canvas, area.cut_right(84), value_text(),
        {.size = theme().caption_size, .color = theme().text, .align = gui::TextAlign::right});
    area.cut_right(4);
    const gui::Rect bar{area.x, area.center().y - 3, area.width, 6};
    canvas.fill_rounded(bar, 3, theme().track);
    const double from = middle().value_or(0);
    const double to = param().normalized();
    canvas.fill_rounded({bar.x + bar.width * std::min(from, to), bar.y,
                         bar.width * std::abs(to - from), bar.height},
                        3, theme().good);
  }
};

/// One parameter: its name, and what it is changed with.
class ParamRow final : public Widget {
 public:
  explicit ParamRow(Param& param) : param_(param) { add(control_for(param)); }
  LogicalSize preferred_size(gui::Canvas& canvas) const override {
    const LogicalSize control = children().front()->wanted_size(canvas);
    return {kNameWidth + control.width, std::max(kRow, control.height)};
  }
  void arrange(gui::Canvas& canvas) override {
    gui::Rect area = bounds();
    area.cut_left(std::min(kNameWidth, area.width * 0.4));
    const LogicalSize wanted = children().front()->wanted_size(canvas);
    // Menus and segments do not grow beyond what they need, and begin where the others do.
    const bool grows = children().front()->stretch() > 0;
    if (!grows) area.cut_left(4);
    const double width = grows ? area.width : std::min(wanted.width, area.width);
    const double height = std::min(wanted.height, area.height);
    place(*children().front(), {area.x, area.center().y - height / 2, width, height}, canvas);
  }
  void draw(gui::Canvas& canvas) override {
    gui::Rect area = bounds();
    gui::Rect name = area.cut_left(std::min(kNameWidth, area.width * 0.4));
    name.cut_right(8);
    draw_line(canvas, name, param_.name(), {.size = theme().text_size, .color = theme().text});
  }
  [[nodiscard]] bool fits(const std::string& wanted) const {
    if (wanted.empty()) return true;
    if (ascii_lower(param_.name()).find(wanted) != std::string::npos) return true;
    return param_.group() != nullptr &&
           ascii_lower(param_.group()->path).find(wanted) != std::string::npos;
  }

 private:
  Param& param_;
};

std::string title_of(const ParamGroup* group) {
  if (group == nullptr) return {};
  std::string title;
  for (const char c : group->path) title += c == '/' ? std::string(" › ") : std::string(1, c);
  return title;
}

/// Parameters of one group, in their order.
struct Section {
  const ParamGroup* group;
  std::vector<Param*> params;
};

std::vector<Section> sections_of(const ParamSet& params) {
  std::vector<Section> sections;
  for (Param* const param : params.all()) {
    if (!is_shown(*param)) continue;
    const auto found = std::find_if(sections.begin(), sections.end(), [&](const Section& section) {
      return section.group == param->group();
    });
    Section& section =
        found != sections.end() ? *found : sections.emplace_back(Section{param->group(), {}});
    section.params.push_back(param);
  }
  return sections;
}

/// The sections below each other, with a field to search in them.
class AllParameters final : public Widget {
 public:
  AllParameters(ParamSet& params, std::string_view title) {
    auto search = sized({170, 0}, text_field("Search"));
    search->on_change([this](const std::string& text) { show_only(ascii_lower(text)); });
    auto list = std::make_unique<Box>(Box::Direction::down, LayoutOptions{});
    for (const Section& section : sections_of(params)) {
      auto rows = std::make_unique<Box>(Box::Direction::down, LayoutOptions{.gap = 4});
      std::vector<ParamRow*> in_section;
      for (Param* const param : section.params) {
        in_section.push_back(&rows->add(std::make_unique<ParamRow>(*param)));
      }
      Widget& surface = list->add(panel(title_of(section.group), std::move(rows)));
      sections_.push_back({&surface, std::move(in_section)});
    }
    nothing_ = &list->add(caption("No parameter has this in its name."));
    nothing_->set_visible(sections_.empty());
    add(column(
        row({.align = Align::center}, stretched(heading(std::string(title))), std::move(search)),
        stretched(scroll_area(std::move(list)))));
  }

 private:
  struct Shown {
    Widget* surface;
    std::vector<ParamRow*> rows;
  };

  void show_only(const std::string& wanted) {
    bool any = false;
    for (const Shown& section : sections_) {
      bool here = false;
      for (ParamRow* const row : section.rows) {
        row->set_visible(row->fits(wanted));
        here = here || row->visible();
      }
      section.surface->set_visible(here);
      any = any || here;
    }
    nothing_->set_visible(!any);
  }

  std::vector<Shown> sections_;
  Widget* nothing_ = nullptr;
};

}  // namespace

std::unique_ptr<Widget> control_for(Param& param) {
  if (param.flags().read_only) return stretched(std::make_unique<ReadOut>(param));
  const std::uint32_t steps = param.step_count();
  if (steps == 1) {
    const bool is_switch = param.format(0).size() <= 3 && param.format(1).size() <= 3;
    if (is_switch) return stretched(std::make_unique<Toggle>(param, true));
  }
  if (steps >= 1 && steps <= 3) {
    bool is_short = true;
    for (std::uint32_t i = 0; i <= steps; ++i) {
      is_short = is_short && param.format(static_cast<double>(i) / steps).size() <= kShortText;
    }
    if (is_short) return segments(param);
  }
  const bool has_words = param.format(0).find_first_of("0123456789") == std::string::npos;
  if (steps >= 1 && steps <= kMostInMenu && has_words) return menu(param);
  return stretched(slider(param, {.has_caption = false, .is_flat = true}));
}

std::unique_ptr<Widget> all_parameters(ParamSet& params, std::string_view title) {
  return std::make_unique<AllParameters>(params, title);
}

std::unique_ptr<Editor> generic_editor(ParamSet& params, std::string_view title,
                                       const Theme& theme) {
  double height = 80;
  for (const Section& section : sections_of(params)) {
    height += static_cast<double>(section.params.size()) * (kRow + 4) + 40 +
              (section.group != nullptr ? 32 : 0);
  }
  return editor({.preferred = {480, std::clamp(height, 160.0, 640.0)},
                 .minimum = {300, 140},
                 .maximum = {1600, 4000}},
                column({.padding = 12}, stretched(all_parameters(params, title))), theme);
}

}  // namespace attacca::widgets
