// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/spdx_document.hpp"

#include <set>

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace attacca::ship;

TEST_CASE("a bill of materials names each file, each library once, and what links what") {
  SpdxRelease release;
  release.name = "Größe + 1";
  release.version = "1.0.0";
  release.license = "MIT";
  release.framework = "0.1.0";
  release.left_out = {"./sums"};
  release.time = "2026-01-02T03:04:05Z";
  const attacca::package::LinkedLibrary library{"lib+", "2.0", "MIT", "https://example.org", ""};
  const attacca::package::LinkedLibrary other{"lib-", "", "NOASSERTION", "", ""};
  release.files.push_back(
      {"CLAP/a.clap", std::string(40, 'b'), std::string(64, '1'), {library, other}, {"libc.so.6"}});
  release.files.push_back(
      {"VST3/a.so", std::string(40, 'a'), std::string(64, '2'), {library}, {"libc.so.6"}});
  release.files.push_back({"README.txt", std::string(40, 'c'), std::string(64, '3'), {}, {}});
  const auto json = nlohmann::json::parse(spdx_document(release));

  CHECK(json.at("spdxVersion") == "SPDX-2.3");
  CHECK(json.at("files").size() == 3);
  // The release, the framework, two libraries that are linked in and one that is opened.
  CHECK(json.at("packages").size() == 5);
  std::set<std::string> ids;
  for (const auto& each : json.at("packages")) ids.insert(each.at("SPDXID").get<std::string>());
  for (const auto& each : json.at("files")) ids.insert(each.at("SPDXID").get<std::string>());
  ids.insert("SPDXRef-DOCUMENT");
  CHECK(ids.size() == 9);
  std::size_t links = 0;
  for (const auto& each : json.at("relationships")) {
    CHECK(ids.contains(each.at("spdxElementId").get<std::string>()));
    CHECK(ids.contains(each.at("relatedSpdxElement").get<std::string>()));
    links += each.at("relationshipType") == "STATIC_LINK" ? 1U : 0U;
  }
  CHECK(links == 5);
  CHECK(json.at("packages")
            .at(0)
            .at("packageVerificationCode")
            .at("packageVerificationCodeExcludedFiles") == nlohmann::json({"./sums"}));
  // sha1("aaa…bbb…ccc…"), in the order of the sums and not of the files.
  CHECK(
      json.at("packages").at(0).at("packageVerificationCode").at("packageVerificationCodeValue") ==
      "b17e71b60e43c92c73a1d6b4c812888d4d997f0e");
  const auto space = json.at("documentNamespace").get<std::string>();
  CHECK(space.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:/") ==
        std::string::npos);
}
