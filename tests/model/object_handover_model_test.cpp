// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdint>
#include <memory>

#include <doctest/doctest.h>

#include "attacca/rt/object_handover.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

// Counts itself, and reports a race when it is destroyed while somebody uses it.
struct Watched {
  Watched(std::uint32_t which, int& count, std::size_t& destroyer)
      : number(which), alive(count), destroyed_by(destroyer) {
    ++alive;
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  ~Watched() {
    number.set(0);
    --alive;
    destroyed_by = Execution::current().running();
    Execution::current().expect(destroyed_by != kAudio, "the audio thread frees an object");
  }

  static constexpr std::size_t kAudio = 1;
  Plain<std::uint32_t> number;
  int& alive;
  std::size_t& destroyed_by;
};

// Thread 1 is audio and uses what it has, thread 2 publishes, thread 3 (if any) collects.
void check_objects(Execution& execution, std::uint32_t publishes, int updates, bool collector) {
  using Handover = rt::ObjectHandover<Watched, ModelSync>;
  auto& alive = execution.make<int>(0);
  auto& destroyer = execution.make<std::size_t>(0U);
  auto& handover = execution.make<Handover>(std::make_unique<Watched>(0U, alive, destroyer));
  auto& returned = execution.make<std::uint32_t>(0U);

  execution.thread([&execution, &handover, &returned, updates] {
    std::uint32_t newest = 0;
    for (int i = 0; i < updates; ++i) {
      const std::uint32_t floor = returned;
      Watched* object = handover.reader().read();
      const std::uint32_t number = object->number.get();
      if (!execution.options().stale_reads) {
        execution.expect(number >= floor, "an object that was published is not seen");
      }
      execution.expect(number >= newest, "an older object comes back");
      newest = number;
      object->number.set(number);  // it is the audio thread's own
    }
  });
  execution.thread([&, publishes] {
    for (std::uint32_t number = 1; number <= publishes; ++number) {
      handover.writer().publish(std::make_unique<Watched>(number, alive, destroyer));
      returned = number;
    }
  });
  if (collector) execution.thread([&handover] { handover.writer().collect(); });
  execution.finally([&, publishes] {
    execution.expect(handover.reader().read()->number.get() == publishes, "the last is lost");
    handover.writer().collect();
    execution.expect(alive == 1, "an object that nobody can use is still there");
  });
}

TEST_CASE("no interleaving frees an object in use, frees on the audio thread, or loses the last") {
  for (const bool stale : {false, true}) {
    const Exploration found =
        explore({.stale_reads = stale, .reorder_stores = stale},
                [](Execution& execution) { check_objects(execution, 2, 2, false); });
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("2 publishes, 2 updates: ", found.runs, " runs");
  }
}

TEST_CASE("two threads may publish and collect at the same time") {
  const Exploration found =
      explore({}, [](Execution& execution) { check_objects(execution, 1, 1, true); });
  INFO(found.failure, "\n", found.trace);
  CHECK(found.passed());
  MESSAGE("publisher, collector and audio: ", found.runs, " runs");
}

TEST_CASE("two threads may publish, and the later one destroys what the earlier one built") {
  const Exploration found = explore({}, [](Execution& execution) {
    auto& alive = execution.make<int>(0);
    auto& destroyer = execution.make<std::size_t>(0U);
    auto& handover = execution.make<rt::ObjectHandover<Watched, ModelSync>>();
    execution.thread([&handover] {
      if (kThorough) handover.reader().update();
    });
    for (std::uint32_t number = 1; number <= 2; ++number) {
      execution.thread([&, number] {
        handover.writer().publish(std::make_unique<Watched>(number, alive, destroyer));
      });
    }
    execution.finally([&] {
      execution.expect(handover.reader().read() != nullptr, "both are lost");
      handover.writer().collect();
      execution.expect(alive == 1, "an object that nobody can use is still there");
    });
  });
  INFO(found.failure, "\n", found.trace);
  CHECK(found.passed());
  MESSAGE("two publishers and audio: ", found.runs, " runs");
}

TEST_CASE("every order of the object hand-over is needed, and its absence is noticed") {
  for (const Weaken weaken :
       {Weaken::load_acquire, Weaken::store_release, Weaken::rmw_acquire, Weaken::rmw_release}) {
    const Exploration found = explore(
        {.weaken = weaken}, [](Execution& execution) { check_objects(execution, 2, 2, false); });
    CHECK(found.failure.starts_with("data race"));
  }
}

}  // namespace
}  // namespace attacca::model
