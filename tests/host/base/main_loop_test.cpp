// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/main_loop.hpp"

#include <thread>

#include <poll.h>
#include <unistd.h>

#include "tests/host/host_test_support.hpp"

namespace attacca::host::test {

using std::chrono::milliseconds;

TEST_CASE("timers repeat, alarms ring once, and both can be removed from inside") {
  MainLoop loop;
  int ticks = 0;
  int rings = 0;
  MainLoop::Id timer = 0;
  timer = loop.add_timer(milliseconds(1), [&] {
    if (++ticks == 3) loop.remove(timer);
  });
  loop.add_alarm(MainLoop::Clock::now() + milliseconds(1), [&] { ++rings; });
  turn_until(loop, [&] { return ticks == 3 && rings == 1; });
  for (int i = 0; i < 5; ++i) loop.run_once(milliseconds(2));
  CHECK(ticks == 3);
  CHECK(rings == 1);
  CHECK_FALSE(loop.remove(timer));
}

TEST_CASE("descriptors are watched until removed") {
  MainLoop loop;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  int calls = 0;
  const auto id = loop.add_descriptor(ends[0], POLLIN, [&](short events) {
    CHECK((events & POLLIN) != 0);
    char byte = 0;
    CHECK(read(ends[0], &byte, 1) == 1);
    ++calls;
  });
  REQUIRE(write(ends[1], "x", 1) == 1);
  turn_until(loop, [&] { return calls == 1; });
  loop.remove(id);
  REQUIRE(write(ends[1], "x", 1) == 1);
  loop.run_once(milliseconds(0));
  CHECK(calls == 1);
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("functions posted by another thread run here, and wake a sleeping loop") {
  MainLoop loop;
  loop.set_longest_sleep(std::chrono::hours(1));
  bool ran_on_main = false;
  bool ran = false;
  std::thread other([&] {
    loop.post([&] {
      ran = true;
      ran_on_main = loop.is_main_thread();
    });
  });
  turn_until(loop, [&] { return ran; });
  other.join();
  CHECK(ran_on_main);
}

TEST_CASE("hooks run at every turn and quit ends the loop") {
  MainLoop loop;
  int turns = 0;
  const auto hook = loop.add_hook([&] {
    if (++turns == 4) loop.quit();
  });
  CHECK_FALSE(loop.run_until(MainLoop::Clock::now() + std::chrono::seconds(10)));
  CHECK(turns >= 4);
  loop.remove(hook);
}

}  // namespace attacca::host::test
