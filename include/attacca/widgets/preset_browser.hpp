// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The presets that the plugin comes with, to be searched and loaded:
//
//     stretched(preset_browser())
//
// Main thread. A preset is loaded when its line is chosen: all or nothing, and the host knows that
// the project has changed. What is wrong with one that cannot be loaded is said below the list.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

class Label;
class List;

/// The plugin's presets. All members [main].
class PresetBrowser final : public Widget {
 public:
  PresetBrowser();
  void opened() override;

 private:
  void show_only(const std::string& wanted);
  void load(std::size_t line);

  std::vector<std::size_t> shown_;  ///< which presets the lines are
  std::string wanted_;
  List* list_ = nullptr;
  Label* message_ = nullptr;
};

/// The plugin's presets, to be searched and loaded. [main]
[[nodiscard]] std::unique_ptr<PresetBrowser> preset_browser();

}  // namespace attacca::widgets
