// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

#include "attacca/rt/newest_value.hpp"
#include "attacca/rt/triple_buffer.hpp"

// What the hand-overs cost beside a mutex and beside nothing but the copy. Read the ratios printed
// at the end; the nanoseconds are the machine's.
namespace {

using Clock = std::chrono::steady_clock;

/// As large as what a host says about a track.
struct Record {
  std::array<std::uint64_t, 75> words{};
};
static_assert(sizeof(Record) == 600);

/// What one would write without hand-overs: the same record, a revision, and a mutex.
class Mutexed {
 public:
  void publish(const Record& record) {
    const std::lock_guard lock(mutex_);
    record_ = record;
    ++revision_;
  }
  /// Copies the record out if there is a newer one.
  bool read(Record& record, std::uint64_t& seen) {
    const std::lock_guard lock(mutex_);
    if (revision_ == seen) return false;
    seen = revision_;
    record = record_;
    return true;
  }

 private:
  std::mutex mutex_;
  Record record_;
  std::uint64_t revision_ = 0;
};

/// One interface for all: publish, and read into a copy when there is something new.
struct WithTripleBuffer {
  void publish(const Record& record) { buffer.writer().publish(record); }
  bool read(Record& record) {
    if (!buffer.reader().update()) return false;
    record = buffer.reader().current();
    return true;
  }
  attacca::rt::TripleBuffer<Record> buffer;
};

struct WithNewestValue {
  void publish(const Record& record) { value.publish(record); }
  bool read(Record& record) {
    if (!reader.update()) return false;
    record = reader.current();
    return true;
  }
  attacca::rt::NewestValue<Record> value;
  attacca::rt::NewestValue<Record>::Reader reader{value};
};

struct WithMutex {
  void publish(const Record& record) { value.publish(record); }
  bool read(Record& record) { return value.read(record, seen); }
  Mutexed value;
  std::uint64_t seen = 0;
};

/// No hand-over at all: a copy to publish, a copy to read.
struct PlainCopy {
  void publish(const Record& record) {
    shared = record;
    benchmark::ClobberMemory();
    changed = true;
  }
  bool read(Record& record) {
    if (!changed) return false;
    changed = false;
    record = shared;
    return true;
  }
  Record shared;
  bool changed = false;
};

template <typename Handover>
void unchanged_read(benchmark::State& state) {
  const auto handover = std::make_unique<Handover>();
  Record record;
  for (auto _ : state) {
    benchmark::DoNotOptimize(handover->read(record));
    benchmark::ClobberMemory();
  }
}

void one_atomic_load(benchmark::State& state) {
  std::atomic<std::uint32_t> atomic{0};
  for (auto _ : state) {
    bool set = (atomic.load(std::memory_order_relaxed) & 4U) != 0;
    benchmark::DoNotOptimize(set);
    benchmark::ClobberMemory();
  }
}

template <typename Handover>
void publish(benchmark::State& state) {
  const auto handover = std::make_unique<Handover>();
  Record record;
  for (auto _ : state) {
    ++record.words[0];
    handover->publish(record);
    benchmark::ClobberMemory();
  }
}

void publish_to_three(benchmark::State& state) {
  using Value = attacca::rt::NewestValue<Record>;
  const auto value = std::make_unique<Value>();
  std::array<std::unique_ptr<Value::Reader>, 3> readers;
  for (auto& reader : readers) reader = std::make_unique<Value::Reader>(*value);
  Record record;
  for (auto _ : state) {
    ++record.words[0];
    value->publish(record);
    benchmark::ClobberMemory();
  }
}

// A publish and the read that copies it out, one after the other on one thread.
template <typename Handover>
void publish_and_changed_read(benchmark::State& state) {
  const auto handover = std::make_unique<Handover>();
  Record in;
  Record out;
  for (auto _ : state) {
    ++in.words[0];
    handover->publish(in);
    benchmark::DoNotOptimize(handover->read(out));
    benchmark::ClobberMemory();
  }
}

// What the audio thread pays while another thread publishes in a tight loop, for a read that finds
// something new: mean, the time that one in a thousand exceeds, and the longest (all with some 20
// ns for looking at the clock). Reads that find nothing are left out, or the scheme whose reader
// shuts the writer out would look best.
template <typename Handover>
void read_beside_a_busy_writer(benchmark::State& state) {
  const auto handover = std::make_unique<Handover>();
  std::atomic<bool> done{false};
  std::thread writer([&] {
    Record record;
    while (!done.load(std::memory_order_relaxed)) {
      ++record.words[0];
      handover->publish(record);
    }
  });
  Record record;
  std::vector<float> times;
  times.reserve(1U << 22U);
  std::uint64_t reads = 0;
  for (auto _ : state) {
    std::chrono::duration<double, std::nano> took{};
    for (bool changed = false; !changed; ++reads) {
      const auto begin = Clock::now();
      changed = handover->read(record);
      benchmark::ClobberMemory();
      took = Clock::now() - begin;
    }
    state.SetIterationTime(took.count() * 1e-9);
    if (times.size() < times.capacity()) times.push_back(static_cast<float>(took.count()));
  }
  done.store(true, std::memory_order_relaxed);
  writer.join();
  const auto rank = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 1000 * 999);
  std::nth_element(times.begin(), rank, times.end());
  state.counters["p99.9_ns"] = static_cast<double>(*rank);
  state.counters["longest_ns"] = static_cast<double>(*std::max_element(rank, times.end()));
  state.counters["changed"] = static_cast<double>(state.iterations()) / static_cast<double>(reads);
}

// What main pays while the audio thread reads in a tight loop.
template <typename Handover>
void publish_beside_a_busy_reader(benchmark::State& state) {
  const auto handover = std::make_unique<Handover>();
  std::atomic<bool> done{false};
  std::thread reader([&] {
    Record record;
    while (!done.load(std::memory_order_relaxed)) {
      benchmark::DoNotOptimize(handover->read(record));
    }
  });
  Record record;
  for (auto _ : state) {
    ++record.words[0];
    handover->publish(record);
    benchmark::ClobberMemory();
  }
  done.store(true, std::memory_order_relaxed);
  reader.join();
}

BENCHMARK(one_atomic_load);
BENCHMARK_TEMPLATE(unchanged_read, WithTripleBuffer);
BENCHMARK_TEMPLATE(unchanged_read, WithNewestValue);
BENCHMARK_TEMPLATE(unchanged_read, WithMutex);
BENCHMARK_TEMPLATE(publish, PlainCopy);
BENCHMARK_TEMPLATE(publish, WithTripleBuffer);
BENCHMARK_TEMPLATE(publish, WithNewestValue);
BENCHMARK(publish_to_three);
BENCHMARK_TEMPLATE(publish, WithMutex);
BENCHMARK_TEMPLATE(publish_and_changed_read, PlainCopy);
BENCHMARK_TEMPLATE(publish_and_changed_read, WithTripleBuffer);
BENCHMARK_TEMPLATE(publish_and_changed_read, WithNewestValue);
BENCHMARK_TEMPLATE(publish_and_changed_read, WithMutex);
BENCHMARK_TEMPLATE(read_beside_a_busy_writer, WithTripleBuffer)->UseManualTime();
BENCHMARK_TEMPLATE(read_beside_a_busy_writer, WithNewestValue)->UseManualTime();
BENCHMARK_TEMPLATE(read_beside_a_busy_writer, WithMutex)->UseManualTime();
BENCHMARK_TEMPLATE(publish_beside_a_busy_reader, WithTripleBuffer)->UseRealTime();
BENCHMARK_TEMPLATE(publish_beside_a_busy_reader, WithNewestValue)->UseRealTime();
BENCHMARK_TEMPLATE(publish_beside_a_busy_reader, WithMutex)->UseRealTime();

/// Keeps the times of all repetitions for the table.
class Collector : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      times_[run.run_name.function_name].push_back(run.GetAdjustedRealTime());
      for (const char* tail : {"p99.9_ns", "longest_ns"}) {
        const auto found = run.counters.find(tail);
        if (found == run.counters.end()) continue;
        times_[run.run_name.function_name + " " + tail].push_back(found->second.value);
      }
    }
  }

  /// Median in nanoseconds; negative when it was not run.
  double median(const std::string& name) {
    std::vector<double>& times = times_[name];
    if (times.empty()) return -1.0;
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }

  void row(const char* what, const std::string& name, const std::string& mutex,
           const std::string& plain) {
    const double time = median(name);
    if (time < 0.0) return;
    std::printf("%-46s %8.1f", what, time);
    for (const std::string& other : {mutex, plain}) {
      const double reference = other.empty() ? -1.0 : median(other);
      if (reference > 0.0) {
        std::printf(" %14.2f", time / reference);
      } else {
        std::printf(" %14s", "-");
      }
    }
    std::printf("\n");
  }

  void table() {
    std::printf("\n%-46s %8s %14s %14s\n", "600-byte record, medians", "ns", "of the mutex",
                "of plain");
    for (const char* type : {"WithTripleBuffer", "WithNewestValue", "WithMutex"}) {
      const std::string with = std::string("<") + type + ">";
      const std::string of = std::string(" ") + (type + 4);
      row(("unchanged read," + of).c_str(), "unchanged_read" + with, "unchanged_read<WithMutex>",
          "one_atomic_load");
      row(("publish," + of).c_str(), "publish" + with, "publish<WithMutex>", "publish<PlainCopy>");
      row(("publish + changed read," + of).c_str(), "publish_and_changed_read" + with,
          "publish_and_changed_read<WithMutex>", "publish_and_changed_read<PlainCopy>");
      row(("read beside a busy writer," + of).c_str(), "read_beside_a_busy_writer" + with,
          "read_beside_a_busy_writer<WithMutex>", "");
      row(("the same, p99.9," + of).c_str(), "read_beside_a_busy_writer" + with + " p99.9_ns",
          "read_beside_a_busy_writer<WithMutex> p99.9_ns", "");
      row(("the same, longest," + of).c_str(), "read_beside_a_busy_writer" + with + " longest_ns",
          "read_beside_a_busy_writer<WithMutex> longest_ns", "");
      row(("publish beside a busy reader," + of).c_str(), "publish_beside_a_busy_reader" + with,
          "publish_beside_a_busy_reader<WithMutex>", "");
    }
    row("publish to three readers, NewestValue", "publish_to_three", "publish<WithMutex>",
        "publish<PlainCopy>");
    std::printf("plain: one atomic load for an unchanged read, otherwise the bare copies\n");
  }

 private:
  std::map<std::string, std::vector<double>> times_;
};

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  Collector collector;
  benchmark::RunSpecifiedBenchmarks(&collector);
  collector.table();
  return 0;
}
