// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/findings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "parlando/score/key_name.hpp"

namespace parlando::probe {
namespace {

/// Sooner than this no instrument needs its notes earlier.
constexpr double kNoLatency = 0.003;

int clamped(int key) {
  return std::clamp(key, 0, 127);
}

std::string milliseconds(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f ms", seconds * 1'000);
  return text;
}

}  // namespace

int Findings::middle_key() const {
  const int middle = (keys.lowest + keys.highest) / 2;
  return *std::min_element(sounding.begin(), sounding.end(), [&](int a, int b) {
    return std::abs(a - middle) < std::abs(b - middle);
  });
}

score::Json Findings::definition() const {
  score::Json definition = score::Json::object();
  const int up = transposition.value_or(0);
  definition["range"] = {{"lowest", score::name_of_key(clamped(keys.lowest + up))},
                         {"highest", score::name_of_key(clamped(keys.highest + up))}};
  if (up != 0) definition["transposition"] = up;
  if (polyphony > 0) definition["polyphony"] = polyphony;
  if (latency >= kNoLatency) definition["latency_ms"] = std::round(latency * 1'000);
  for (const int key : key_switches) {
    const std::string name = score::name_of_key(key);
    definition["articulations"].push_back({{"name", "switch " + name}, {"key_switch", name}});
  }
  for (const score::ControllerUse& use : controllers) {
    definition["controllers"].push_back({{"cc", use.controller}, {"does", use.does}});
  }
  return definition;
}

std::string Findings::text() const {
  std::string text = "keys " + score::text_of(keys) + " sound";
  const int silent = keys.highest - keys.lowest + 1 - static_cast<int>(sounding.size());
  if (silent > 0) text += ", but for " + std::to_string(silent) + " between";
  const int up = transposition.value_or(0);
  text += transposition ? (up == 0 ? ", at the pitch of their key\n"
                                   : ", " + std::to_string(std::abs(up)) + " semitones " +
                                         (up > 0 ? "above" : "below") + " their key\n")
                        : ", without a pitch that could be told\n";
  text += latency < kNoLatency ? "at once\n" : milliseconds(latency) + " after they were sent\n";
  if (polyphony > 0) {
    text += std::to_string(polyphony) + (polyphony == 1 ? " note" : " notes") + " at a time\n";
  } else if (tried > 0) {
    text += "at least " + std::to_string(tried) + " notes at a time\n";
  }
  if (!key_switches.empty()) {
    text += "key switches:";
    for (const int key : key_switches) text += " " + score::name_of_key(key);
    text += "\n";
  }
  for (const score::ControllerUse& use : controllers) {
    text += "controller " + std::to_string(use.controller) + ": " + use.does + "\n";
  }
  return text;
}

}  // namespace parlando::probe
