// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/tasks/background_task.hpp"
#include "attacca/tasks/main_thread_task.hpp"
#include "test_plugin.hpp"
#include "tests/support/latch.hpp"

namespace attacca::test {

namespace {

/// What a task is given.
struct Order {
  int number = 0;
};

/// A plugin with a task of each kind, whose work a test puts in.
class Worker final : public TestPlugin {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.worker", .name = "W", .vendor = "Attacca"};

  Worker() {
    if (asks_at_once) {
      (void)background.run({7});
      (void)on_main.run(7);
    }
  }
  ~Worker() override {
    if (when_destroyed) when_destroyed();
  }
  static inline bool asks_at_once = false;
  static inline std::function<void(const Order&)> at_once;

  std::function<void(const Order&)> work = at_once;
  std::function<void(int)> main_work = [this](int number) { main_runs.push_back(number); };
  std::vector<int> main_runs;
  std::function<void()> when_destroyed;

  void do_work(const Order& order) { work(order); }

  BackgroundTask<Order> background{tasks(), &Worker::do_work, {.room = 4}};
  BackgroundTask<int> newest{
      tasks(), [this](int number) { do_work({number}); }, {.room = 4, .only_newest = true}};
  BackgroundTask<std::unique_ptr<int>> owner{
      tasks(), [this](std::unique_ptr<int> number) { do_work({*number}); }};
  MainThreadTask<int> on_main{tasks(), [this](int number) { main_work(number); }};
};

/// A task that a test holds open: the first run stays inside until it is released.
struct HeldTask {
  Latch inside;
  Latch released;
  Latch second_done;
  std::vector<int> numbers;  // of the worker's, then of whoever has waited

  std::function<void(const Order&)> work() {
    return [this](const Order& order) {
      numbers.push_back(order.number);
      if (numbers.size() == 1) {
        inside.open();
        released.wait();
      } else {
        second_done.open();
      }
    };
  }
};

}  // namespace

TEST_CASE("a background task runs on another thread, with what it was given") {
  Rig<Worker> rig;
  Latch done;
  std::thread::id where;
  int number = 0;
  rig.plugin.work = [&](const Order& order) {
    where = std::this_thread::get_id();
    number = order.number;
    done.open();
  };
  SUBCASE("asked by a thread that may wait, also while inactive") {
    CHECK(rig.plugin.background.run({42}) == Posted::waiting);
  }
  SUBCASE("asked in process()") {
    rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
      CHECK(rig.plugin.background.run({42}) == Posted::waiting);
      return ProcessStatus::normal();
    };
    rig.activate();
    rig.run();
  }
  SUBCASE("asked in the last block before the plugin is deactivated") {
    rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
      (void)rig.plugin.background.run({42});
      return ProcessStatus::normal();
    };
    rig.activate();
    rig.run();
    rig.instance->deactivate();
  }
  SUBCASE("with an object that moves") {
    CHECK(rig.plugin.owner.run(std::make_unique<int>(42)) == Posted::waiting);
  }
  done.wait();
  CHECK(where != std::this_thread::get_id());
  CHECK(number == 42);
}

TEST_CASE("runs of one task come in order, each after the other") {
  Rig<Worker> rig;
  HeldTask held;
  rig.plugin.work = held.work();
  (void)rig.plugin.background.run({1});
  held.inside.wait();
  (void)rig.plugin.background.run({2});
  held.released.open();
  held.second_done.wait();
  rig.instance.reset();
  CHECK(held.numbers == std::vector<int>{1, 2});
}

TEST_CASE("a run that finds no room says so and is counted; nothing that waits is lost") {
  Rig<Worker> rig;
  HeldTask held;
  Latch all_done;
  rig.plugin.work = [&, work = held.work()](const Order& order) {
    work(order);
    if (order.number == 5) all_done.open();
  };
  (void)rig.plugin.background.run({1});
  held.inside.wait();
  for (int number = 2; number <= 5; ++number) {
    CHECK(rig.plugin.background.run({number}) == Posted::waiting);
  }
  CHECK(rig.plugin.background.run({6}) == Posted::no_room);
  CHECK(rig.plugin.background.overflows() == 1);
  held.released.open();
  all_done.wait();
  rig.instance.reset();
  CHECK(held.numbers == std::vector<int>{1, 2, 3, 4, 5});
}

TEST_CASE("where only the newest counts there is always room, and the newest is never lost") {
  Rig<Worker> rig;
  HeldTask held;
  rig.plugin.work = held.work();
  (void)rig.plugin.newest.run(1);
  held.inside.wait();
  for (int number = 2; number <= 100; ++number) {
    CHECK(rig.plugin.newest.run(number) == Posted::waiting);
  }
  held.released.open();
  held.second_done.wait();
  rig.instance.reset();
  CHECK(held.numbers == std::vector<int>{1, 100});
  CHECK(held.numbers.size() == 2);
}

TEST_CASE("destroying the instance waits for the run under way and drops those that wait") {
  auto rig = std::make_unique<Rig<Worker>>();
  HeldTask held;
  Worker& plugin = rig->plugin;
  std::atomic<bool> finished{false};
  std::atomic<bool> destroyed_before{false};
  Posted asked_while_ending = Posted::waiting;
  plugin.work = [&, work = held.work()](const Order& order) {
    work(order);
    // The one who destroys is waiting by now, or will be soon.
    while (!plugin.tasks().is_ending()) std::this_thread::yield();
    asked_while_ending = plugin.background.run({9});
    finished = true;
  };
  plugin.when_destroyed = [&] { destroyed_before = !finished; };
  (void)plugin.background.run({1});
  held.inside.wait();
  (void)plugin.background.run({2});
  (void)plugin.newest.run(3);
  std::thread destroyer([&] { rig->instance.reset(); });
  held.released.open();
  destroyer.join();
  CHECK(finished);
  CHECK_FALSE(destroyed_before);
  CHECK(held.numbers == std::vector<int>{1});
  CHECK(asked_while_ending == Posted::ended);
}

TEST_CASE("instances share one worker: their tasks never run at the same time") {
  Rig<Worker> first;
  Rig<Worker> second;
  HeldTask held;
  Latch other_done;
  std::thread::id threads[2];
  std::atomic<bool> first_left{false};
  bool overlapped = true;
  first.plugin.work = [&, work = held.work()](const Order& order) {
    threads[0] = std::this_thread::get_id();
    work(order);
    first_left = true;
  };
  second.plugin.work = [&](const Order&) {
    threads[1] = std::this_thread::get_id();
    overlapped = !first_left;
    other_done.open();
  };
  (void)first.plugin.background.run({1});
  held.inside.wait();
  (void)second.plugin.background.run({1});
  held.released.open();
  other_done.wait();
  CHECK(threads[0] == threads[1]);
  CHECK_FALSE(overlapped);
}

TEST_CASE("an exception in a task ends that run and nothing else") {
  Rig<Worker> rig;
  Latch done;
  rig.plugin.work = [&](const Order& order) {
    if (order.number == 1) throw std::runtime_error("no such file");
    done.open();
  };
  (void)rig.plugin.background.run({1});
  (void)rig.plugin.background.run({2});
  done.wait();
}

TEST_CASE("a main-thread task waits for the main thread, whoever asks, and comes in order") {
  Rig<Worker> rig;
  SUBCASE("process()") {
    rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
      CHECK(rig.plugin.on_main.run(1) == Posted::waiting);
      CHECK(rig.plugin.on_main.run(2) == Posted::waiting);
      return ProcessStatus::normal();
    };
    rig.activate();
    rig.run();
    CHECK(rig.host.main_calls_from_audio == 2);
  }
  SUBCASE("a background task") {
    Latch done;
    rig.plugin.work = [&](const Order&) {
      (void)rig.plugin.on_main.run(1);
      (void)rig.plugin.on_main.run(2);
      done.open();
    };
    (void)rig.plugin.background.run({1});
    done.wait();
    CHECK(rig.host.main_calls >= 1);
  }
  SUBCASE("the main thread itself") {
    (void)rig.plugin.on_main.run(1);
    (void)rig.plugin.on_main.run(2);
    CHECK(rig.host.main_calls >= 1);
    CHECK(rig.host.main_calls_from_audio == 0);
  }
  CHECK(rig.plugin.main_runs.empty());
  rig.instance->on_main();
  CHECK(rig.plugin.main_runs == std::vector<int>{1, 2});
  rig.instance->on_main();
  CHECK(rig.plugin.main_runs == std::vector<int>{1, 2});
}

TEST_CASE("a main-thread task that asks for itself without end leaves the main thread in between") {
  Rig<Worker> rig;
  rig.plugin.main_work = [&](int number) {
    rig.plugin.main_runs.push_back(number);
    (void)rig.plugin.on_main.run(number + 1);
  };
  (void)rig.plugin.on_main.run(0);
  const int calls = rig.host.main_calls;
  rig.instance->on_main();
  CHECK(rig.plugin.main_runs.size() < 1000);
  CHECK(rig.host.main_calls > calls);  // asked to come back
}

TEST_CASE("what the plugin's constructor asks for is done") {
  Worker::asks_at_once = true;
  Latch done;
  Worker::at_once = [&](const Order& order) {
    if (order.number == 7) done.open();
  };
  {
    Rig<Worker> rig;
    Worker::asks_at_once = false;
    done.wait();
    const int calls = rig.host.main_calls;
    rig.activate();
    CHECK(rig.host.main_calls > calls);
    rig.instance->on_main();
    CHECK(rig.plugin.main_runs == std::vector<int>{7});
  }
  Worker::at_once = nullptr;
}

}  // namespace attacca::test
