// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/window.hpp"

namespace attacca::gui {

double display_scale() {
  return 1;
}

Result<std::unique_ptr<Window>> open_window(ParentWindow /*parent*/,
                                            const WindowOptions& /*options*/,
                                            WindowClient& /*client*/, EventLoop& /*loop*/) {
  return fail(
      "cannot open the editor: this build of the plugin has no windows on this platform; its "
      "parameters can be used in the host's own view");
}

struct DragCode {};

const DragCode& drag_code() noexcept {
  static constexpr DragCode kNone;
  return kNone;
}

}  // namespace attacca::gui
