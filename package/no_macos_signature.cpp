// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// In place of code_resources.cpp and macos_signature.cpp where Nettle is missing.

#include "package/code_resources.hpp"
#include "package/macos_signature.hpp"

namespace attacca::package {

std::string code_resources(
    const std::map<std::filesystem::path, std::span<const std::byte>>& /*resources*/) {
  return {};
}

Result<std::vector<std::byte>> sign_ad_hoc(std::span<const std::byte> /*file*/,
                                           const SignedWith& /*with*/) {
  return fail(
      "bundles for macOS are signed, for which this program was built without Nettle (nettle-dev)");
}

bool is_sealed(std::string_view /*code_resources*/, const std::filesystem::path& /*path*/,
               std::span<const std::byte> /*bytes*/) {
  return true;
}

SignatureReport check_signature(std::span<const std::byte> /*file*/, const SignedWith* /*with*/) {
  SignatureReport report;
  report.signing = Signing::unread;
  report.notes.emplace_back(
      "whether it is signed is not looked at: this program was built without Nettle");
  return report;
}

}  // namespace attacca::package
