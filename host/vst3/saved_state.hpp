// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace attacca::host {

/// The two states of a VST3 plugin inside the one that PluginInstance::save_state() gives: a mark,
/// the length of the component's state as 8 bytes in little endian, that state, then the
/// controller's.
struct SavedState {
  std::span<const std::byte> component;
  std::span<const std::byte> controller;
};

[[nodiscard]] std::vector<std::byte> pack_state(std::span<const std::byte> component,
                                                std::span<const std::byte> controller);

/// Views into `bytes`. Bytes that pack_state() did not make, or that were cut, are the component's
/// to judge. [any]
[[nodiscard]] SavedState unpack_state(std::span<const std::byte> bytes) noexcept;

}  // namespace attacca::host
