// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "dev/link.hpp"
#include "dev/sound_options.hpp"
#include "trial/run/run_vitals.hpp"

namespace attacca::dev {

/// What a build is tried with, before it takes the place of another one.
struct TrialStart {
  std::filesystem::path binary;
  std::string plugin;            ///< its id; empty: the first one
  std::vector<std::byte> state;  ///< empty: none
  double sample_rate = 48000.0;  ///< of the device it is for, Hz
  std::uint32_t most_frames = 512;
};

/// Does with a build, in a process of its own, what its player will do: loads it, sends it the
/// track and the state, plays a while with blocks of several lengths, opens its editor in a window
/// that nobody sees, and closes all. Says Word::passed, or Word::failed and why. [main]
void try_build(const SoundOptions& options, const TrialStart& start, Link& link,
               trial::RunVitals& vitals);

}  // namespace attacca::dev
