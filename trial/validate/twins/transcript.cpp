// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/twins/transcript.hpp"

#include <bit>
#include <cstdio>

namespace attacca::validate {

void write(CheckContext& context, const std::string& key, const std::string& value) {
  context.note(key + " = " + value);
}

std::string fingerprint(const Playback& playback) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const float sample : playback.all_output()) {
    const auto bits = std::bit_cast<std::uint32_t>(sample);
    for (unsigned shift = 0; shift < 32; shift += 8) {
      hash = (hash ^ ((bits >> shift) & 0xffu)) * 0x100000001b3u;
    }
  }
  char text[64];
  std::snprintf(text, sizeof text, "%016llx, peak %.9g", static_cast<unsigned long long>(hash),
                static_cast<double>(playback.peak()));
  return text;
}

std::string position_text(double position) {
  char text[64];
  std::snprintf(text, sizeof text, "%.9g", position);
  return text;
}

}  // namespace attacca::validate
