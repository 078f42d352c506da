// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <vector>

#include "attacca/base/result.hpp"
#include "midi_file/file.hpp"
#include "parlando/conductor/fields.hpp"

namespace parlando {

/// Quarter notes to seconds, for what is played without a DAW's timeline. [any]
class TempoMap {
 public:
  static constexpr double kSlowest = 1;  // quarter notes a minute
  static constexpr double kFastest = 10'000;

  /// One tempo throughout, in quarter notes a minute.
  explicit TempoMap(double tempo) : changes_{{0, tempo, 0}} {}
  /// Of a MIDI file; 120 where it says none, and before it does.
  explicit TempoMap(const std::vector<attacca::midi_file::Tempo>& tempos);
  /// Of a number, or of a list of [beat, tempo] in order of time; before the first one, it applies
  /// too. Errors: neither; out of range; out of order.
  static attacca::Result<TempoMap> parse(const Json& json);

  /// From beat 0 on, also for beats below 0.
  [[nodiscard]] double seconds_at(double beat) const noexcept;

 private:
  struct Change {
    double beat = 0;
    double tempo = 120;
    double seconds = 0;
  };
  TempoMap() = default;
  std::vector<Change> changes_;
};

}  // namespace parlando
