// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::binary {

/// The numbers of Apple's <kern/cs_blobs.h>: what code signatures consist of. All of a signature is
/// big-endian.
namespace code_signature {

inline constexpr std::uint32_t kSuperBlob = 0xFADE0CC0;
inline constexpr std::uint32_t kCodeDirectory = 0xFADE0C02;
inline constexpr std::uint32_t kRequirements = 0xFADE0C01;
inline constexpr std::uint32_t kCmsWrapper = 0xFADE0B01;

inline constexpr std::uint32_t kSlotCodeDirectory = 0;
inline constexpr std::uint32_t kSlotInfoPlist = 1;
inline constexpr std::uint32_t kSlotRequirements = 2;
inline constexpr std::uint32_t kSlotResources = 3;
inline constexpr std::uint32_t kSlotCms = 0x10000;

inline constexpr std::uint32_t kAdHoc = 0x2;
inline constexpr std::uint32_t kLinkerSigned = 0x20000;

inline constexpr std::uint8_t kSha1 = 1;
inline constexpr std::uint8_t kSha256 = 2;

}  // namespace code_signature

/// What a Mach-O file of one architecture says about where its signature lies, or could.
struct SignaturePlace {
  std::optional<std::uint64_t> command;  ///< where LC_CODE_SIGNATURE is; none: it is not signed
  std::uint64_t offset = 0;              ///< of the signature; what lies before is signed
  std::uint64_t size = 0;
  std::uint64_t commands_end = 0;   ///< where another load command would begin
  std::uint64_t commands_room = 0;  ///< bytes there that nothing uses
  std::uint64_t link_edit = 0;      ///< where the command of the segment __LINKEDIT is
  std::uint64_t text_offset = 0;    ///< of the segment __TEXT
  std::uint64_t text_size = 0;
};

/// Whether it is a 64-bit little-endian Mach-O file of one architecture: no other is looked into
/// for a signature. [any]
bool can_have_signature_place(std::span<const std::byte> file) noexcept;

/// For 64-bit little-endian files, which macOS has had since 10.15. [any]
Result<SignaturePlace> find_signature_place(std::span<const std::byte> file);

/// The part of a signature that names what is signed.
struct CodeDirectory {
  std::string identifier;
  std::uint32_t flags = 0;
  std::uint8_t hash_type = 0;
  std::uint64_t page_size = 0;                   ///< bytes
  std::uint64_t code_limit = 0;                  ///< bytes of the file that are signed
  std::vector<std::string> pages;                ///< digests as bytes
  std::map<std::uint32_t, std::string> special;  ///< of other things, by slot
};

/// What a signature holds.
struct CodeSignature {
  CodeDirectory directory;
  std::map<std::uint32_t, std::span<const std::byte>> blobs;  ///< whole, in the file, by slot
};

/// The signature of a Mach-O file of one architecture; nothing if it has none. Errors: it is cut,
/// or lies about itself. [any]
Result<std::optional<CodeSignature>> read_code_signature(std::span<const std::byte> file);

}  // namespace attacca::binary
