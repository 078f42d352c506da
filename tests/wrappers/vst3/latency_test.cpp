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

TEST_CASE("a host that was told another latency before activation is told to ask again") {
  Restarting host;
  const auto activate = [&](std::uint32_t latency, bool asks) {
    host.component->setActive(0);
    host.plugin().latency = latency;
    if (asks) (void)host.processor->getLatencySamples();
    host.component->setActive(1);
    host.loop.turn();
    return host.restarts();
  };
  CHECK(activate(64, false) == 0);  // it will ask once the plugin is active, as it should
  CHECK(activate(64, true) == 0);
  CHECK(activate(128, true) == 1);
  CHECK(host.processor->getLatencySamples() == 128);
  CHECK(activate(128, true) == 1);
  host.component->terminate();
}

}  // namespace
}  // namespace attacca::test
