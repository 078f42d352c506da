// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/rt/peak_meter.hpp"
#include "tests/model/broken_twins.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

// One thread records `peaks`, another takes. The takes, the last one at the end included, must
// split the peaks into groups that follow one another and show each group's highest.
bool is_a_fair_split(const std::vector<float>& peaks, const std::vector<float>& takes) {
  // reachable[n]: the takes so far can have covered exactly the first n peaks.
  std::vector<bool> reachable(peaks.size() + 1, false);
  reachable[0] = true;
  for (const float take : takes) {
    std::vector<bool> after(peaks.size() + 1, false);
    for (std::size_t from = 0; from <= peaks.size(); ++from) {
      if (!reachable[from]) continue;
      float highest = 0.0F;
      for (std::size_t to = from;; ++to) {
        if (highest == take) after[to] = true;
        if (to == peaks.size()) break;
        highest = std::max(highest, peaks[to]);
      }
    }
    reachable = after;
  }
  return reachable[peaks.size()];
}

template <typename Meter>
Exploration explore_meter(const Options& options, const std::vector<float>& peaks, int takes) {
  return explore(options, [&](Execution& execution) {
    auto& meter = execution.make<Meter>();
    auto& taken = execution.make<std::vector<float>>();
    execution.thread([&meter, &peaks] {
      for (const float peak : peaks) meter.record(peak);
    });
    execution.thread([&meter, &taken, takes] {
      for (int i = 0; i < takes; ++i) taken.push_back(meter.take());
    });
    execution.finally([&] {
      taken.push_back(meter.take());
      execution.expect(is_a_fair_split(peaks, taken), "a peak is missed or shown twice");
    });
  });
}

const std::vector<std::vector<float>> kPeaks = {
    {0.5F, 1.0F, 0.25F, 0.75F}, {1.0F, 0.5F, 0.25F}, {0.25F, 0.5F, 1.0F}};

TEST_CASE("no interleaving misses a peak or shows one twice") {
  for (const auto& peaks : kPeaks) {
    for (const bool stale : {false, true}) {
      const Exploration found = explore_meter<rt::BasicPeakMeter<ModelSync>>(
          {.stale_reads = stale, .reorder_stores = stale}, peaks, 3);
      INFO(found.failure, "\n", found.trace);
      CHECK(found.passed());
      MESSAGE(peaks.size(), " peaks, 3 takes: ", found.runs, " runs");
    }
  }
}

TEST_CASE("the same check catches every broken meter") {
  const auto caught = [](auto* meter) {
    using Meter = std::remove_pointer_t<decltype(meter)>;
    return std::any_of(kPeaks.begin(), kPeaks.end(), [](const std::vector<float>& peaks) {
      return explore_meter<Meter>({}, peaks, 2).failure == "a peak is missed or shown twice";
    });
  };
  CHECK(caught(static_cast<broken::MeterResetInTwoSteps*>(nullptr)));
  CHECK(caught(static_cast<broken::MeterRaisedInTwoSteps*>(nullptr)));
  CHECK(caught(static_cast<broken::MeterOfNewestValue*>(nullptr)));
}

TEST_CASE("a fair split is distinguished from an unfair one") {
  CHECK(is_a_fair_split({0.5F, 1.0F}, {0.5F, 1.0F}));
  CHECK(is_a_fair_split({0.5F, 1.0F}, {0.0F, 1.0F}));
  CHECK_FALSE(is_a_fair_split({0.5F, 1.0F}, {0.5F, 0.5F}));
  CHECK_FALSE(is_a_fair_split({0.5F, 1.0F}, {1.0F, 1.0F}));
  CHECK_FALSE(is_a_fair_split({1.0F, 0.5F}, {0.5F}));
}

}  // namespace
}  // namespace attacca::model
