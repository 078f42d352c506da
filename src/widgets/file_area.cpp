// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/file_area.hpp"

namespace attacca::widgets {

namespace {

constexpr double kFrame = 2;

}  // namespace

FileArea::FileArea(std::unique_ptr<Widget> content, Dropped dropped)
    : dropped_(std::move(dropped)) {
  add(std::move(content));
}

LogicalSize FileArea::preferred_size(gui::Canvas& canvas) const {
  const LogicalSize size = Widget::preferred_size(canvas);
  return {size.width + 2 * kFrame, size.height + 2 * kFrame};
}

void FileArea::arrange(gui::Canvas& canvas) {
  for (const auto& child : children()) place(*child, bounds().inset(kFrame, kFrame), canvas);
}

void FileArea::draw(gui::Canvas& canvas) {
  if (are_above_) canvas.stroke_rounded(bounds(), theme().corner, theme().focus, kFrame);
}

void FileArea::files_above(bool are_above) {
  are_above_ = are_above;
  invalidate();
}

void FileArea::files_dropped(const std::vector<std::string>& files) {
  if (dropped_) dropped_(files);
}

std::unique_ptr<FileArea> file_area(std::unique_ptr<Widget> content, FileArea::Dropped dropped) {
  return std::make_unique<FileArea>(std::move(content), std::move(dropped));
}

}  // namespace attacca::widgets
