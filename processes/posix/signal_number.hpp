// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <csignal>

#include "processes/child_groups.hpp"

namespace attacca::processes {

/// [any]
[[nodiscard]] constexpr int number_of(Signal signal) noexcept {
  switch (signal) {
    case Signal::interrupt:
      return SIGINT;
    case Signal::terminate:
      return SIGTERM;
    case Signal::kill:
      break;
  }
  return SIGKILL;
}

}  // namespace attacca::processes
