// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/posix/load_averages.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace attacca::trial {

std::string load_averages() {
  std::array<double, 3> load{};
  if (getloadavg(load.data(), 3) != 3) return {};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.2f, %.2f, %.2f", load[0], load[1], load[2]);
  return text.data();
}

}  // namespace attacca::trial
