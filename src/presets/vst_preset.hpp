// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::core {

/// Whether bytes are a .vstpreset file by their beginning. [any]
[[nodiscard]] bool is_vst_preset(std::string_view bytes) noexcept;

/// The class id of a .vstpreset file, 32 hex digits as they stand there; empty if there is none.
/// The first 48 bytes do. [any]
[[nodiscard]] std::string_view class_of(std::string_view bytes) noexcept;

/// The component's state in a .vstpreset file (abi/vst3/preset_file.hpp); it lies in `bytes`. [any]
/// Errors: it is cut off, a part of it beyond its end, no component state.
[[nodiscard]] Result<std::string_view> component_in(std::string_view bytes);

/// A file that holds a component's state alone. `class_id` has 32 hex digits. [any]
[[nodiscard]] std::string vst_preset_of(std::string_view class_id, std::string_view component);

}  // namespace attacca::core
