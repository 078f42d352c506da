// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/held_callback.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include <doctest/doctest.h>

namespace attacca::host::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLong{60'000};  // never waited for when all is well

}  // namespace

TEST_CASE("a callback is held until it is released, once for each time it is armed") {
  HeldCallback held(kLong);
  for (int round = 0; round < 100; ++round) {
    std::atomic<bool> has_returned{false};
    std::thread audio([&] {
      held.in_callback();
      has_returned = true;
    });
    REQUIRE(held.wait_until_inside(kLong));
    CHECK_FALSE(has_returned);
    held.release();
    // Armed at once, before the held one has noticed that it may go.
    held.arm();
    audio.join();
    CHECK_FALSE(held.gave_up());
  }
  held.release();
  held.in_callback();  // not armed: passes
}

TEST_CASE("a callback that is not released goes on after the limit, and says so") {
  HeldCallback held(milliseconds(1));
  held.in_callback();
  CHECK(held.gave_up());
  CHECK_FALSE(held.wait_until_inside(milliseconds(0)));
  held.arm();
  CHECK_FALSE(held.gave_up());
}

TEST_CASE("waiting for a callback that does not come ends") {
  HeldCallback held(kLong);
  CHECK_FALSE(held.wait_until_inside(milliseconds(1)));
}

}  // namespace attacca::host::test
