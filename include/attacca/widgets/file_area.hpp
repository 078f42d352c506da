// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Where files can be dropped that are dragged from a file manager or a host's browser:
//
//     file_area(label("Drop an impulse response here"),
//               [this](const std::vector<std::string>& files) { load(files.front()); })
//
// Main thread. Whatever is inside works as ever; a frame shows that the area takes what is dragged
// above it. The paths are as another program names them: there may be no such files, and reading
// them is work for a BackgroundTask.

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Takes files for what is in it. All members [main].
class FileArea final : public Widget {
 public:
  /// One or more files, with absolute paths.
  using Dropped = std::function<void(const std::vector<std::string>& files)>;

  FileArea(std::unique_ptr<Widget> content, Dropped dropped);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void arrange(gui::Canvas& canvas) override;
  void draw(gui::Canvas& canvas) override;
  bool takes_files() const override { return true; }
  void files_above(bool are_above) override;
  void files_dropped(const std::vector<std::string>& files) override;
  void closing() noexcept override { are_above_ = false; }

 private:
  Dropped dropped_;
  bool are_above_ = false;
};

/// `content`, on which files can be dropped. [main]
[[nodiscard]] std::unique_ptr<FileArea> file_area(std::unique_ptr<Widget> content,
                                                  FileArea::Dropped dropped);

}  // namespace attacca::widgets
