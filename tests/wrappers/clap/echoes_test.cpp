// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// CLAP has hosts keep what a plugin's editor sends to themselves. Some hand it back all the same.

#include <cstddef>
#include <deque>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/param_gesture.hpp"
#include "editing.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

/// A host that sends back what the editor sent, `delay` blocks after the next.
struct Echoing {
  explicit Echoing(std::size_t blocks) : delay(blocks) {}

  /// One block. What is heard of an input of ones.
  float run() {
    block.in.clear();
    block.out.clear();
    if (under_way.size() > delay) {
      for (const double value : under_way.front()) block.in.value(0, id, value);
      under_way.pop_front();
    }
    plugin.process(block);
    std::vector<double> sent;
    for (const Sent& event : block.out.of_param(id)) {
      if (event.type == clap::EventType::param_value) sent.push_back(event.value);
    }
    under_way.push_back(std::move(sent));
    return block.output(0, 15);
  }
  [[nodiscard]] double shown() const { return plugin.value(editor.gain()); }

  std::size_t delay;
  FakeHost host;
  LoadedPlugin plugin{host};
  OpenEditor editor{plugin};
  clap::Id id = editor.gain().stable_id();
  StereoBlock block{16};
  std::deque<std::vector<double>> under_way;
};

TEST_CASE("edits that a host sends back turn neither sound nor knob back") {
  for (const std::size_t delay : {0u, 1u, 3u, 7u, 20u}) {
    CAPTURE(delay);
    Echoing host(delay);
    double knob = 0.9;
    {
      ParamGesture gesture(host.editor.context(), host.editor.gain());
      for (int i = 0; i < 12; ++i) {
        knob -= 0.01;
        gesture.set_normalized(knob);
        REQUIRE(host.run() == doctest::Approx(2.0 * knob).epsilon(1e-6));
        REQUIRE(host.shown() == knob);
      }
    }
    for (std::size_t i = 0; i < delay + 3; ++i) {
      REQUIRE(host.run() == doctest::Approx(2.0 * knob).epsilon(1e-6));
      REQUIRE(host.shown() == knob);
    }
    // Automation is taken as ever, also to a value that the drag passed.
    host.under_way.clear();
    host.under_way.resize(delay);
    host.under_way.push_back({0.85});
    for (std::size_t i = 0; i < delay + 2; ++i) (void)host.run();
    CHECK(host.shown() == 0.85);
    CHECK(host.host.offences().empty());
  }
}

}  // namespace
}  // namespace attacca::clap_test
