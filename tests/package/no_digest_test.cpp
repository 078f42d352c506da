// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Built with what stands in for Nettle where that is missing.

#include <span>

#include <doctest/doctest.h>

#include "package/code_resources.hpp"
#include "package/digest.hpp"
#include "package/macos_signature.hpp"
#include "package/sealed_files.hpp"

namespace attacca::package {
namespace {

constexpr std::string_view kMacho("\xCF\xFA\xED\xFE", 4);

TEST_CASE("without digests nothing is said to be signed, and nothing is signed") {
  REQUIRE_FALSE(Digest::is_available());
  const auto file = std::as_bytes(std::span(kMacho));
  const SignatureReport report = check_signature(file);
  CHECK(report.signing == Signing::unread);
  CHECK(report.problems.empty());
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes.front() ==
        "whether it is signed is not looked at: this program was built without Nettle");
  CHECK(sign_ad_hoc(file, {}).error().message.find("without Nettle") != std::string::npos);
  CHECK(code_resources({}).error().message.find("without Nettle") != std::string::npos);
  CHECK(check_sealed_files("nowhere", "<plist/>", {}).problems.empty());
}

}  // namespace
}  // namespace attacca::package
