// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// What a .vstpreset file holds (abi/vst3/preset_file.hpp has its layout).
struct PresetFile {
  std::string class_id;  ///< of the processor, 32 hex digits in capitals
  std::vector<std::byte> component;
  std::vector<std::byte> controller;  ///< empty: none
  std::string meta_info;              ///< XML, UTF-8; empty: none
};

/// Errors, each with the place in the file: no such file, cut off, a chunk beyond the end or twice,
/// no component state, a version that is not known. Nothing in it makes memory grow beyond the
/// file's own size. [any]
[[nodiscard]] Result<PresetFile> read_preset_file(std::span<const std::byte> bytes);

/// The bytes of a file. `class_id` has 32 hex digits. [any]
[[nodiscard]] std::vector<std::byte> write_preset_file(const PresetFile& preset);

}  // namespace attacca::host
