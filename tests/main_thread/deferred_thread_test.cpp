// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/deferred_thread.hpp"

#include <atomic>
#include <memory>
#include <thread>

#include <doctest/doctest.h>

#include "tests/support/latch.hpp"

namespace attacca::core {

using test::Latch;

TEST_CASE("a request from a thread that may wait is served at once, on another thread") {
  Latch called;
  std::thread::id where;
  DeferredThread registration([&] {
    where = std::this_thread::get_id();
    called.open();
  });
  registration.wake();
  called.wait();
  CHECK(where != std::this_thread::get_id());
}

TEST_CASE("a note from audio is found while the registration is active") {
  Latch called;
  DeferredThread registration([&] { called.open(); });
  registration.set_active(true);
  registration.note();
  called.wait();
  registration.set_active(false);
}

TEST_CASE("requests during a callback lead to one more") {
  Latch inside;
  Latch released;
  Latch again;
  std::atomic<int> calls{0};
  DeferredThread registration([&] {
    if (++calls == 1) {
      inside.open();
      released.wait();
    } else {
      again.open();
    }
  });
  registration.wake();
  inside.wait();
  for (int i = 0; i < 1000; ++i) registration.wake();
  released.open();
  again.wait();
  CHECK(calls == 2);
}

TEST_CASE("ending a registration waits for its callback") {
  Latch inside;
  Latch released;
  std::atomic<bool> finished{false};
  auto registration = std::make_unique<DeferredThread>([&] {
    inside.open();
    released.wait();
    finished = true;
  });
  registration->wake();
  inside.wait();
  std::thread main([&] { registration.reset(); });
  released.open();
  main.join();
  CHECK(finished);
}

TEST_CASE("a callback may use its registration while that is being closed") {
  Latch inside;
  Latch released;
  std::atomic<bool> closed{false};
  std::atomic<bool> called_late{false};
  DeferredThread registration([&] {
    if (closed) called_late = true;
    inside.open();
    released.wait();
    registration.wake();
    registration.note();
    registration.set_active(true);
  });
  registration.wake();
  inside.wait();
  released.open();
  registration.close();
  closed = true;
  registration.close();
  Latch called;
  DeferredThread other([&] { called.open(); });
  other.wake();
  called.wait();
  CHECK_FALSE(called_late);
}

TEST_CASE("requests after the close are ignored, and others go on") {
  std::atomic<int> calls{0};
  DeferredThread closed([&] { ++calls; });
  closed.set_active(true);
  closed.close();
  closed.wake();
  closed.note();
  closed.set_active(true);
  closed.set_active(false);
  Latch called;
  DeferredThread open([&] { called.open(); });
  open.set_active(true);
  open.note();
  called.wait();
  CHECK(calls == 0);
}

TEST_CASE("a callback may end its own registration, and others go on") {
  for (int round = 0; round < 50; ++round) {
    Latch ended;
    Latch other_called;
    std::unique_ptr<DeferredThread> self;
    std::unique_ptr<DeferredThread> other;
    if (round % 2 == 0) other = std::make_unique<DeferredThread>([&] { other_called.open(); });
    self = std::make_unique<DeferredThread>([&] {
      self.reset();
      ended.open();
    });
    self->wake();
    ended.wait();
    if (other) {
      other->wake();
      other_called.wait();
    }
  }
}

TEST_CASE("registrations come and go from many threads") {
  std::atomic<int> calls{0};
  std::thread threads[4];
  for (std::thread& thread : threads) {
    thread = std::thread([&] {
      for (int i = 0; i < 200; ++i) {
        Latch called;
        DeferredThread registration([&] {
          ++calls;
          called.open();
        });
        registration.set_active(i % 2 == 0);
        registration.wake();
        called.wait();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(calls == 800);
}

}  // namespace attacca::core
