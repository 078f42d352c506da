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
  const auto digest =
      digest_of_sources({{folder.path(), {}, {"src/b.cpp", "src/deep/a.cpp"}, {}, {}}});
  REQUIRE(digest);
  CHECK(*digest == "sha256:" + sha256_hex(lines));
}

TEST_CASE("what is compiled changes the digest, and what lies beside it does not") {
  const TemporaryFolder folder;
  write(folder / "plugin/gain.cpp",
        "#include \"gain.hpp\"\n  #  include <shared/curve.hpp>\n#include <vector>\n"
        "#include \"made.hpp\"\n");
  write(folder / "plugin/gain.hpp", "#include \"detail/inner.hpp\"\n#include \"gain.hpp\"\n");
  write(folder / "plugin/detail/inner.hpp", "1");
  write(folder / "include/shared/curve.hpp", "2");
  write(folder / "plugin/build/made.hpp", "3");
  write(folder / "framework/core.cpp", "#include \"core.hpp\"\n");
  write(folder / "framework/core.hpp", "4");
  const std::vector<SourceSet> sets{
      {folder / "framework", {}, {"core.cpp"}, {}, folder / "plugin/build"},
      {folder.path(),
       folder / "plugin",
       {"gain.cpp"},
       {folder / "include", folder / "plugin/build", "/usr/include"},
       folder / "plugin/build"}};
  const auto now = [&] { return digest_of_sources(sets).value_or(""); };
  const std::string before = now();

  for (const std::string name : {"plugin/notes.txt", "run.log", "plugin/scratch.cpp",
                                 "include/shared/other.hpp", "framework/README.md"}) {
    CAPTURE(name);
    write(folder / name, "x");
    CHECK(now() == before);
  }
  write(folder / "plugin/build/made.hpp", "was generated anew");
  CHECK(now() == before);

  for (const std::string name :
       {"plugin/gain.cpp", "plugin/gain.hpp", "plugin/detail/inner.hpp", "include/shared/curve.hpp",
        "framework/core.cpp", "framework/core.hpp"}) {
    CAPTURE(name);
    const std::string text = read_text(folder / name);
    write(folder / name, text + "// a line\n");
    CHECK(now() != before);
    write(folder / name, text);
    CHECK(now() == before);
  }
}

TEST_CASE("a listed source counts wherever it lies, unless the build made it") {
  const TemporaryFolder folder;
  write(folder / "shared/curve.cpp", "1");
  write(folder / "project/build/made.cpp", "2");
  const fs::path build = folder / "project/build";
  const SourceSet set{folder / "project",
                      {},
                      {"../shared/curve.cpp", (build / "made.cpp").string(), "missing.cpp"},
                      {},
                      build};
  const std::string line = sha256_hex(std::string_view("1")) + "  ../shared/curve.cpp\n";
  CHECK(digest_of_sources({set}).value_or("") == "sha256:" + sha256_hex(line));
}
