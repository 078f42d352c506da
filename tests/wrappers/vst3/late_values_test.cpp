// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/param_gesture.hpp"
#include "hosted.hpp"

namespace attacca::test {
namespace {

vst3::ParamID gain_id(const Hosted& host) {
  return host.plugin().gain.stable_id();
}

/// A host that hands edits to process() `delay` blocks late.
struct Late : Hosted {
  explicit Late(std::size_t delay) : under_way(delay) {
    start();
    view = vst3::Ref<vst3::IPlugView>::adopt(controller->createView("editor"));
    view->setFrame(&frame);
    view->attached(reinterpret_cast<void*>(std::uintptr_t{42}), vst3::kPlatformTypeNative);
  }
  /// One block; `sent` goes on its way. What is heard.
  float run(std::vector<double> sent = {}) {
    under_way.push_back(std::move(sent));
    Changes changes;
    std::vector<Queue::Point> points;
    for (const double value : under_way.front()) {
      points.push_back({static_cast<std::int32_t>(points.size()), value});
    }
    if (!points.empty()) changes.add(gain_id(*this), points);
    under_way.pop_front();
    process(16, &changes);
    return samples[0][15];
  }
  EditorContext& editor() { return *plugin().editor->context; }
  [[nodiscard]] double shown() const { return controller->getParamNormalized(gain_id(*this)); }

  std::deque<std::vector<double>> under_way;
  FakeRunLoop loop;
  Frame frame{&loop};
  vst3::Ref<vst3::IPlugView> view;
};

/// What a host makes of the edits of one block.
using Habit = std::function<std::vector<double>(const std::vector<double>&, int block)>;
const std::vector<Habit> kHabits = {
    [](const std::vector<double>& edits, int) { return edits; },
    [](const std::vector<double>& edits, int) {  // keeps float
      std::vector<double> kept;
      for (const double edit : edits) kept.push_back(static_cast<double>(static_cast<float>(edit)));
      return kept;
    },
    [](const std::vector<double>& edits, int) {  // one point in each block
      return edits.empty() ? edits : std::vector<double>{edits.back()};
    },
    [](const std::vector<double>& edits, int block) {  // every third block
      return block % 3 == 2 ? edits : std::vector<double>{};
    },
};

TEST_CASE("edits that come back late turn neither sound nor knob back") {
  for (const std::size_t delay : {0u, 1u, 2u, 3u, 7u, 20u, 50u}) {
    for (const Habit& habit : kHabits) {
      Late host(delay);
      double knob = 1.0;
      for (int drag = 0; drag < 3; ++drag) {
        ParamGesture gesture(host.editor(), host.plugin().gain);
        for (int block = 0; block < 12; ++block) {
          std::vector<double> edits;
          for (int i = 0; i < 2; ++i) {
            // Down and up again, so that values come twice.
            knob = drag == 1 ? 0.5 + 0.01 * (block + 1) : knob - 0.005 - i * 0.001;
            gesture.set_normalized(knob);
            edits.push_back(knob);
          }
          REQUIRE(host.run(habit(edits, block)) == doctest::Approx(knob).epsilon(1e-6));
          REQUIRE(host.shown() == knob);
        }
      }
      for (std::size_t block = 0; block < delay + 3; ++block) {
        REQUIRE(host.run() == doctest::Approx(knob).epsilon(1e-6));
        REQUIRE(host.shown() == knob);
      }
    }
  }
}

TEST_CASE("automation after a gesture is taken, also to a value that the drag passed") {
  Late host(4);
  {
    ParamGesture gesture(host.editor(), host.plugin().gain);
    for (const double knob : {0.9, 0.8, 0.7, 0.6}) {
      gesture.set_normalized(knob);
      host.run({knob});
    }
    CHECK(host.run({0.25}) == 0.6f);  // while the gesture is open the editor wins
    CHECK(host.run({}) == 0.6f);
    for (int block = 0; block < 4; ++block) host.run();
  }
  host.run({0.3});
  for (int block = 0; block < 3; ++block) CHECK(host.run() == 0.6f);
  CHECK(host.run() == 0.3f);
  host.run({0.8});
  for (int block = 0; block < 4; ++block) host.run();
  CHECK(host.run() == 0.8f);
  CHECK(host.shown() == 0.8);
}

TEST_CASE("an edit's copies on the main thread turn nothing back either") {
  Late host(0);
  ParamGesture gesture(host.editor(), host.plugin().gain);
  for (const double knob : {0.9, 0.8, 0.7}) gesture.set_normalized(knob);
  for (const double old : {0.9, 0.8, 0.7}) {
    CHECK(host.controller->setParamNormalized(gain_id(host), old) == vst3::kResultOk);
    CHECK(host.shown() == 0.7);
  }
}

TEST_CASE("the newest value of the host's main thread is read back, saved and heard") {
  for (const bool processing : {false, true}) {
    for (const bool blocks : {false, true}) {
      for (const bool queue : {false, true}) {
        CAPTURE(processing);
        CAPTURE(blocks);
        CAPTURE(queue);
        Hosted host;
        host.initialize();
        host.setup();
        host.component->setActive(1);
        host.processor->setProcessing(processing ? 1 : 0);
        const vst3::ParamID gain = gain_id(host);
        for (const double value : {0.25, 0.75, 0.25, 0.5}) {
          Changes changes;
          changes.add(gain, {{0, value}});
          Changes* const also = queue ? &changes : nullptr;
          CHECK(host.controller->setParamNormalized(gain, value) == vst3::kResultOk);
          CHECK(host.controller->getParamNormalized(gain) == value);
          if (blocks) {
            host.process(16, also);
            CHECK(host.samples[0][15] == static_cast<float>(value));
          } else {
            host.flush(also);
          }
          CHECK(host.controller->getParamNormalized(gain) == value);

          Stream state;
          CHECK(host.component->getState(&state) == vst3::kResultOk);
          state.position = 0;
          Hosted other;
          other.initialize();
          CHECK(other.component->setState(&state) == vst3::kResultOk);
          CHECK(other.controller->getParamNormalized(gain) == value);
        }
        host.process();
        CHECK(host.samples[0][0] == 0.5f);
      }
    }
  }
}

TEST_CASE("what automation played a while ago undoes nothing on the main thread") {
  Hosted host;
  host.start();
  const vst3::ParamID gain = gain_id(host);
  for (const double value : {0.1, 0.2, 0.3, 0.4}) {
    Changes changes;
    changes.add(gain, {{0, value}});
    host.process(16, &changes);
  }
  for (const double old : {0.1, 0.3, 0.4}) {
    CHECK(host.controller->setParamNormalized(gain, old) == vst3::kResultOk);
    host.process();
    CHECK(host.samples[0][0] == 0.4f);
  }
  // It comes once: the same value again is the user's.
  CHECK(host.controller->setParamNormalized(gain, 0.1) == vst3::kResultOk);
  host.process();
  CHECK(host.samples[0][0] == 0.1f);
}

}  // namespace
}  // namespace attacca::test
