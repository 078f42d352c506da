// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Lines of which one is chosen:
//
//     auto names = list();
//     names->set_lines({"Warm", "Bright", "Broken"});
//     names->on_choice([this](std::size_t line) { load(line); });
//
// Main thread. UTF-8. Only the lines that can be seen are drawn, so that there may be many.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Lines of which one is chosen. All members [main].
class List final : public Widget {
 public:
  /// Nothing is chosen afterwards.
  void set_lines(std::vector<std::string> lines);
  [[nodiscard]] std::size_t size() const noexcept { return lines_.size(); }
  [[nodiscard]] std::optional<std::size_t> chosen() const noexcept { return chosen_; }
  /// Without calling anybody. Others than there are: none.
  void choose(std::optional<std::size_t> line);
  /// The user has chosen a line: by a press, or by arrows and page keys. One callback, the last.
  void on_choice(std::function<void(std::size_t line)> callback);

  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void arrange(gui::Canvas& canvas) override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return true; }
  bool scrolls() const override { return most() > 0; }
  void hover_changed(bool is_hovered) override;

 private:
  [[nodiscard]] double line_height() const;
  [[nodiscard]] double most() const;
  [[nodiscard]] std::optional<std::size_t> line_at(double y) const;
  void scroll_to(double offset);
  void pick(std::ptrdiff_t line);

  std::vector<std::string> lines_;
  std::optional<std::size_t> chosen_;
  std::optional<std::size_t> pointed_;
  double offset_ = 0;
  std::function<void(std::size_t)> choice_;
};

/// Lines of which one is chosen; none at first. [main]
[[nodiscard]] std::unique_ptr<List> list();

}  // namespace attacca::widgets
