// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/main_thread.hpp"

#include <atomic>
#include <functional>
#include <thread>

#include <doctest/doctest.h>

#include "tests/support/latch.hpp"

namespace attacca::core {
namespace {

using test::Latch;
using Call = MainThread::Call;
using Opened = MainThread::Opened;

/// An instance that counts what it is asked for. The thread that makes it is the main one.
struct Client final : MainThread::Client, Bell {
  std::atomic<int> runs{0};
  std::atomic<int> deliveries{0};
  std::atomic<int> ends{0};
  std::atomic<int> rings{0};
  std::function<void()> on_run;
  std::function<void()> on_deliver;
  MainThread main{*this, *this};

  void run_waiting() noexcept override {
    ++runs;
    if (on_run) on_run();
  }
  void deliver() noexcept override {
    ++deliveries;
    if (on_deliver) on_deliver();
  }
  void unused() noexcept override { ++ends; }
  void ring() noexcept override { ++rings; }
  void ring_from_audio() noexcept override { ++rings; }
};

template <typename Body>
void elsewhere(Body body) {
  std::thread(body).join();
}

TEST_CASE("on the main thread what is wanted is done before want() returns") {
  Client client;
  client.main.want();
  CHECK(client.runs == 1);
  CHECK(client.rings == 0);
}

TEST_CASE("inside the gate what is wanted is done once, as the outermost call leaves") {
  Client client;
  {
    const Call outer(client.main);
    {
      const Call inner(client.main);
      client.main.want();
      client.main.want();
    }
    CHECK(client.runs == 0);
    CHECK(client.deliveries == 0);
  }
  CHECK(client.runs == 1);
  CHECK(client.deliveries == 1);
}

TEST_CASE("another thread rings, and the next call of the main thread does what waits") {
  Client client;
  elsewhere([&] { client.main.want(); });
  CHECK(client.rings == 1);
  CHECK(client.runs == 0);
  elsewhere([&] { const Call call(client.main); });  // not the main thread's
  CHECK(client.runs == 0);
  CHECK(client.deliveries == 0);
  {
    const Call call(client.main);
  }
  CHECK(client.runs == 1);
  {
    const Call call(client.main);
  }
  CHECK(client.runs == 1);
}

TEST_CASE("a request that nobody has answered is rung for again by whoever passes") {
  Client client;
  client.main.want_from_audio();
  CHECK(client.rings == 1);
  elsewhere([&] { const Call call(client.main); });
  CHECK(client.rings == 2);
}

TEST_CASE("a thread that stands in for the main one does what waits and delivers") {
  Client client;
  elsewhere([&] {
    client.main.want();
    CHECK_FALSE(client.main.is_main());
    client.on_run = [&] { CHECK(client.main.is_main()); };
    client.main.stand_in();
    CHECK_FALSE(client.main.is_main());
  });
  CHECK(client.runs == 1);
  CHECK(client.deliveries == 1);
}

TEST_CASE("the main thread is the one that was adopted last") {
  Client client;
  elsewhere([&] {
    client.main.come_in();
    CHECK(client.main.is_main());
  });
  CHECK_FALSE(client.main.is_main());
  CHECK(client.runs == 1);
}

TEST_CASE("a thread that is not the main one is not taken for one that had its id before") {
  Client client;
  client.main.disown_this_thread();  // as a host says of a new thread with the id of an old one
  CHECK_FALSE(client.main.is_main());
  client.main.want();
  CHECK(client.runs == 0);
  CHECK(client.rings == 1);
  client.main.adopt_this_thread();
  CHECK(client.main.is_main());
}

TEST_CASE("work that always wants more work ends up with the bell") {
  Client client;
  client.on_run = [&] { client.main.want(); };
  client.main.want();
  CHECK(client.runs == 2);
  CHECK(client.rings == 1);
}

TEST_CASE("one thread at a time is inside, and the gate is open while the host is called") {
  Client client;
  Latch host_called;
  Latch host_answers;
  bool inside_again = false;
  std::thread other([&] {
    const Call outer(client.main);
    const Call inner(client.main);
    {
      const Opened opened(client.main);
      host_called.open();
      host_answers.wait();
    }
    inside_again = true;
  });
  host_called.wait();
  {
    const Call call(client.main);  // does not wait for the host's answer
    host_answers.open();
    CHECK_FALSE(inside_again);
  }
  other.join();
  CHECK(inside_again);
}

TEST_CASE("calls to the host are delivered with the gate open") {
  Client client;
  bool another_was_inside = false;
  client.on_deliver = [&] {
    elsewhere([&] {
      const Call call(client.main);
      another_was_inside = true;
    });
  };
  {
    const Call call(client.main);
  }
  CHECK(another_was_inside);
}

TEST_CASE("an instance that the host ends inside a call goes when the last call has left") {
  Client client;
  client.on_deliver = [&] {
    client.on_deliver = nullptr;
    const Call nested(client.main);
    client.main.retire();
    CHECK(client.ends == 0);
  };
  {
    const Call call(client.main);
    CHECK(client.ends == 0);
  }
  CHECK(client.ends == 1);
  {
    const Call late(client.main);
  }  // a destructor's
  CHECK(client.ends == 1);
}

TEST_CASE("an instance that nobody is in goes at once") {
  Client client;
  client.main.retire();
  CHECK(client.ends == 1);
}

TEST_CASE("an instance waits for a call that another thread is making") {
  Client client;
  Latch held;
  Latch go_on;
  std::thread other([&] {
    const MainThread::Hold hold(client.main);
    held.open();
    go_on.wait();
  });
  held.wait();
  client.main.retire();
  CHECK(client.ends == 0);
  go_on.open();
  other.join();
  CHECK(client.ends == 1);
}

}  // namespace
}  // namespace attacca::core
