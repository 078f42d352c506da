// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parlando/score/instrument.hpp"

namespace parlando::probe {

/// What was found out about an instrument by playing it.
struct Findings {
  score::KeyRange keys;              ///< those that sound, as they are sent
  std::vector<int> sounding;         ///< each of them: between these some may be silent
  std::optional<int> transposition;  ///< semitones; nothing: it has no pitch
  double latency = 0;                ///< seconds from a note-on to its sound
  int polyphony = 0;                 ///< notes at a time; 0: as many as were tried
  int tried = 0;                     ///< notes at a time; 0: none could be told
  std::vector<score::ControllerUse> controllers;
  std::vector<int> key_switches;  ///< keys as they are sent; first the one that is on at the start

  /// One that sounds, as near the middle as there is. There is one.
  [[nodiscard]] int middle_key() const;
  /// As fields of a definition (docs/parlando/instruments.md); what is as usual is left out.
  [[nodiscard]] score::Json definition() const;
  /// In sentences, for people.
  [[nodiscard]] std::string text() const;
};

}  // namespace parlando::probe
