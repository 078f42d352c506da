// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/process_snapshot.hpp"

#include <cfenv>
#include <clocale>
#include <csignal>
#include <cstdlib>

#include <doctest/doctest.h>

#include "trial/validate/process_usage.hpp"

using namespace attacca::validate;

TEST_CASE("what is the same is no change") {
  CHECK(changes(signal_handlers(), signal_handlers()).empty());
  CHECK(changes(environment(), environment()).empty());
  CHECK(changes(folders(), folders()).empty());
  CHECK(changes(standard_streams(), standard_streams()).empty());
  CHECK(changes(resource_limits(), resource_limits()).empty());
  CHECK(changes(scheduling(), scheduling()).empty());
}

TEST_CASE("changes are listed with both values, also what comes and goes") {
  const auto listed = changes({{"a", "1"}, {"b", "2"}}, {{"a", "3"}, {"c", "4"}});
  REQUIRE(listed.size() == 3);
  CHECK(listed[0] == "a was 1 and is 3");
  CHECK(listed[1] == "b was 2 and is not set");
  CHECK(listed[2] == "c was not set and is 4");
}

TEST_CASE("a signal handler that was taken over is named") {
  const auto before = signal_handlers();
  const auto old = std::signal(SIGUSR2, [](int) {});
  const auto listed = changes(before, signal_handlers());
  std::signal(SIGUSR2, old);
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].starts_with("the handler of SIGUSR2 was default"));
}

TEST_CASE("rounding, umask and environment are watched") {
  const auto rounding = float_mode();
  std::fesetround(FE_UPWARD);
  const auto rounded_up = float_mode();
  std::fesetround(FE_TONEAREST);
  CHECK_FALSE(changes(rounding, rounded_up).empty());

  const auto variables = environment();
  setenv("ATTACCA_TEST_VARIABLE", "x", 1);
  const auto more = environment();
  unsetenv("ATTACCA_TEST_VARIABLE");
  REQUIRE(changes(variables, more).size() == 1);
  CHECK(changes(variables, more)[0] == "ATTACCA_TEST_VARIABLE was not set and is x");
}

TEST_CASE("this process has a thread, open descriptors and memory") {
  CHECK(thread_count() >= 1);
  CHECK(thread_names().size() == thread_count());
  CHECK_FALSE(open_descriptors().empty());
  CHECK(resident_bytes() > 0);
  CHECK(child_count() == 0);
  CHECK(joined({"a", "b"}) == "a, b");
}
