// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/size_group.hpp"

#include <algorithm>

namespace attacca::widgets {

LogicalSize SizeGroup::size_for(LogicalSize own, gui::Canvas& canvas) const {
  LogicalSize size = own;
  for (const Widget* member : members_) {
    if (!member->visible()) continue;
    const LogicalSize wanted = member->own_size(canvas);
    if (way_ != Way::height) size.width = std::max(size.width, wanted.width);
    if (way_ != Way::width) size.height = std::max(size.height, wanted.height);
  }
  return size;
}

std::shared_ptr<SizeGroup> size_group(SizeGroup::Way way) {
  return std::make_shared<SizeGroup>(way);
}

}  // namespace attacca::widgets
