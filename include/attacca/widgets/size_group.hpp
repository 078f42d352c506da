// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Widgets of one width or height, wherever they are, as the names before sliders in several panels:
//
//     const auto names = size_group(SizeGroup::Way::width);
//     panel("Filter", row(grouped(names, label("Cutoff")), slider(cutoff_))),
//     panel("Drive", row(grouped(names, label("Amount")), slider(amount_)))
//
// Main thread. Each is measured for each of the others: for tens of widgets, not for thousands.
// What stands in one grid needs no group.

#include <cstdint>
#include <memory>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// The widgets that are as wide, or as high, as the largest of them. All members [main].
class SizeGroup {
 public:
  enum class Way : std::uint8_t { width, height, both };
  explicit SizeGroup(Way way) noexcept : way_(way) {}

  /// `own`, but for the way in which all of the group that are visible are alike.
  [[nodiscard]] LogicalSize size_for(LogicalSize own, gui::Canvas& canvas) const;

 private:
  friend class Widget;
  Way way_;
  std::vector<const Widget*> members_;
};

/// A group without widgets. [main]
[[nodiscard]] std::shared_ptr<SizeGroup> size_group(SizeGroup::Way way);

}  // namespace attacca::widgets
