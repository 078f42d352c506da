// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "loopback_musicians.hpp"
#include "running_conductor.hpp"

namespace parlando::test {

TEST_CASE("10,000 musicians of one process are announced, acknowledged and listed within 15 s") {
  constexpr std::size_t kMusicians = 10'000;
  RunningConductor conductor;
  const auto begun = std::chrono::steady_clock::now();
  const LoopbackMusicians daw(1, kMusicians, conductor.options().listen);
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  };
  while (daw.acknowledged() < kMusicians && seconds() < 15) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const Json list = conductor.ok({{"do", "list"}});
  const double took = seconds();
  MESSAGE(kMusicians << " musicians announced, acknowledged and listed after " << took << " s");
  CHECK(daw.acknowledged() == kMusicians);
  CHECK(list["musicians"].size() == kMusicians);
  CHECK(took < 15);
}

}  // namespace parlando::test
