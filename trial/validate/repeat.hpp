// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "trial/validate/process_usage.hpp"

namespace attacca::validate {

/// Does `act(i)` for i = 0..times - 1, but ends earlier, not before the third, once it took 2 s of
/// processor time: a plugin that is slow to make is no plugin that hangs. Returns how often. [main]
template <typename Act>
int repeat(int times, Act&& act) {
  constexpr double kSeconds = 2.0;
  constexpr int kLeast = 3;
  const double began = cpu_seconds();
  int done = 0;
  while (done < times && (done < kLeast || cpu_seconds() - began < kSeconds)) act(done++);
  return done;
}

}  // namespace attacca::validate
