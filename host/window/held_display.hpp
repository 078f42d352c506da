// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

namespace attacca::host {

/// On X11, a connection to the server that DISPLAY names, for nothing but being there. A server
/// that was started without -noreset, as by xvfb-run, starts afresh when its last client leaves,
/// and turns away clients that come meanwhile: with one process for each check, that happens
/// sometimes.
class HeldDisplay {
 public:
  /// Holds nothing where there is no display. Processes that are forked while it lives must not
  /// use the connection. [main]
  HeldDisplay();
  HeldDisplay(const HeldDisplay&) = delete;
  HeldDisplay& operator=(const HeldDisplay&) = delete;
  ~HeldDisplay();

  /// On Windows: whether windows can be opened.
  [[nodiscard]] bool is_held() const noexcept { return connection_ != nullptr; }

 private:
  struct Closer {
    void operator()(void* connection) const noexcept;
  };
  std::unique_ptr<void, Closer> connection_;
};

}  // namespace attacca::host
