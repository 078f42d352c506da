// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <doctest/doctest.h>

#include "hosted.hpp"

namespace attacca::test {
namespace {

/// A host with an event loop, which restarts the plugin when it is asked to.
struct Restarting : Hosted {
  Restarting() {
    component->initialize(&with_loop);
    controller->setComponentHandler(&handler);
    setup();
    component->setActive(1);
    processor->setProcessing(1);
  }
  void play(int blocks) {
    for (int i = 0; i < blocks; ++i) {
      process();
      loop.turn();
    }
  }
  void restart() {
    processor->setProcessing(0);
    component->setActive(0);
    component->setActive(1);
    processor->setProcessing(1);
  }
  [[nodiscard]] std::size_t restarts() const {
    return static_cast<std::size_t>(std::count_if(
        handler.restarts.begin(), handler.restarts.end(), [](vst3::RestartFlags flags) {
          return vst3::has(flags, vst3::RestartFlags::kLatencyChanged);
        }));
  }

  FakeRunLoop loop;
  Context with_loop{u"Test Host", &loop};
};

TEST_CASE("a lookahead that is turned while playing ends in exactly one restart") {
  Restarting host;
  host.play(5);
  CHECK(host.restarts() == 0);
  std::size_t wanted = 0;
  for (const std::uint32_t lookahead : {128u, 64u, 0u}) {
    host.plugin().latency = lookahead;
    host.play(5);
    CHECK(host.restarts() == ++wanted);
    CHECK(host.processor->getLatencySamples() == lookahead);
    host.restart();
    host.play(5);
    CHECK(host.restarts() == wanted);
    CHECK(host.processor->getLatencySamples() == lookahead);
  }
  host.component->terminate();
}

TEST_CASE("a host that does not restart is not asked again and again") {
  Restarting host;
  host.plugin().latency = 128;
  host.play(50);
  CHECK(host.restarts() == 1);
  host.component->terminate();
}

}  // namespace
}  // namespace attacca::test
