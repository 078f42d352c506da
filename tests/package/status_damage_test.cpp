// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// One plugin's bad record or path says so, and the others are reported all the same.

#include <algorithm>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "fixtures.hpp"
#include "package/status.hpp"

using namespace attacca::package;
using namespace attacca::package::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

json record(const TemporaryFolder& folder) {
  return {{"target", "other"},
          {"name", "Other"},
          {"binary", (folder / "build/lib/other.so").string()},
          {"bundles", {(folder / "build/plugins/Other.clap").string()}},
          {"sources",
           {{{"root", folder.path().string()},
             {"base", folder.path().string()},
             {"files", {"plugin/gain.cpp"}},
             {"include", json::array()},
             {"excluded", (folder / "build").string()}}}}};
}

}  // namespace

TEST_CASE("one bad record or path is a finding of its plugin, and the rest is reported") {
  const TemporaryFolder folder;
  write(folder / "plugin/gain.cpp", "source");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const fs::path records = folder / "build/plugins/manifest.d";
  write(records / "good.json", record(folder).dump());
  json long_source = record(folder);
  long_source["sources"][0]["files"] = {std::string(300, 'x')};
  json pipe = record(folder);
  pipe["sources"][0]["files"] = {"pipe"};
  json nul = record(folder);
  nul["bundles"] = {std::string("a\0b", 3), std::string(5000, 'y'), "", "/dev/zero",
                    "/proc/self/mem"};
  json no_root = record(folder);
  no_root["sources"][0]["root"] = "/nowhere/at/all";
  for (const auto& [text, is_finding] : {std::pair<std::string, bool>{long_source.dump(), false},
                                         {pipe.dump(), true},
                                         {nul.dump(), true},
                                         {no_root.dump(), true},
                                         {"{", true},
                                         {"[]", true},
                                         {"\xff\xfe", true},
                                         {std::string(100000, '['), true}}) {
    CAPTURE(text.substr(0, 200));
    write(records / "bad.json", text);
    const auto statuses = status_of_build(folder / "build", {});
    REQUIRE(statuses);
    REQUIRE(statuses->size() == 2);
    CHECK(statuses->back().name == "Other");  // "good" comes after "bad"
    CHECK(statuses->back().sources.starts_with("sha256:"));
    if (is_finding) CHECK_FALSE(statuses->front().findings.empty());
  }
}
