// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace attacca::vst3 {

/// The .vstpreset file. Little-endian. A header, the chunks, then the list of chunks:
///
///   header  0 "VST3" · 4 int32 version · 8 class id as 32 hex digits · 40 int64 offset of the list
///   list    0 "List" · 4 int32 number of entries · 8 entries
///   entry   0 chunk id · 4 int64 offset from the start of the file · 12 int64 size
///
/// kComponentState holds what IComponent::getState wrote and kControllerState what
/// IEditController::getState wrote. kProgramData starts with an int32 program list id or unit id
/// and stands in place of the component state; kMetaInfo is UTF-8 XML and comes last. One of each
/// at most.
namespace preset_file {
inline constexpr char kExtension[] = ".vstpreset";
inline constexpr std::int32_t kVersion = 1;

inline constexpr char kHeader[] = "VST3";
inline constexpr char kComponentState[] = "Comp";
inline constexpr char kControllerState[] = "Cont";
inline constexpr char kProgramData[] = "Prog";
inline constexpr char kMetaInfo[] = "Info";
inline constexpr char kChunkList[] = "List";

inline constexpr std::size_t kHeaderSize = 48;
inline constexpr std::size_t kVersionOffset = 4;
inline constexpr std::size_t kClassIdOffset = 8;
inline constexpr std::size_t kClassIdSize = 32;
inline constexpr std::size_t kListOffsetOffset = 40;

inline constexpr std::size_t kListCountOffset = 4;
inline constexpr std::size_t kListEntriesOffset = 8;

inline constexpr std::size_t kEntrySize = 20;
inline constexpr std::size_t kEntryOffsetOffset = 4;
inline constexpr std::size_t kEntrySizeOffset = 12;
inline constexpr std::int32_t kMaxEntries = 128;
}  // namespace preset_file

}  // namespace attacca::vst3
