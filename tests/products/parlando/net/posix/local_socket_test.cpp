// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/local_socket.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/support/temporary_folder.hpp"

namespace parlando::test {

TEST_CASE("the control socket is for its user alone") {
  const attacca::test::TemporaryFolder folder;
  const auto listener = LocalListener::open(folder / "run" / "30000.sock");
  REQUIRE(listener);
  struct stat status{};
  REQUIRE(::stat((folder / "run" / "30000.sock").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  REQUIRE(::stat((folder / "run").c_str(), &status) == 0);
  CHECK((status.st_mode & 0077U) == 0U);
}

}  // namespace parlando::test
