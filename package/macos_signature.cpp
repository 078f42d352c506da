// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/macos_signature.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "binary/binary_image.hpp"
#include "binary/byte_reader.hpp"
#include "binary/macho_signature.hpp"
#include "package/digests.hpp"
#include "package/universal_binary.hpp"

namespace attacca::package {
namespace {

namespace cs = binary::code_signature;
using Bytes = std::vector<std::byte>;

constexpr std::uint64_t kPage = 4096;
constexpr std::uint32_t kSpecialSlots = 3;
constexpr std::uint32_t kVersion = 0x20400;     // has the fields of the executable segment
constexpr std::uint64_t kDirectoryHeader = 88;  // of that version
constexpr std::uint64_t kSignatureAlignment = 16;
constexpr std::uint64_t kSegmentAlignment = 0x4000;  // the larger page of both processors
constexpr std::uint64_t kMostCode = 0xF0000000;      // bytes; numbers in a directory have 32 bits
constexpr std::uint32_t kCommandSignature = 0x1D;

std::uint64_t rounded_up(std::uint64_t value, std::uint64_t to) {
  return (value + to - 1) / to * to;
}

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

std::string_view text_of(const Sha256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

void put(Bytes& bytes, std::uint64_t value, unsigned width, std::endian order, std::size_t at) {
  for (unsigned i = 0; i < width; ++i) {
    const unsigned shift = 8U * (order == std::endian::little ? i : width - 1 - i);
    bytes[at + i] = static_cast<std::byte>(value >> shift & 0xFFU);
  }
}

void add_big_endian(Bytes& bytes, std::uint64_t value, unsigned width = 4) {
  bytes.resize(bytes.size() + width);
  put(bytes, value, width, std::endian::big, bytes.size() - width);
}

void add(Bytes& bytes, std::span<const std::byte> more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

Bytes empty_requirements() {
  Bytes blob;
  add_big_endian(blob, cs::kRequirements);
  add_big_endian(blob, 12);
  add_big_endian(blob, 0);
  return blob;
}

Bytes empty_cms() {
  Bytes blob;
  add_big_endian(blob, cs::kCmsWrapper);
  add_big_endian(blob, 8);
  return blob;
}

std::uint64_t directory_size(std::uint64_t code_limit, const SignedWith& with) {
  const std::uint64_t pages = rounded_up(code_limit, kPage) / kPage;
  return kDirectoryHeader + with.identifier.size() + 1 + (kSpecialSlots + pages) * 32;
}

std::uint64_t signature_size(std::uint64_t code_limit, const SignedWith& with) {
  return 12 + 3 * 8 + directory_size(code_limit, with) + empty_requirements().size() +
         empty_cms().size();
}

Bytes code_directory(std::span<const std::byte> code, const binary::SignaturePlace& place,
                     const SignedWith& with) {
  const std::uint64_t pages = rounded_up(code.size(), kPage) / kPage;
  const std::uint64_t hashes =
      kDirectoryHeader + with.identifier.size() + 1 + kSpecialSlots * std::uint64_t{32};
  Bytes blob;
  add_big_endian(blob, cs::kCodeDirectory);
  add_big_endian(blob, directory_size(code.size(), with));
  add_big_endian(blob, kVersion);
  add_big_endian(blob, cs::kAdHoc);
  add_big_endian(blob, hashes);
  add_big_endian(blob, kDirectoryHeader);  // the identifier
  add_big_endian(blob, kSpecialSlots);
  add_big_endian(blob, pages);
  add_big_endian(blob, code.size());
  add_big_endian(blob, 32, 1);
  add_big_endian(blob, cs::kSha256, 1);
  add_big_endian(blob, 0, 1);   // no platform binary
  add_big_endian(blob, 12, 1);  // 4096 as a power of two
  add_big_endian(blob, 0);
  add_big_endian(blob, 0);  // not scattered
  add_big_endian(blob, 0);  // no team
  add_big_endian(blob, 0);
  add_big_endian(blob, 0, 8);  // the limit fits into 32 bits
  add_big_endian(blob, place.text_offset, 8);
  add_big_endian(blob, place.text_size, 8);
  add_big_endian(blob, 0, 8);  // not a main program
  add(blob, bytes_of(with.identifier));
  blob.push_back(std::byte{0});
  for (const Sha256& digest : {sha256(bytes_of(with.resources)), sha256(empty_requirements()),
                               sha256(bytes_of(with.info_plist))}) {
    add(blob, bytes_of(text_of(digest)));
  }
  for (std::uint64_t at = 0; at < code.size(); at += kPage) {
    const auto page = code.subspan(static_cast<std::size_t>(at),
                                   static_cast<std::size_t>(std::min(kPage, code.size() - at)));
    add(blob, bytes_of(text_of(sha256(page))));
  }
  return blob;
}

Bytes super_blob(std::span<const std::byte> code, const binary::SignaturePlace& place,
                 const SignedWith& with) {
  const std::pair<std::uint32_t, Bytes> parts[] = {
      {cs::kSlotCodeDirectory, code_directory(code, place, with)},
      {cs::kSlotRequirements, empty_requirements()},
      {cs::kSlotCms, empty_cms()},
  };
  Bytes blob;
  add_big_endian(blob, cs::kSuperBlob);
  add_big_endian(blob, signature_size(code.size(), with));
  add_big_endian(blob, std::size(parts));
  std::uint64_t offset = 12 + 8 * std::size(parts);
  for (const auto& [slot, part] : parts) {
    add_big_endian(blob, slot);
    add_big_endian(blob, offset);
    offset += part.size();
  }
  for (const auto& [slot, part] : parts) add(blob, part);
  return blob;
}

bool is_digest_of(const binary::CodeDirectory& directory, std::string_view digest,
                  std::span<const std::byte> bytes) {
  if (directory.hash_type == cs::kSha256) return digest == text_of(sha256(bytes));
  const Sha1 older = sha1(bytes);
  return digest == std::string_view(reinterpret_cast<const char*>(older.data()), older.size());
}

std::string summary_of(const binary::CodeDirectory& directory) {
  const char* const kind = (directory.flags & cs::kLinkerSigned) != 0 ? "by the linker"
                           : (directory.flags & cs::kAdHoc) != 0      ? "ad hoc"
                                                                      : "with a certificate";
  return std::string(kind) + " as " + directory.identifier + ", " +
         (directory.hash_type == cs::kSha256 ? "SHA-256" : "SHA-1") + " of " +
         std::to_string(directory.pages.size()) + " pages";
}

/// The signature is the last thing in the file, and the end of its last segment.
Result<Bytes> sign_thin(std::span<const std::byte> file, const SignedWith& with) {
  auto place = binary::find_signature_place(file);
  if (!place) return tl::unexpected(place.error());
  if (place->link_edit == 0) return fail("damaged Mach-O file: it has no __LINKEDIT segment");
  binary::ByteReader reader(file, std::endian::little);
  const std::uint64_t linked = reader.u64(place->link_edit + 40);
  const std::uint64_t end = place->command ? place->offset : file.size();
  if (end < place->commands_end || end < linked || end > kMostCode) {
    return fail("damaged Mach-O file: the signature would not be at its end");
  }
  const auto code = file.first(static_cast<std::size_t>(end));
  Bytes made(code.begin(), code.end());
  made.resize(static_cast<std::size_t>(rounded_up(made.size(), kSignatureAlignment)));
  std::uint64_t command = place->command.value_or(place->commands_end);
  if (!place->command) {
    if (place->commands_room < 16) {
      return fail("no room for the load command of a signature: link with -headerpad 0x40");
    }
    put(made, reader.u32(16) + 1, 4, std::endian::little, 16);
    put(made, reader.u32(20) + 16, 4, std::endian::little, 20);
  }
  const std::uint64_t limit = made.size();
  const std::uint64_t size = rounded_up(signature_size(limit, with), kSignatureAlignment);
  const auto set = [&](std::uint64_t at, std::uint64_t value, unsigned width) {
    put(made, value, width, std::endian::little, static_cast<std::size_t>(at));
  };
  set(command, kCommandSignature, 4);
  set(command + 4, 16, 4);
  set(command + 8, limit, 4);
  set(command + 12, size, 4);
  const std::uint64_t segment = limit + size - linked;
  set(place->link_edit + 32, rounded_up(segment, kSegmentAlignment), 8);
  set(place->link_edit + 48, segment, 8);
  const Bytes signature = super_blob(made, *place, with);
  add(made, signature);
  made.resize(static_cast<std::size_t>(limit + size));
  return made;
}

}  // namespace

Result<std::vector<std::byte>> sign_ad_hoc(std::span<const std::byte> file,
                                           const SignedWith& with) {
  if (!Digest::is_available()) return fail(kNoDigests);
  const auto image = binary::read_binary_image(file);
  if (!image) return tl::unexpected(image.error());
  if (image->format != binary::ObjectFormat::macho) return fail("no Mach-O file");
  std::vector<Bytes> parts;
  for (const binary::BinarySlice& slice : image->slices) {
    const auto thin =
        file.subspan(static_cast<std::size_t>(slice.offset), static_cast<std::size_t>(slice.size));
    if (!binary::can_have_signature_place(thin)) {
      parts.emplace_back(thin.begin(), thin.end());
      continue;
    }
    auto part = sign_thin(thin, with);
    if (!part) return tl::unexpected(part.error());
    if (auto whole = binary::read_binary_image(*part); !whole) {
      return tl::unexpected(whole.error());  // what the signature has replaced was used otherwise
    }
    parts.push_back(std::move(*part));
  }
  if (image->slices.front().offset == 0) return std::move(parts.front());
  const std::vector<std::span<const std::byte>> views(parts.begin(), parts.end());
  return join_thin(views);
}

SignatureReport check_signature(std::span<const std::byte> file, const SignedWith* with) {
  SignatureReport report;
  if (!binary::can_have_signature_place(file)) {
    report.signing = Signing::unread;
    report.notes.emplace_back(
        "whether it is signed is not looked at, as macOS 10.15 and newer do not load it");
    return report;
  }
  if (!Digest::is_available()) {
    report.signing = Signing::unread;
    report.notes.emplace_back(
        "whether it is signed is not looked at: this program was built without Nettle");
    return report;
  }
  const auto signature = binary::read_code_signature(file);
  if (!signature) {
    report.signing = Signing::present;
    report.problems.push_back(signature.error().message);
    return report;
  }
  if (!*signature) return report;
  report.signing = Signing::present;
  const binary::CodeDirectory& directory = (*signature)->directory;
  report.summary = summary_of(directory);
  for (std::size_t i = 0; i < directory.pages.size(); ++i) {
    const std::uint64_t at = i * directory.page_size;
    const std::uint64_t size = std::min(directory.page_size, directory.code_limit - at);
    const auto page = file.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(size));
    if (is_digest_of(directory, directory.pages[i], page)) continue;
    report.problems.push_back("changed after it was signed, at byte " + std::to_string(at));
    break;
  }
  const auto compare = [&](std::uint32_t slot, std::span<const std::byte> content,
                           const char* what) {
    const auto found = directory.special.find(slot);
    if (found == directory.special.end()) {
      report.notes.push_back("the signature does not cover " + std::string(what));
    } else if (!is_digest_of(directory, found->second, content)) {
      report.problems.push_back(std::string(what) + " is not what was signed");
    }
  };
  const auto requirements = (*signature)->blobs.find(cs::kSlotRequirements);
  if (requirements != (*signature)->blobs.end()) {
    compare(cs::kSlotRequirements, requirements->second, "its requirements");
  }
  if (with == nullptr) return report;
  if (!with->identifier.empty() && directory.identifier != with->identifier) {
    report.notes.push_back("signed as " + directory.identifier + ", and not as " +
                           with->identifier + " of Info.plist");
  }
  compare(cs::kSlotInfoPlist, bytes_of(with->info_plist), "Info.plist");
  compare(cs::kSlotResources, bytes_of(with->resources), "_CodeSignature/CodeResources");
  return report;
}

}  // namespace attacca::package
