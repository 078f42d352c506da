// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/messages/to_editor.hpp"

#include <optional>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/allocation_count.hpp"
#include "tests/support/latch.hpp"

namespace attacca {

namespace {

std::vector<int> received(ToEditor<int>::Listener& listener) {
  std::vector<int> items;
  listener.receive([&](int item) { items.push_back(item); });
  return items;
}

}  // namespace

TEST_CASE("while nobody listens nothing is kept, and nothing counts as lost") {
  ToEditor<int> feed(4);
  for (int i = 0; i < 100; ++i) CHECK_FALSE(feed.send(i));
  CHECK_FALSE(feed.is_heard());
  CHECK(feed.overflows() == 0);
  ToEditor<int>::Listener listener(feed);
  CHECK(feed.is_heard());
  CHECK(received(listener).empty());
}

TEST_CASE("an editor receives every item that was taken, in order; the rest is counted") {
  ToEditor<int> feed(4);
  ToEditor<int>::Listener listener(feed);
  for (int i = 0; i < 6; ++i) CHECK(feed.send(i) == (i < 4));
  CHECK(feed.overflows() == 2);
  CHECK(received(listener) == std::vector<int>{0, 1, 2, 3});
  CHECK(feed.send(6));
  CHECK(received(listener) == std::vector<int>{6});
}

TEST_CASE("the next editor begins anew, whatever the last one has left") {
  ToEditor<int> feed(4);
  {
    const ToEditor<int>::Listener first(feed);
    for (int i = 0; i < 3; ++i) CHECK(feed.send(i));
  }
  CHECK_FALSE(feed.send(3));
  ToEditor<int>::Listener second(feed);
  CHECK(feed.send(4));
  CHECK(received(second) == std::vector<int>{4});
}

TEST_CASE(
    "editors come and go while audio sends: each sees a run without holes from its start on") {
  ToEditor<int> feed(1u << 16);
  test::Latch done;
  std::thread audio([&] {
    for (int i = 0; i < 30000; ++i) feed.send(i);
    done.open();
  });
  for (int editor = 0; editor < 20; ++editor) {
    ToEditor<int>::Listener listener(feed);
    std::vector<int> seen;
    for (int look = 0; look < 50; ++look) {
      listener.receive([&](int item) { seen.push_back(item); });
    }
    for (std::size_t i = 1; i < seen.size(); ++i) REQUIRE(seen[i] == seen[i - 1] + 1);
  }
  audio.join();
  done.wait();
  CHECK(feed.overflows() == 0);
}

TEST_CASE("sending allocates nothing") {
  ToEditor<int> feed(16);
  ToEditor<int>::Listener listener(feed);
  const auto before = rt::test::heap_calls();
  for (int i = 0; i < 100; ++i) feed.send(i);
  listener.receive([](int) {});
  CHECK(rt::test::heap_calls() == before);
}

}  // namespace attacca
