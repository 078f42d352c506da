// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <doctest/doctest.h>

#include "params/mark_set.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

using Real = core::MarkSet<ModelSync>;

/// Marks as they once were made: the flag is stored, over that of another thread.
class StoredFlag {
 public:
  explicit StoredFlag(std::size_t size) : words_(std::make_unique<Word[]>((size + 63) / 64)) {}
  void mark(std::size_t index) noexcept {
    words_[index / 64].fetch_or(std::uint64_t{1} << (index % 64), std::memory_order_release);
    any_.store(true, std::memory_order_release);
  }
  [[nodiscard]] bool any() const noexcept { return any_.load(std::memory_order_relaxed); }
  template <typename Each>
  void take(Each&& each) noexcept {
    any_.exchange(false, std::memory_order_acq_rel);
    for (std::size_t word = 0; word < 2; ++word) {
      if (words_[word].load(std::memory_order_relaxed) == 0) continue;
      if (words_[word].exchange(0, std::memory_order_acq_rel) != 0) each(64 * word);
    }
  }

 private:
  using Word = ModelAtomic<std::uint64_t>;
  std::unique_ptr<Word[]> words_;
  ModelAtomic<bool> any_{false};
};

/// Two threads write a value each and mark its index, in words of their own; a third takes.
template <typename Marks>
Exploration explore_marks(const Options& options) {
  return explore(options, [](Execution& execution) {
    auto& marks = execution.make<Marks>(std::size_t{65});
    auto& values = execution.make<std::array<ModelAtomic<std::uint32_t>, 2>>();
    auto& seen = execution.make<std::array<std::uint32_t, 2>>();
    const auto look = [&marks, &values, &seen] {
      if (!marks.any()) return;
      marks.take([&values, &seen](std::size_t index) {
        seen[index / 64] = values[index / 64].load(std::memory_order_relaxed);
      });
    };
    for (std::size_t i = 0; i < 2; ++i) {
      execution.thread([&marks, &values, i] {
        values[i].store(1, std::memory_order_relaxed);
        marks.mark(64 * i);
      });
    }
    execution.thread([look] { look(); });
    execution.finally([&execution, &seen, look] {
      look();
      execution.expect(seen[0] == 1 && seen[1] == 1, "a mark is lost");
    });
  });
}

TEST_CASE("no mark is lost, whoever marks beside it") {
  for (const bool stale : {false, true}) {
    const auto found = explore_marks<Real>({.stale_reads = stale, .reorder_stores = stale});
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("marks: ", found.runs, " runs");
  }
}

TEST_CASE("the same check catches a flag that is stored over another thread's") {
  CHECK(explore_marks<StoredFlag>({.stale_reads = true, .reorder_stores = true}).failure ==
        "a mark is lost");
}

}  // namespace
}  // namespace attacca::model
