// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/messages/to_editor.hpp"
#include "tests/model/broken_to_editor.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

using Item = Plain<std::uint32_t>;
using Real = ToEditor<Item, ModelSync>;

/// Whether `seen` goes up by one each time.
bool has_no_hole(const std::vector<std::uint32_t>& seen) {
  for (std::size_t i = 1; i < seen.size(); ++i) {
    if (seen[i] != seen[i - 1] + 1) return false;
  }
  return true;
}

/// Audio sends 1, 2 … while two editors come and go; the second is still there at the end, when it
/// looks once more.
template <typename Feed>
void check_editors(Execution& execution, std::uint32_t items) {
  auto& feed = execution.make<Feed>(4U);
  auto& sent = execution.make<std::uint32_t>(0U);
  auto& opened_at = execution.make<std::uint32_t>(0U);
  auto& seen = execution.make<std::vector<std::uint32_t>>();
  auto& second = execution.make<std::optional<typename Feed::Listener>>();
  const auto look = [&seen](typename Feed::Listener& listener) {
    listener.receive([&seen](const Item& item) { seen.push_back(item.get()); });
  };
  execution.thread([&feed, &sent, items] {
    for (std::uint32_t number = 1; number <= items; ++number) {
      feed.send(Item(number));
      sent = number;
    }
  });
  execution.thread([&execution, &feed, &sent, &opened_at, &seen, &second, look] {
    {
      typename Feed::Listener first(feed);
      look(first);
      execution.expect(has_no_hole(seen), "the first editor sees a hole");
    }
    seen.clear();
    second.emplace(feed);
    opened_at = sent;
  });
  execution.finally([&execution, &seen, &second, &opened_at, look, items] {
    look(*second);
    second.reset();
    execution.expect(has_no_hole(seen), "the second editor sees a hole");
    // What was sent after it had opened must be there, to the last.
    if (!execution.options().stale_reads && opened_at + 1 < items) {
      execution.expect(!seen.empty() && seen.back() == items, "the last item is not there");
    }
  });
}

template <typename Feed>
Exploration explore_editors(const Options& options, std::uint32_t items) {
  return explore(options, [items](Execution& execution) { check_editors<Feed>(execution, items); });
}

TEST_CASE("no interleaving of sends and editors that come and go leaves a hole") {
  for (const bool stale : {false, true}) {
    const auto found =
        explore_editors<Real>({.stale_reads = stale, .reorder_stores = stale}, stale ? 3 : 4);
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("two editors: ", found.runs, " runs");
  }
}

TEST_CASE("the same check catches a feed whose items do not say whom they were sent to") {
  CHECK(explore_editors<broken::ToEditorWithFlag>({}, 4).failure ==
        "the second editor sees a hole");
}

}  // namespace
}  // namespace attacca::model
