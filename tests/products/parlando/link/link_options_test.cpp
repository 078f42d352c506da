// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/link/link_options.hpp"

#include <string>

#include <doctest/doctest.h>

#include "tests/support/environment_variable.hpp"

namespace parlando {
namespace {

/// The four variables, put back at the end.
struct Environment {
  Environment() { clear(); }
  ~Environment() { clear(); }
  static void clear() {
    for (const char* const name :
         {"PARLANDO_LISTEN", "PARLANDO_CONDUCTOR", "PARLANDO_TRANSPORT", "PARLANDO_KEY"}) {
      set(name, "");
    }
  }
  static void set(const char* name, const char* value) {
    attacca::test::set_environment(name, value);
  }
};

TEST_CASE("without variables all is on loopback") {
  const Environment environment;
  const auto options = link_options_of_environment();
  REQUIRE(options);
  CHECK(options->listen.is_loopback());
  CHECK(options->listen.port == 0);
  CHECK(options->conductor == SocketAddress{.port = 30000});
  CHECK(options->transport == SocketAddress{.port = 20000});
  CHECK(options->key_for(options->conductor).empty());
}

TEST_CASE("addresses and ports are taken as they are said") {
  const Environment environment;
  Environment::set("PARLANDO_CONDUCTOR", "127.0.0.1:31234");
  Environment::set("PARLANDO_TRANSPORT", "127.0.0.1:21234");
  Environment::set("PARLANDO_KEY", "sesame");
  const auto options = link_options_of_environment();
  REQUIRE(options);
  CHECK(options->conductor.port == 31234);
  CHECK(options->transport.port == 21234);
  CHECK(options->key_for(options->conductor).empty());  // loopback needs none
}

TEST_CASE("what cannot be is said, with what to do") {
  const Environment environment;
  SUBCASE("no address") {
    Environment::set("PARLANDO_CONDUCTOR", "studio:1");
  }
  SUBCASE("a conductor elsewhere, and nobody there to hear its answer") {
    Environment::set("PARLANDO_CONDUCTOR", "10.0.0.2:30000");
    Environment::set("PARLANDO_KEY", "sesame");
  }
  SUBCASE("no key off loopback") {
    Environment::set("PARLANDO_LISTEN", "10.0.0.1");
  }
  const auto options = link_options_of_environment();
  REQUIRE_FALSE(options);
  CHECK(options.error().message.find("PARLANDO_") != std::string::npos);
}

}  // namespace
}  // namespace parlando
