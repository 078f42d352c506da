// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/supervised_child.hpp"

#include <csignal>
#include <cstdlib>

#include <doctest/doctest.h>
#include <unistd.h>

namespace attacca::trial {
namespace {

void nobody_listens(std::string_view) {}

TEST_CASE("a child that goes when its parent was asked to end did not go by itself") {
  SharedMemory<RunVitals> vitals;
  REQUIRE(vitals.get() != nullptr);
  ChildOptions options;
  // As Xlib does when its display is gone, which the same Ctrl-C may have ended.
  options.interrupt = [] { std::_Exit(1); };
  const auto ending = run_in_child(
      *vitals.get(),
      [](int out) {
        write_all(out, "ready");
        for (;;) pause();
      },
      [](std::string_view) { std::raise(SIGINT); }, options);
  REQUIRE(ending);
  CHECK(ending->kind == ChildEnding::Kind::left);
  CHECK(ending->was_asked);
}

TEST_CASE("a child that goes unasked did") {
  SharedMemory<RunVitals> vitals;
  REQUIRE(vitals.get() != nullptr);
  const auto ending =
      run_in_child(*vitals.get(), [](int) { std::_Exit(1); }, nobody_listens, ChildOptions{});
  REQUIRE(ending);
  CHECK(ending->kind == ChildEnding::Kind::left);
  CHECK_FALSE(ending->was_asked);
}

}  // namespace
}  // namespace attacca::trial
