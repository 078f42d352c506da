// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::package {

/// What the signature of a bundle's program covers beside the program.
struct SignedWith {
  std::string identifier;  ///< CFBundleIdentifier
  std::string_view info_plist;
  std::string_view resources;  ///< _CodeSignature/CodeResources
};

/// A Mach-O file, thin or universal, with an ad-hoc signature in place of whatever it had: code
/// directories with SHA-256 of pages of 4 KiB, no requirements, no certificate, which is what macOS
/// asks of programs on arm64 and what codesign --sign - makes. Parts that are not 64-bit
/// little-endian (i386, ppc) stay as they are. [any] Errors: it is none, it is damaged, or there is
/// no room for the load command.
Result<std::vector<std::byte>> sign_ad_hoc(std::span<const std::byte> file, const SignedWith& with);

/// Whether there is a signature, as far as that was looked at.
enum class Signing : std::uint8_t { absent, present, unread };

/// What a look at a signature has shown, each in a few words.
struct SignatureReport {
  Signing signing = Signing::absent;
  std::string summary;                ///< who it is signed as, with what, over how much
  std::vector<std::string> problems;  ///< it does not match
  std::vector<std::string> notes;     ///< it does not cover what it could, or was not looked at
};

/// Compares the signature of a Mach-O file of one architecture with what it covers. Without `with`
/// only what lies in the file itself is looked at. [any]
SignatureReport check_signature(std::span<const std::byte> file, const SignedWith* with = nullptr);

}  // namespace attacca::package
