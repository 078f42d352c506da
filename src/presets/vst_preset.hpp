// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::core {

/// Whether bytes are a .vstpreset file by their beginning. [any]
[[nodiscard]] bool is_vst_preset(std::string_view bytes) noexcept;

/// The class id of a .vstpreset file, 32 hex digits as they stand there; empty if there is none.
/// The first 48 bytes do. [any]
[[nodiscard]] std::string_view class_of(std::string_view bytes) noexcept;

/// Where the list of its parts begins in a .vstpreset file, in bytes; nothing if `bytes` have no
/// header. The first 48 bytes do. [any]
[[nodiscard]] std::optional<std::uint64_t> list_offset_of(std::string_view bytes) noexcept;

/// The most bytes that the list of parts has.
inline constexpr std::size_t kMostListBytes = 4096;

/// Where the component's state lies in a .vstpreset file.
struct PresetPart {
  std::uint64_t from = 0;  ///< bytes
  std::uint64_t size = 0;
};
/// The same by the list alone, which begins with `list` and lies `list_offset` bytes behind the
/// beginning of a file of `file_size` bytes. [any] Errors: as component_in().
[[nodiscard]] Result<PresetPart> component_part(std::string_view list, std::uint64_t list_offset,
                                                std::uint64_t file_size);

/// The component's state in a .vstpreset file (abi/vst3/preset_file.hpp); it lies in `bytes`. [any]
/// Errors: it is cut off, a part of it beyond its end, no component state.
[[nodiscard]] Result<std::string_view> component_in(std::string_view bytes);

/// A file that holds a component's state alone. `class_id` has 32 hex digits. [any]
[[nodiscard]] std::string vst_preset_of(std::string_view class_id, std::string_view component);

}  // namespace attacca::core
