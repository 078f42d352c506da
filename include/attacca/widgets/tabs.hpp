// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Pages of which one is shown, with their names above:
//
//     tabs(tab("Oscillator", row(menu(wave_), knob(pitch_))),
//          tab("Filter", row(knob(cutoff_), knob(resonance_))))
//
// Main thread. Arrows go from page to page while the names have the focus.

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// A page and its name, UTF-8.
struct Tab {
  std::string name;
  std::unique_ptr<Widget> page;
};

/// Pages of which one is shown. All members [main].
class Tabs final : public Widget {
 public:
  void add_tab(Tab tab);
  /// By the order of their adding; others are ignored.
  void show(std::size_t page);
  [[nodiscard]] std::size_t shown() const noexcept { return shown_; }
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void arrange(gui::Canvas& canvas) override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return names_.size() > 1; }

 private:
  [[nodiscard]] double bar_height() const;
  std::vector<std::string> names_;
  std::vector<double> ends_;  ///< of the names, from the left; as they were drawn
  std::size_t shown_ = 0;
};

/// A page and its name, UTF-8. [main]
template <typename W>
Tab tab(std::string name, std::unique_ptr<W> page) {
  return {std::move(name), std::move(page)};
}

/// Pages of which one is shown, the first at first. [main]
template <typename... T>
std::unique_ptr<Tabs> tabs(T... pages) {
  auto made = std::make_unique<Tabs>();
  (made->add_tab(std::move(pages)), ...);
  return made;
}

}  // namespace attacca::widgets
