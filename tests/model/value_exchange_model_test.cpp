// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstddef>
#include <string>

#include <doctest/doctest.h>

#include "params/value_exchange.hpp"
#include "tests/model/broken_exchanges.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

using Shared = detail::SharedValue<ModelSync>;

/// Each scenario has one thread that edits, so that the lock between editors is no step of its own.
struct OneEditorSync : ModelSync {
  struct Mutex {
    void lock() {}
    void unlock() {}
  };
};

/// One or two parameters.
struct Values {
  std::array<Shared, 2>* shared;
  std::size_t count;
  [[nodiscard]] std::size_t size() const { return count; }
  Shared& operator[](std::size_t index) const { return (*shared)[index]; }
};

constexpr std::size_t kA = 0;
constexpr std::size_t kB = 1;

/// An exchange and what its audio side works with.
template <typename Exchange>
class Rig {
 public:
  explicit Rig(std::size_t count = 2) : exchange(Values{&shared, count}) {}

  void begin_callback() {
    exchange.begin_callback([this](std::size_t index, double value) { working[index] = value; });
  }
  void event(std::size_t index, double value) {
    exchange.event(index, value);
    working[index] = value;
  }
  double newest(std::size_t index) const { return shared[index].newest(); }

 private:
  std::array<Shared, 2> shared;

 public:
  Exchange exchange;
  std::array<double, 2> working{};
};

using Real = core::ValueExchange<Values, OneEditorSync>;

template <typename Exchange>
void expect_agreement(Execution& execution, Rig<Exchange>& rig) {
  rig.begin_callback();
  for (const std::size_t index : {kA, kB}) {
    execution.expect(rig.newest(index) == rig.working[index],
                     "what everybody reads is not what the audio side works with");
  }
}

/// A host's thread processes, flushes and processes again, while the editor edits something else.
template <typename Exchange>
void check_flush_after_callback(Execution& execution) {
  auto& rig = execution.make<Rig<Exchange>>();
  execution.thread([&rig] { rig.exchange.set(kA, 0.25); });
  execution.thread([&] {
    rig.begin_callback();
    rig.event(kB, 0.5);
    rig.exchange.note(kB, 0.75);
    rig.begin_callback();
    execution.expect(rig.working[kB] == 0.75, "a flushed value is lost");
  });
  execution.finally([&] {
    expect_agreement(execution, rig);
    execution.expect(rig.newest(kA) == 0.25, "an edit is lost");
  });
}

/// Edit, event and flush of one parameter at once.
template <typename Exchange>
void check_all_at_once(Execution& execution) {
  auto& rig = execution.make<Rig<Exchange>>(1U);
  execution.thread([&rig] { rig.exchange.set(kA, 0.25); });
  execution.thread([&rig] {
    rig.begin_callback();
    rig.event(kA, 0.5);
  });
  execution.thread([&rig] { rig.exchange.note(kA, 0.75); });
  execution.finally([&] { expect_agreement(execution, rig); });
}

/// A flush beside a callback, interrupted by an edit of another parameter and a second callback.
template <typename Exchange>
void check_flush_across_callbacks(Execution& execution) {
  auto& rig = execution.make<Rig<Exchange>>();
  execution.thread([&rig] {
    rig.exchange.set(kB, 0.25);
    rig.begin_callback();
    rig.event(kA, 0.5);
  });
  execution.thread([&rig] { rig.exchange.note(kA, 0.75); });
  execution.finally([&] { expect_agreement(execution, rig); });
}

void check_two_flushes(Execution& execution) {
  auto& rig = execution.make<Rig<Real>>(1U);
  execution.thread([&rig] { rig.exchange.note(kA, 0.5); });
  execution.thread([&rig] { rig.exchange.note(kA, 0.75); });
  execution.thread([&rig] { rig.begin_callback(); });
  execution.finally([&] {
    expect_agreement(execution, rig);
    execution.expect(rig.newest(kA) >= 0.5, "both flushed values are lost");
  });
}

void check_reading_back(Execution& execution) {
  auto& rig = execution.make<Rig<Real>>(1U);
  auto& returned = execution.make<bool>(false);
  execution.thread([&] {
    rig.exchange.note(kA, 0.75);
    returned = true;
  });
  execution.thread([&rig] { rig.begin_callback(); });
  execution.thread([&] {
    const bool after = returned;
    const double newest = rig.newest(kA);
    execution.expect(!after || newest == 0.75, "a flushed value goes back while it is taken over");
  });
}

/// Somebody reads while an event comes that is newer than an edit made before.
template <typename Exchange>
void check_reading_beside_event(Execution& execution) {
  auto& rig = execution.make<Rig<Exchange>>(1U);
  rig.exchange.set(kA, 0.25);
  rig.begin_callback();
  execution.thread([&rig] { rig.event(kA, 0.5); });
  execution.thread([&] {
    const double newest = rig.newest(kA);
    execution.expect(newest == 0.25 || newest == 0.5, "a value is read that nobody has set");
  });
}

/// A flush while a callback begins: once the callback knows of it, it knows the value.
template <typename Exchange>
void check_flush_beside_callback(Execution& execution) {
  auto& rig = execution.make<Rig<Exchange>>(1U);
  execution.thread([&rig] { rig.exchange.note(kA, 0.75); });
  execution.thread([&rig] { rig.begin_callback(); });
  execution.finally([&] {
    expect_agreement(execution, rig);
    execution.expect(rig.newest(kA) == 0.75, "a flushed value is lost");
  });
}

/// Two threads flush one parameter; their stores to its record may take effect in either order.
template <typename Exchange>
void check_two_flushes_before_callback(Execution& execution) {
  auto& rig = execution.make<Rig<Exchange>>(1U);
  execution.thread([&rig] { rig.exchange.note(kA, 0.5); });
  execution.thread([&rig] { rig.exchange.note(kA, 0.75); });
  execution.finally([&] {
    expect_agreement(execution, rig);
    execution.expect(rig.newest(kA) >= 0.5, "both flushed values are lost");
  });
}

/// Two states one after the other, and an edit between them, while callbacks come: the fields that
/// a callback sees belong to its values, and are kept as long as it may see them.
void check_companion(Execution& execution) {
  auto& rig = execution.make<Rig<Real>>(1U);
  auto& fields = execution.make<std::array<double, 2>>(std::array<double, 2>{0.25, 0.75});
  execution.thread([&] {
    for (const double& field : fields) {
      rig.exchange.set_all([&field](auto set) { set(kA, field); }, &field);
    }
    execution.expect(rig.exchange.is_held(&fields[1]), "the newest fields are let go");
  });
  execution.thread([&] {
    for (int callback = 0; callback < 2; ++callback) {
      rig.begin_callback();
      const auto* const seen = static_cast<const double*>(rig.exchange.companion());
      execution.expect(seen == nullptr ? rig.working[kA] == 0.0 : rig.working[kA] == *seen,
                       "a callback has the values of one state and the fields of another");
      execution.expect(seen == nullptr || rig.exchange.is_held(seen),
                       "the fields that a callback uses are let go");
    }
  });
  execution.finally([&] {
    rig.begin_callback();
    execution.expect(rig.exchange.companion() == &fields[1], "the last fields are lost");
  });
}

void pass(const std::string& what, const Options& options, void (*scenario)(Execution&)) {
  const Exploration found = explore(options, scenario);
  INFO(found.failure, "\n", found.trace);
  CHECK(found.passed());
  MESSAGE(what, ": ", found.runs, " runs");
}

TEST_CASE("no interleaving of edits, events and flushes loses a parameter's value") {
  pass("callback, flush, callback beside an edit", {}, check_flush_after_callback<Real>);
  pass("a flush across callbacks", {}, check_flush_across_callbacks<Real>);
  pass("reading back", {}, check_reading_back);
  pass("states with fields, beside callbacks", {}, check_companion);
  if (kThorough) pass("edit, event and flush at once", {}, check_all_at_once<Real>);
}

TEST_CASE("two threads that flush one parameter at once leave one of the two values") {
  if (kThorough) pass("two flushes", {}, check_two_flushes);
}

TEST_CASE("nothing is lost where loads may be stale") {
  if (!kThorough) return;
  const Options stale{.stale_reads = true, .reorder_stores = true};
  pass("callback, flush, callback beside an edit", stale, check_flush_after_callback<Real>);
  pass("a flush across callbacks", stale, check_flush_across_callbacks<Real>);
}

TEST_CASE("what is read beside an event or a flush is a value that somebody has set") {
  const Options weak{.stale_reads = true, .reorder_stores = true};
  pass("reading beside an event", weak, check_reading_beside_event<Real>);
  pass("two flushes before a callback", weak, check_two_flushes_before_callback<Real>);
  pass("a flush beside a callback", weak, check_flush_beside_callback<Real>);
}

TEST_CASE("each order of the exchange is needed, and its absence is noticed") {
  const auto without = [](Weaken weaken, void (*scenario)(Execution&)) {
    return explore({.stale_reads = true, .reorder_stores = true, .weaken = weaken}, scenario)
        .failure;
  };
  for (const Weaken record : {Weaken::load_acquire, Weaken::store_release}) {
    CHECK(without(record, check_reading_beside_event<Real>) ==
          "a value is read that nobody has set");
  }
  for (const Weaken mark : {Weaken::rmw_acquire, Weaken::rmw_release}) {
    INFO(static_cast<int>(mark));
    CHECK_FALSE(without(mark, check_flush_beside_callback<Real>).empty());
  }
}

TEST_CASE("the same checks catch an exchange whose notes look their tickets up") {
  using Broken = broken::Exchange<broken::Mistake::clock_after_table>;
  CHECK(explore({}, check_flush_after_callback<Broken>).failure == "a flushed value is lost");
}

TEST_CASE("the same checks catch an exchange in which notes and events share a record") {
  using Broken = broken::Exchange<broken::Mistake::one_record>;
  CHECK(explore({}, check_flush_after_callback<Broken>).passed());
  CHECK_FALSE(explore({}, check_flush_across_callbacks<Broken>).passed());
}

}  // namespace
}  // namespace attacca::model
