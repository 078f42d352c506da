// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/rt/newest_value.hpp"
#include "attacca/rt/object_handover.hpp"
#include "attacca/rt/peak_meter.hpp"
#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "attacca/rt/triple_buffer.hpp"
#include "tests/rt/counting_sync.hpp"
#include "tests/rt/stepped_callback.hpp"
#include "tests/rt/wide_record.hpp"
#include "tests/support/allocation_count.hpp"
#include "tests/support/semaphore.hpp"

// The five promises, each with a callback that is held open while the other side acts.
namespace attacca::rt::test {
namespace {

// An audio callback that looks at its record when it begins and again just before it ends.
template <typename Reader>
class WatchingCallback {
 public:
  explicit WatchingCallback(Reader& reader)
      : reader_(reader),
        held_([this] { begin(); }, [this] { unchanged_ = *record_ == at_begin_; }) {}

  void enter() { held_.enter(); }
  void leave() { held_.leave(); }
  std::optional<std::uint64_t> number() const { return at_begin_.number(); }
  bool unchanged() const { return unchanged_; }

 private:
  void begin() {
    record_ = &reader_.read();
    at_begin_ = *record_;
  }

  Reader& reader_;
  const WideRecord* record_ = nullptr;
  WideRecord at_begin_;
  bool unchanged_ = false;
  SteppedCallback held_;
};

template <typename Reader, typename Publish>
void check_open_callback(Reader& reader, const Publish& publish) {
  publish(1);
  WatchingCallback<Reader> callback(reader);
  for (const std::uint64_t updates : {1U, 2U, 3U, 1000U}) {
    callback.enter();
    const std::uint64_t before = callback.number().value();
    // Each of these returns while the callback stays open: were there a wait, we would never leave.
    for (std::uint64_t i = 1; i <= updates; ++i) publish(before + i);
    callback.leave();
    CHECK(callback.unchanged());
    callback.enter();
    CHECK(callback.number() == before + updates);
    callback.leave();
  }
}

TEST_CASE("what is published while a callback is open is there in the next, and only there") {
  SUBCASE("triple buffer") {
    TripleBuffer<WideRecord> buffer;
    check_open_callback(buffer.reader(), [&](std::uint64_t number) {
      buffer.writer().publish(WideRecord::numbered(number));
    });
  }
  SUBCASE("newest value") {
    NewestValue<WideRecord> value;
    NewestValue<WideRecord>::Reader reader(value);
    check_open_callback(reader,
                        [&](std::uint64_t number) { value.publish(WideRecord::numbered(number)); });
  }
  SUBCASE("newest value with other readers, one of them never reading") {
    NewestValue<WideRecord> value;
    NewestValue<WideRecord>::Reader asleep(value);
    NewestValue<WideRecord>::Reader reader(value);
    NewestValue<WideRecord>::Reader editor(value);
    check_open_callback(reader, [&](std::uint64_t number) {
      value.publish(WideRecord::numbered(number));
      CHECK(editor.read().number() == number);
    });
    CHECK(asleep.read() == value.copy());
  }
}

TEST_CASE("an object published while a callback is open is there in the next, and only there") {
  ObjectHandover<WideRecord> handover(std::make_unique<WideRecord>(WideRecord::numbered(0)));
  const WideRecord* at_begin = nullptr;
  std::optional<std::uint64_t> number;
  bool unchanged = false;
  SteppedCallback callback(
      [&] {
        at_begin = handover.reader().read();
        number = at_begin->number();
      },
      [&] { unchanged = handover.reader().current() == at_begin && at_begin->number() == number; });
  for (std::uint64_t i = 1; i <= 3; ++i) {
    callback.enter();
    handover.writer().publish(std::make_unique<WideRecord>(WideRecord::numbered(10 * i)));
    handover.writer().publish(std::make_unique<WideRecord>(WideRecord::numbered(10 * i + 1)));
    CHECK(handover.writer().collect() == 0);  // the one in use is not ours to free
    callback.leave();
    CHECK(unchanged);
    callback.whole();
    CHECK(number == 10 * i + 1);
    CHECK(handover.writer().collect() == 1);
  }
}

TEST_CASE("a reader does not wait for a writer that is stopped half way, and sees no half record") {
  SUBCASE("triple buffer") {
    TripleBuffer<WideRecord> buffer;
    buffer.writer().publish(WideRecord::numbered(1));
    attacca::test::Semaphore half_way;
    attacca::test::Semaphore go_on;
    std::thread writer([&] {
      buffer.writer().publish_with([&](WideRecord& slot) {
        const WideRecord next = WideRecord::numbered(2);
        for (std::size_t i = 0; i < slot.words.size(); ++i) {
          if (i == slot.words.size() / 2) {
            half_way.release();
            go_on.acquire();
          }
          slot.words[i] = next.words[i];
        }
      });
    });
    half_way.acquire();
    for (int i = 0; i < 1000; ++i) REQUIRE(buffer.reader().read().number() == 1U);
    go_on.release();
    writer.join();
    CHECK(buffer.reader().read().number() == 2U);
  }
  SUBCASE("newest value, the writer holding the writers' mutex") {
    NewestValue<WideRecord> value(WideRecord::numbered(1));
    NewestValue<WideRecord>::Reader reader(value);
    attacca::test::Semaphore inside;
    attacca::test::Semaphore go_on;
    std::thread writer([&] {
      value.update([&](WideRecord& record) {
        inside.release();
        go_on.acquire();
        record = WideRecord::numbered(2);
      });
    });
    inside.acquire();
    for (int i = 0; i < 1000; ++i) REQUIRE(reader.read().number() == 1U);
    CHECK(value.revision() == 0);
    go_on.release();
    writer.join();
    CHECK(reader.read().number() == 2U);
    CHECK(value.revision() == 1);
  }
}

TEST_CASE("every real-time operation takes a fixed number of atomic steps and no lock") {
  SUBCASE("newest values") {
    NewestValue<WideRecord, CountingSync> value;
    NewestValue<WideRecord, CountingSync>::Reader reader(value);
    CHECK(counted([&] { reader.read(); }) == Counts{.loads = 1});
    for (std::uint64_t number = 1; number <= 5; ++number) {
      // However many publishes, however long ago: one look and one exchange.
      for (std::uint64_t i = 0; i < number; ++i) value.publish(WideRecord::numbered(number));
      CHECK(counted([&] { reader.read(); }) == Counts{.loads = 1, .exchanges = 1});
      CHECK(counted([&] { reader.read(); }) == Counts{.loads = 1});
      CHECK(counted([&] { reader.current(); }) == Counts{});
      CHECK(reader.current().number() == number);
    }
    CHECK(counted([&] { value.publish({}); }) == Counts{.stores = 1, .exchanges = 1, .locks = 1});
    TripleBuffer<WideRecord, CountingSync> buffer;
    CHECK(counted([&] { buffer.writer().publish({}); }) == Counts{.exchanges = 1});
  }
  SUBCASE("queue") {
    SingleReaderSingleWriterQueue<int, CountingSync> queue(2);
    int item = 0;
    CHECK(counted([&] { queue.reader().pop(item); }) == Counts{.loads = 1});
    CHECK(counted([&] { queue.writer().push(1); }) == Counts{.stores = 1});
    CHECK(counted([&] { queue.writer().push(2); }) == Counts{.stores = 1});
    CHECK(counted([&] { queue.writer().push(3); }) == Counts{.loads = 2, .stores = 1});
    CHECK(counted([&] { queue.reader().pop(item); }) == Counts{.loads = 1, .stores = 1});
    CHECK(counted([&] { queue.reader().pop(item); }) == Counts{.stores = 1});
    CHECK(counted([&] { queue.writer().push(4); }) == Counts{.loads = 1, .stores = 1});
  }
  SUBCASE("objects") {
    ObjectHandover<int, CountingSync> handover;
    CHECK(counted([&] { handover.reader().read(); }) == Counts{.loads = 1});
    handover.writer().publish(std::make_unique<int>(1));
    CHECK(counted([&] { handover.reader().read(); }) ==
          Counts{.loads = 1, .stores = 1, .exchanges = 1});
  }
  SUBCASE("meter") {
    BasicPeakMeter<CountingSync> meter;
    CHECK(counted([&] { meter.record(0.5F); }) == Counts{.loads = 1, .exchanges = 1});
    CHECK(counted([&] { meter.record(0.25F); }) == Counts{.loads = 1});
    CHECK(counted([&] { meter.take(); }) == Counts{.exchanges = 1});
  }
}

TEST_CASE("nothing is allocated or freed by any real-time operation") {
  TripleBuffer<std::vector<float>> scope(std::size_t{512}, 0.0F);
  NewestValue<WideRecord> value;
  NewestValue<WideRecord>::Reader reader(value);
  SingleReaderSingleWriterQueue<WideRecord> queue(4);
  ObjectHandover<std::vector<float>> objects;
  PeakMeter meter;

  for (int round = 0; round < 10; ++round) {
    // Main acts first, so that audio has something to take and something to leave.
    value.publish(WideRecord::numbered(1));
    objects.writer().publish(std::make_unique<std::vector<float>>(100U, 1.0F));

    const std::uint64_t before = heap_calls();
    scope.writer().publish_with([](std::vector<float>& slot) { slot.assign(slot.size(), 1.0F); });
    const std::vector<float>& shown = scope.reader().read();
    const WideRecord& record = reader.read();
    WideRecord item;
    for (int i = 0; i < 6; ++i) queue.writer().push(record);
    queue.reader().pop(item);
    queue.reader().drain([](const WideRecord&) {});
    objects.reader().read();
    meter.record(0.5F);
    meter.take();
    const std::uint64_t after = heap_calls();

    CHECK(after == before);
    CHECK(shown[511] == 1.0F);
    CHECK(item.number() == 1U);
  }
  const std::uint64_t before = heap_calls();
  objects.writer().collect();
  if (kCountsHeapCalls) CHECK(heap_calls() > before);  // the count does count
}

}  // namespace
}  // namespace attacca::rt::test
