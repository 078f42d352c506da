// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/net/local_socket.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/products/parlando/net/echo.hpp"
#include "tests/support/temporary_folder.hpp"

namespace parlando::test {
namespace {

namespace fs = std::filesystem;

std::string echo_of(LocalStream& stream, const std::string& text) {
  REQUIRE(stream.send(text) == text.size());
  std::string heard;
  NetPoll poll;
  std::vector<NetPoll::Source> sources{{stream.native()}};
  while (heard.size() < text.size()) {
    poll.wait(sources, std::nullopt);
    std::array<char, 100> bytes{};
    const auto size = stream.receive(bytes.data(), bytes.size());
    REQUIRE(size);
    heard.append(bytes.data(), *size);
  }
  return heard;
}

}  // namespace

TEST_CASE("what is sent arrives, at each of several, and who leaves is noticed") {
  const attacca::test::TemporaryFolder folder;
  const fs::path path = folder / "run" / "30000.sock";
  auto listener = LocalListener::open(path);
  REQUIRE(listener);
  Echo echo(std::move(*listener));
  auto first = LocalStream::connect(path);
  REQUIRE(first);
  {
    auto second = LocalStream::connect(path);
    REQUIRE(second);
    CHECK(echo_of(*first, "do re mi") == "do re mi");
    CHECK(echo_of(*second, "fa sol") == "fa sol");
  }
  echo.wait_for_one_to_go();
  CHECK(echo_of(*first, "la") == "la");
}

TEST_CASE("where one listens no second one does, and the path goes with the first") {
  const attacca::test::TemporaryFolder folder;
  const fs::path path = folder / "run" / "30000.sock";
  {
    auto first = LocalListener::open(path);
    REQUIRE(first);
    const Echo echo(std::move(*first));
    const auto second = LocalListener::open(path);
    REQUIRE_FALSE(second);
    CHECK(second.error().message.find("another conductor listens there") != std::string::npos);
  }
  CHECK_FALSE(fs::exists(path));
  CHECK_FALSE(LocalStream::connect(path));
  CHECK(LocalListener::open(path));
}

}  // namespace parlando::test
