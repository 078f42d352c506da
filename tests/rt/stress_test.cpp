// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
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
#include "tests/rt/wide_record.hpp"

// Real threads, as fast as they can, with records that know when they are torn. How often the
// threads meet is up to the machine; what they may see is not.
namespace attacca::rt::test {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kDuration = std::chrono::milliseconds(700);

// Checks what one reader sees, one record after the other.
struct Witness {
  std::uint64_t reads = 0;
  std::uint64_t changes = 0;
  std::uint64_t torn = 0;
  std::uint64_t went_back = 0;
  std::uint64_t changed_while_held = 0;
  std::uint64_t last = 0;

  void see(const WideRecord& record) {
    ++reads;
    const std::optional<std::uint64_t> number = record.number();
    if (!number) {
      ++torn;
      return;
    }
    if (*number < last) ++went_back;
    if (*number > last) ++changes;
    last = *number;
    if (record.number() != number) ++changed_while_held;
  }

  void check() const {
    CHECK(reads > 0);
    CHECK(torn == 0);
    CHECK(went_back == 0);
    CHECK(changed_while_held == 0);
  }
};

/// Updates that every writer makes at least: ATTACCA_STRESS_UPDATES, for long runs.
std::uint64_t least_updates() {
  const char* const wanted = std::getenv("ATTACCA_STRESS_UPDATES");
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 0;
}

// Calls `step` until the time is up, and at least as often as is asked for.
template <typename Step>
void keep_doing(const Step& step, std::uint64_t at_least = 0) {
  const auto end = Clock::now() + kDuration;
  for (std::uint64_t done = 0; done < at_least || Clock::now() < end; done += 64) {
    for (int i = 0; i < 64; ++i) step();
  }
}

TEST_CASE("stress: a triple buffer neither tears, goes back nor loses the last value") {
  TripleBuffer<WideRecord> buffer(WideRecord::numbered(0));
  std::uint64_t published = 0;
  Witness witness;
  std::atomic<bool> done{false};
  std::thread reader([&] {
    while (!done.load(std::memory_order_relaxed)) witness.see(buffer.reader().read());
  });
  keep_doing([&] { buffer.writer().publish(WideRecord::numbered(++published)); });
  done.store(true, std::memory_order_relaxed);
  reader.join();
  witness.see(buffer.reader().read());
  witness.check();
  CHECK(witness.last == published);
  CHECK(witness.changes > 10);
}

TEST_CASE("stress: several writers and several readers of a newest value") {
  using Value = NewestValue<WideRecord>;
  Value value(WideRecord::numbered(0));
  Value::Reader first(value);
  Value::Reader second(value);
  std::array<Witness, 3> witnesses;
  std::atomic<bool> done{false};
  std::array<std::uint64_t, 3> updates{};

  std::vector<std::thread> readers;
  readers.emplace_back([&] {
    while (!done.load(std::memory_order_relaxed)) witnesses[0].see(first.read());
  });
  readers.emplace_back([&] {
    while (!done.load(std::memory_order_relaxed)) witnesses[1].see(second.read());
  });
  readers.emplace_back([&] {
    while (!done.load(std::memory_order_relaxed)) witnesses[2].see(value.copy());
  });
  std::vector<std::thread> writers;
  const std::uint64_t share = least_updates() / updates.size();
  for (std::uint64_t& mine : updates) {
    writers.emplace_back([&value, &mine, share] {
      keep_doing(
          [&] {
            ++mine;
            value.update(
                [](WideRecord& record) { record = WideRecord::numbered(record.words[0] + 1); });
          },
          share);
    });
  }
  for (std::thread& writer : writers) writer.join();
  done.store(true, std::memory_order_relaxed);
  for (std::thread& reader : readers) reader.join();

  const std::uint64_t total = updates[0] + updates[1] + updates[2];
  MESSAGE(total << " updates by three writers, seen by two wait-free readers and a copying one");
  witnesses[0].see(first.read());
  witnesses[1].see(second.read());
  witnesses[2].see(value.copy());
  for (const Witness& witness : witnesses) {
    witness.check();
    CHECK(witness.last == total);
  }
  CHECK(value.revision() == total);
}

TEST_CASE("stress: a single update at any moment is seen by the next callback") {
  NewestValue<WideRecord> value(WideRecord::numbered(0));
  NewestValue<WideRecord>::Reader reader(value);
  std::atomic<std::uint64_t> begun{0};      // callbacks
  std::atomic<std::uint64_t> last_seen{0};  // by the callback that ended last
  std::atomic<std::uint64_t> ended{0};
  std::atomic<bool> done{false};
  std::thread audio([&] {
    while (!done.load(std::memory_order_relaxed)) {
      begun.fetch_add(1, std::memory_order_acq_rel);
      last_seen.store(reader.read().number().value_or(~std::uint64_t{0}),
                      std::memory_order_relaxed);
      ended.fetch_add(1, std::memory_order_release);
      std::this_thread::yield();
    }
  });
  std::uint64_t lost = 0;
  std::uint64_t number = 0;
  const auto end = Clock::now() + kDuration;
  while (Clock::now() < end) {
    value.publish(WideRecord::numbered(++number));
    // Every callback that begins from here on must see it; the one in progress need not.
    const std::uint64_t next = begun.load(std::memory_order_acquire) + 1;
    while (ended.load(std::memory_order_acquire) < next) std::this_thread::yield();
    if (last_seen.load(std::memory_order_relaxed) != number) ++lost;
  }
  done.store(true, std::memory_order_relaxed);
  audio.join();
  CHECK(number > 10);
  CHECK(lost == 0);
}

TEST_CASE("stress: a queue keeps every accepted item, in order, and counts the others") {
  SingleReaderSingleWriterQueue<WideRecord> queue(16);
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::uint64_t received = 0;
  std::uint64_t wrong = 0;
  std::atomic<bool> done{false};
  const auto receive = [&](const WideRecord& item) {
    if (item.number() != received) ++wrong;
    ++received;
  };
  std::thread reader([&] {
    WideRecord item;
    while (!done.load(std::memory_order_acquire)) {
      queue.reader().drain(receive);
      if (queue.reader().pop(item)) receive(item);
    }
  });
  keep_doing([&] {
    if (queue.writer().push(WideRecord::numbered(accepted))) {
      ++accepted;
    } else {
      ++refused;
    }
  });
  done.store(true, std::memory_order_release);
  reader.join();
  queue.reader().drain(receive);
  CHECK(wrong == 0);
  CHECK(received == accepted);
  CHECK(queue.overflows() == refused);
  CHECK(accepted > 100);
}

thread_local bool is_audio_thread = false;

// A large object that notices where it is destroyed, and poisons itself.
struct Big {
  explicit Big(std::uint64_t number, std::atomic<int>& count, std::atomic<int>& wrong)
      : record(WideRecord::numbered(number)), alive(count), freed_on_audio(wrong) {
    ++alive;
  }
  ~Big() {
    if (is_audio_thread) ++freed_on_audio;
    record.words[40] = 0;
    --alive;
  }
  Big(const Big&) = delete;
  Big& operator=(const Big&) = delete;
  WideRecord record;
  std::atomic<int>& alive;
  std::atomic<int>& freed_on_audio;
};

TEST_CASE("stress: objects arrive whole, the audio thread frees none, and none is left over") {
  std::atomic<int> alive{0};
  std::atomic<int> freed_on_audio{0};
  {
    ObjectHandover<Big> handover(std::make_unique<Big>(0U, alive, freed_on_audio));
    Witness witness;
    std::atomic<bool> done{false};
    std::thread audio([&] {
      is_audio_thread = true;
      while (!done.load(std::memory_order_relaxed)) witness.see(handover.reader().read()->record);
    });
    std::thread background([&] {
      while (!done.load(std::memory_order_relaxed)) handover.writer().collect();
    });
    std::uint64_t number = 0;
    keep_doing(
        [&] { handover.writer().publish(std::make_unique<Big>(++number, alive, freed_on_audio)); });
    done.store(true, std::memory_order_relaxed);
    audio.join();
    background.join();
    witness.see(handover.reader().read()->record);
    witness.check();
    CHECK(witness.last == number);
    handover.writer().collect();
    CHECK(alive == 1);
  }
  CHECK(alive == 0);
  CHECK(freed_on_audio == 0);
}

TEST_CASE("stress: a meter shows each rise once and the last one always") {
  PeakMeter meter;
  float recorded = 0.0F;
  std::uint64_t shown_twice = 0;
  float last = 0.0F;
  const auto look = [&] {
    const float peak = meter.take();
    if (peak < 1.0F) return;  // nothing but quiet blocks since the last look
    if (peak <= last) ++shown_twice;
    last = peak;
  };
  std::atomic<bool> done{false};
  std::thread display([&] {
    while (!done.load(std::memory_order_relaxed)) look();
  });
  keep_doing([&] {
    if (recorded < 16'000'000.0F) recorded += 1.0F;  // beyond that a float no longer counts
    if (recorded < 16'000'000.0F) meter.record(recorded);
    meter.record(0.5F);
  });
  done.store(true, std::memory_order_relaxed);
  display.join();
  look();
  CHECK(shown_twice == 0);
  CHECK(last == (recorded < 16'000'000.0F ? recorded : 15'999'999.0F));
}

}  // namespace
}  // namespace attacca::rt::test
