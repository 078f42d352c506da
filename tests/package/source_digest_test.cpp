// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/source_digest.hpp"

#include <doctest/doctest.h>

#include "fixtures.hpp"
#include "package/sha256.hpp"

using namespace attacca::package;
using namespace attacca::package::test;
namespace fs = std::filesystem;

TEST_CASE("SHA-256 gives the standard's example values") {
  CHECK(sha256_hex(std::string_view("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex(std::string_view()) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("the digest is the hash of the sorted lines of hashes and paths") {
  const TemporaryFolder folder;
  write(folder / "src/b.cpp", "abc");
  write(folder / "src/deep/a.cpp", "");
  const std::string abc = sha256_hex(std::string_view("abc"));
  const std::string empty = sha256_hex(std::string_view());
  const std::string lines = abc + "  src/b.cpp\n" + empty + "  src/deep/a.cpp\n";
  const auto digest = digest_of_sources({{folder.path(), {"src"}, {}}});
  REQUIRE(digest);
  CHECK(*digest == "sha256:" + sha256_hex(lines));
}

TEST_CASE("what is no source does not change the digest, and every source does") {
  const TemporaryFolder folder;
  write(folder / "plugin/gain.cpp", "one");
  const std::vector<SourceSet> sets{{folder.path(), {"plugin"}, {folder / "plugin/excluded"}}};
  const std::string before = digest_of_sources(sets).value_or("");
  write(folder / "plugin/.hidden", "x");
  write(folder / "plugin/.git/HEAD", "x");
  write(folder / "plugin/gain.cpp~", "x");
  write(folder / "plugin/README.md", "x");
  write(folder / "plugin/build-x/CMakeCache.txt", "x");
  write(folder / "plugin/build-x/generated.cpp", "x");
  write(folder / "plugin/excluded/other.cpp", "x");
  fs::create_symlink("nowhere", folder / "plugin/dangling");
  CHECK(digest_of_sources(sets).value_or("") == before);
  write(folder / "plugin/image.png", "x");
  const std::string with_image = digest_of_sources(sets).value_or("");
  CHECK(with_image != before);
  write(folder / "plugin/gain.cpp", "two");
  CHECK(digest_of_sources(sets).value_or("") != with_image);
  write(folder / "plugin/gain.cpp", "one");
  CHECK(digest_of_sources(sets).value_or("") == with_image);
}
