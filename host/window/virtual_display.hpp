// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

namespace attacca::host {

/// An X server without a screen (Xvfb) for this process and its children, on a display number that
/// the server picks. While it lives, DISPLAY names it; it ends with this object, or with this
/// process.
class VirtualDisplay {
 public:
  /// Starts one where DISPLAY is not set and Xvfb is installed. Nothing: there is a display
  /// already, or there can be none. The process should have one thread only. [main]
  [[nodiscard]] static std::optional<VirtualDisplay> start_if_needed();

  VirtualDisplay(VirtualDisplay&& other) noexcept;
  VirtualDisplay& operator=(VirtualDisplay&&) = delete;
  ~VirtualDisplay();

  /// Such as ":1".
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  VirtualDisplay(pid_t server, std::string name) : server_(server), name_(std::move(name)) {}

  pid_t server_;
  std::string name_;
};

}  // namespace attacca::host
