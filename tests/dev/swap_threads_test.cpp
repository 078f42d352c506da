// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The hand-over between the main and the audio thread, for ThreadSanitizer.

#include <array>
#include <atomic>
#include <cmath>
#include <memory>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "dev/swapper.hpp"
#include "host/plugin/module.hpp"

namespace attacca::dev {
namespace {

constexpr std::uint32_t kFrames = 64;

std::unique_ptr<Seat> new_seat(host::MainLoop& loop) {
  auto module = host::Module::open(TEST_PLUGIN);
  REQUIRE(module);
  auto plugin = (*module)->create({}, loop);
  REQUIRE(plugin);
  auto seat = std::make_unique<Seat>(std::move(*module), std::move(*plugin), host::Transport{});
  REQUIRE(seat->begin(48000.0, kFrames));
  return seat;
}

/// What a device does all the time, with a key that is held.
void call(Swapper& swapper, std::atomic<bool>& is_over, std::atomic<bool>& is_finite) {
  std::vector<float> in(kFrames, 0.1f);
  std::array<std::vector<float>, 2> out = {std::vector<float>(kFrames),
                                           std::vector<float>(kFrames)};
  const std::array<float*, 2> inputs = {in.data(), in.data()};
  const std::array<float*, 2> outputs = {out[0].data(), out[1].data()};
  const std::array<std::uint8_t, 3> on = {0x90, 60, 100};
  const audio_io::MidiMessage note = {.frame = 0, .bytes = on};
  while (!is_over.load()) {
    swapper.process(
        {.frames = kFrames, .inputs = inputs, .outputs = outputs, .midi_in = {&note, 1}});
    for (const float sample : out[0]) {
      if (!std::isfinite(sample)) is_finite = false;
    }
    std::this_thread::yield();
  }
}

TEST_CASE("builds are handed over and taken back while the audio thread plays, each exactly once") {
  host::MainLoop loop;
  Swapper swapper({.warm_up_seconds = 0.003, .fade_seconds = 0.003});
  swapper.begin(48000.0, kFrames);
  std::atomic<bool> is_over{false};
  std::atomic<bool> is_finite{true};
  std::thread audio([&] { call(swapper, is_over, is_finite); });
  const auto outcome = [&] {
    for (;;) {
      if (const auto handed = swapper.take_outcome()) return *handed;
      std::this_thread::yield();
    }
  };
  auto current = new_seat(loop);
  swapper.offer(*current, FadeLaw::correlated);
  CHECK(outcome().freed == nullptr);
  for (int i = 0; i < 30; ++i) {
    auto next = new_seat(loop);
    swapper.offer(*next, i % 2 == 0 ? FadeLaw::correlated : FadeLaw::uncorrelated);
    const auto handed = outcome();
    CHECK(handed.outcome == Swapper::Outcome::swapped);
    CHECK(handed.offered == next.get());
    CHECK(handed.freed == current.get());
    // Nobody touches it any more.
    current->player().end();
    current = std::move(next);
  }
  is_over = true;
  audio.join();
  CHECK(is_finite);
  CHECK(swapper.broken_samples() == 0);
}

}  // namespace
}  // namespace attacca::dev
