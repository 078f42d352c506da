// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <cstdint>

#include <doctest/doctest.h>

#include "main_thread/ask_again.hpp"
#include "tests/model/broken_requests.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

using Real = core::BasicAskAgain<ModelSync>;

/// Two threads of a host announce something new, `times` each, and the last answer must be the
/// newest. What was answered is plain data: two who ask at once are a data race.
template <typename Questions>
Exploration explore_questions(const Options& options, std::uint32_t times) {
  return explore(options, [times](Execution& execution) {
    auto& questions = execution.make<Questions>();
    auto& truth = execution.make<ModelAtomic<std::uint32_t>>(0U);
    auto& answer = execution.make<Plain<std::uint32_t>>(0U);
    for (int host = 0; host < 2; ++host) {
      execution.thread([&execution, &questions, &truth, &answer, times] {
        for (std::uint32_t i = 0; i < times; ++i) {
          truth.fetch_add(1, std::memory_order_relaxed);
          const bool asked = questions.ask(1, [&truth, &answer](auto) noexcept {
            answer.set(truth.load(std::memory_order_relaxed));
          });
          execution.expect(asked, "a question is given up");
        }
      });
    }
    execution.finally([&execution, &answer, times] {
      execution.expect(answer.get() == 2 * times, "the newest was not asked for");
    });
  });
}

TEST_CASE("after every announcement the question is asked once more, by one thread at a time") {
  for (const bool stale : {false, true}) {
    const auto found =
        explore_questions<Real>({.stale_reads = stale, .reorder_stores = stale}, kThorough ? 2 : 1);
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("two announce: ", found.runs, " runs");
  }
}

TEST_CASE("the same check catches one who looks for what was left and then leaves") {
  CHECK(explore_questions<broken::LooksThenLeaves>({}, 1).failure ==
        "the newest was not asked for");
}

TEST_CASE("the same check needs both orders of the state's changes") {
  for (const Weaken weaken : {Weaken::rmw_acquire, Weaken::rmw_release}) {
    CHECK_FALSE(
        explore_questions<Real>({.stale_reads = true, .reorder_stores = true, .weaken = weaken}, 1)
            .passed());
  }
}

}  // namespace
}  // namespace attacca::model
