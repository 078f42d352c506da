// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/session.hpp"

#include <filesystem>

#include <doctest/doctest.h>

#include "tests/products/parlando/conductor/example_session.hpp"
#include "tests/support/temporary_folder.hpp"

namespace parlando::test {

namespace fs = std::filesystem;

// Windows keeps links for those who develop, and Wine has none.
TEST_CASE("a session is saved where its folder is a link") {
  const attacca::test::TemporaryFolder folder;
  fs::create_directory(folder / "real");
  fs::create_directory_symlink(folder / "real", folder / "parlando");
  SessionStore store(folder / "parlando" / "session.json");
  CHECK(store.load().empty());
  store.session = example();
  REQUIRE(store.save());
  CHECK(content(folder / "real" / "session.json") == text_of(example()));
}

}  // namespace parlando::test
