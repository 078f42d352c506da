// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a soak measures with: histograms, growth, the timeline, and what was sent.

#include <array>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "host/engine/track_digest.hpp"
#include "trial/soak/burst_worker.hpp"
#include "trial/soak/change_source.hpp"
#include "trial/soak/growth.hpp"
#include "trial/soak/histogram.hpp"
#include "trial/soak/process_usage.hpp"
#include "trial/soak/timeline.hpp"
#include "trial/soak/update_history.hpp"

namespace attacca::trial {

TEST_CASE("percentiles of a known distribution are right to 1.6 per cent, the maximum is exact") {
  Histogram histogram;
  for (std::uint64_t i = 1; i <= 100'000; ++i) histogram.add(i * 10);
  const Distribution found = histogram.distribution();
  CHECK(found.count == 100'000);
  CHECK(static_cast<double>(found.median) == doctest::Approx(500'000).epsilon(0.016));
  CHECK(static_cast<double>(found.p99) == doctest::Approx(990'000).epsilon(0.016));
  CHECK(static_cast<double>(found.p99_9) == doctest::Approx(999'000).epsilon(0.016));
  CHECK(found.max == 1'000'000);
  std::uint64_t in_buckets = 0;
  for (const auto& [edge, count] : found.buckets) in_buckets += count;
  CHECK(in_buckets == 100'000);
}

TEST_CASE("a single slow value among a thousand is the maximum, and beyond the 99.9th per cent") {
  Histogram histogram;
  for (int i = 0; i < 999; ++i) histogram.add(1'000);
  histogram.add(5'000'000);
  CHECK(histogram.distribution().p99_9 < 1'100);
  CHECK(histogram.distribution().max == 5'000'000);
  CHECK(Histogram().distribution().count == 0);
}

TEST_CASE("what happened since an earlier state is separated from what was before") {
  host::CallbackTiming timing;
  for (int i = 0; i < 100; ++i) timing.add(9'000'000, true);
  const Histogram earlier = Histogram::of(timing);
  for (int i = 0; i < 50; ++i) timing.add(1'000, false);
  const Distribution since = Histogram::of(timing).since(earlier).distribution();
  CHECK(since.count == 50);
  CHECK(since.max < 1'100);
}

#ifndef ATTACCA_SANITIZED  // sanitizers bring an allocator that the C library does not know
TEST_CASE("allocated memory is what was not given back") {
  const std::uint64_t before = allocated_kilobytes();
  REQUIRE(before > 0);
  auto small = std::make_unique<std::vector<std::vector<char>>>(200, std::vector<char>(10'240));
  const std::uint64_t with = allocated_kilobytes();
  CHECK(with >= before + 2'000);
  CHECK(with < before + 2'200);
  small.reset();
  CHECK(allocated_kilobytes() <= before + 100);
}
#endif

TEST_CASE("growth is the slope after the warm-up") {
  std::vector<std::pair<double, double>> samples;
  for (int second = 0; second < 120; ++second) {
    const double amount = second < 60 ? 50.0 * second : 3000.0 + (second - 60) * 2.0;
    samples.emplace_back(second, amount);
  }
  const Growth growth = growth_of(samples, 60.0);
  REQUIRE(growth.is_known);
  CHECK(growth.per_minute == doctest::Approx(120.0));
  CHECK(growth.from_seconds == 60.0);
  CHECK(growth.first == doctest::Approx(3000.0));
  CHECK_FALSE(growth_of(std::span(samples).first(5), 0.0).is_known);
}

TEST_CASE("the timeline stays bounded, and no second is forgotten") {
  Timeline timeline;
  constexpr std::uint64_t kSeconds = 10'000;
  for (std::uint64_t i = 1; i <= kSeconds; ++i) {
    SoakSecond second;
    second.time = static_cast<double>(i);
    second.changes = 3;
    second.lost = i == 4'321 ? 1 : 0;
    second.max = i == 1'234 ? 777 : 10;
    second.callbacks = 1;
    second.median = 8;
    timeline.add(second);
  }
  CHECK(timeline.lines().size() <= Timeline::kCapacity);
  std::uint64_t changes = 0;
  std::uint64_t lost = 0;
  std::uint64_t longest = 0;
  for (const SoakSecond& line : timeline.lines()) {
    changes += line.changes;
    lost += line.lost;
    longest = std::max(longest, line.max);
    CHECK(line.median == 8);
  }
  // The seconds since the last whole line are not there yet.
  CHECK(changes > 3 * (kSeconds - 20));
  CHECK(lost == 1);
  CHECK(longest == 777);
}

TEST_CASE("short soaks leave out their first half, long ones the first minute") {
  const auto memory_of = [](int seconds) {
    Timeline timeline;
    for (int i = 1; i <= seconds; ++i) {
      SoakSecond second;
      second.time = i;
      second.resident_kb = 1'000;
      timeline.add(second);
    }
    return timeline.memory();
  };
  CHECK(memory_of(30).from_seconds == 15.0);
  CHECK(memory_of(300).from_seconds == 60.0);
  CHECK(memory_of(300).per_minute == doctest::Approx(0.0));
}

TEST_CASE("a digest that was sent is known with its moment, one that was not is torn") {
  UpdateHistory history;
  const std::uint64_t first = history.announce(std::array{11u, 12u, 11u});
  CHECK(history.find(12).has_value());
  CHECK(history.find(12)->returned_ns == 0);  // the update has not returned
  history.published(first, {500, 0, 7});
  CHECK(history.find(11)->returned_ns == 500);
  history.called(first, 450);
  CHECK(history.find(12)->called_ns == 450);
  CHECK(history.find(12)->callbacks_begun == 7);
  CHECK_FALSE(history.find(13).has_value());
}

TEST_CASE("the newest update of a digest counts, and the history keeps its size") {
  UpdateHistory history;
  history.published(history.announce(std::array{1u}), {100, 0, 1});
  history.published(history.announce(std::array{1u}), {200, 0, 2});
  CHECK(history.find(1)->returned_ns == 200);
  for (std::uint32_t i = 0; i < UpdateHistory::kCapacity; ++i) history.announce(std::array{i + 10});
  CHECK_FALSE(history.find(1).has_value());
  CHECK(history.find(10).has_value());
}

TEST_CASE("the same seed makes the same changes, no two alike, and none is cut by a format") {
  ChangeSource one(5);
  ChangeSource other(5);
  std::set<std::uint32_t> digests;
  for (int i = 0; i < 5'000; ++i) {
    const host::TrackInfo change = one.next();
    CHECK(change == other.next());
    const auto clap = host::carried_digests(change, host::PluginFormat::clap);
    for (const std::uint32_t digest : host::carried_digests(change, host::PluginFormat::vst3)) {
      CHECK(digest == clap.front());
    }
    digests.insert(clap.front());
  }
  CHECK(digests.size() >= 4'999);  // 32 bits may meet by chance
}

TEST_CASE("a burst is due evenly and in full") {
  const Burst burst{1'000'000'000, 0.5, 100};
  CHECK(burst.due_at(0) == 0);
  CHECK(burst.due_at(1'250'000'000) == 50);
  CHECK(burst.due_at(1'500'000'000) == 100);
  CHECK(Burst{5, 0.0, 1}.due_at(5) == 1);
}

TEST_CASE("the worker sends every update of a burst before it is idle again") {
  std::atomic<int> sent{0};
  BurstWorker worker([&sent] { ++sent; });
  worker.start({0, 0.0, 250});
  while (!worker.is_idle()) std::this_thread::yield();
  CHECK(sent == 250);
}

}  // namespace attacca::trial
