// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/page/page_access.hpp"

#include <doctest/doctest.h>

#include "parlando/page/page_files.hpp"
#include "parlando/page/page_visitor.hpp"

namespace parlando::test {

TEST_CASE(
    "on loopback only names of loopback are the page's, so that no name server can lend one") {
  const PageAccess access{30080, true, {}, ""};
  for (const char* const host :
       {"localhost:30080", "LOCALHOST:30080", "127.0.0.1:30080", "127.1.2.3:30080"}) {
    CAPTURE(host);
    CHECK(access.allows_host(host));
  }
  for (const char* const host :
       {"", "localhost", "localhost:", "localhost:30081", "localhost:30080x", "evil.example:30080",
        "127.0.0.1.evil.example:30080", "192.168.1.2:30080", "127.0.0.1.1:30080", "127.0.0:30080",
        "127.0.0.256:30080", "[::1]:30080", "localhost.:30080", "localhost:0030081",
        "user@localhost:30080"}) {
    CAPTURE(host);
    CHECK_FALSE(access.allows_host(host));
  }
}

TEST_CASE("off loopback addresses and names that were given are the page's") {
  const PageAccess access{30080, false, {"studio.local"}, "secret"};
  CHECK(access.allows_host("192.168.1.2:30080"));
  CHECK(access.allows_host("Studio.Local:30080"));
  CHECK(access.allows_host("localhost:30080"));
  CHECK_FALSE(access.allows_host("evil.example:30080"));
  CHECK_FALSE(access.allows_host("studio.local.evil.example:30080"));
}

TEST_CASE("a page at port 80 is meant where a Host has no port") {
  const PageAccess access{80, true, {}, ""};
  CHECK(access.allows_host("localhost"));
  CHECK(access.allows_host("localhost:80"));
}

TEST_CASE("only the page itself opens a WebSocket, by the name under which it was loaded") {
  const PageAccess access{30080, true, {}, ""};
  CHECK(access.allows_origin("http://localhost:30080", "localhost:30080"));
  CHECK(access.allows_origin("http://127.0.0.1:30080", "127.0.0.1:30080"));
  for (const char* const origin :
       {"", "null", "http://evil.example", "https://localhost:30080", "http://localhost:8080",
        "http://localhost:30080/", "http://localhost:30080.evil.example",
        "http://127.0.0.1:30080"}) {
    CAPTURE(origin);
    CHECK_FALSE(access.allows_origin(origin, "localhost:30080"));
  }
  CHECK_FALSE(access.allows_origin("http://evil.example:30080", "evil.example:30080"));
}

TEST_CASE("a key is right as a whole or not at all") {
  const PageAccess access{30080, false, {}, "secret"};
  CHECK(access.is_key("secret"));
  for (const char* const wrong : {"", "secre", "secretsecret", "Secret", "secrets"}) {
    CAPTURE(wrong);
    CHECK_FALSE(access.is_key(wrong));
  }
}

TEST_CASE("the whole page is built in, and small") {
  std::size_t bytes = 0;
  bool has_index = false;
  for (const PageFile& file : page_files()) {
    CHECK_FALSE(file.content.empty());
    CHECK(file.content.find("http:"
                            "//cdn") == std::string_view::npos);
    bytes += file.content.size();
    has_index = has_index || file.path == "/";
  }
  CHECK(has_index);
  CHECK(bytes < 200'000);
}

TEST_CASE("a visitor gets what was delivered in order, and one that takes nothing is given up") {
  int woken = 0;
  PageVisitor visitor([&] { ++woken; });
  visitor.deliver("1");
  visitor.deliver("2");
  CHECK(woken == 2);
  std::string json;
  CHECK(visitor.take(json));
  CHECK(json == "1");
  CHECK(visitor.has_more());
  CHECK(visitor.take(json));
  CHECK_FALSE(visitor.take(json));
  const std::string large(PageVisitor::kMostBytes / 2 + 1, 'x');
  visitor.deliver(large);
  CHECK_FALSE(visitor.is_too_slow());
  visitor.deliver(large);
  CHECK(visitor.is_too_slow());
}

}  // namespace parlando::test
