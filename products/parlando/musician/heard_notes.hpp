// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "parlando/link/member.hpp"
#include "parlando/musician/report.hpp"

namespace parlando {

/// The notes that passed a musician, its own and the DAW's: the last kMostNotes, or those of the
/// last kMostBeats. Where the transport stands, beats go on by its tempo. One thread at a time; may
/// throw bad_alloc. [not audio]
class HeardNotes {
 public:
  static constexpr std::size_t kMostNotes = 4'096;
  static constexpr double kMostBeats = 512;  ///< 128 bars of 4/4

  struct Question {
    std::int32_t request = 0;
    double bars = 0;  ///< 0: all that there is
    // How far its answer is.
    bool is_begun = false;
    double from = 0;         ///< beats that had passed
    std::uint64_t next = 0;  ///< note, counted since the musician was made
    std::int32_t index = 0;
  };

  /// A note begins or ends. While recording, notes go to `post` when they end, as request 0.
  void add(const Report& report, MemberPost* post, const ClockReading& now);
  /// Sends the notes that began or sounded within the question's last bars, as long as `post` has
  /// room, and the end of the answer: true. False: it goes on from there the next time. `facts`: of
  /// the last block.
  [[nodiscard]] bool answer(Question& question, const BlockFacts& facts, MemberPost& post,
                            const ClockReading& now) const noexcept;
  /// Reports that found no room are missing here.
  void set_lost(std::uint32_t lost) noexcept { missing_ = lost; }

  [[nodiscard]] std::size_t size() const noexcept { return notes_.size(); }

 private:
  struct Note {
    bool is_from_daw = false;
    bool is_open = true;
    std::uint8_t channel = 0;
    std::uint8_t key = 0;
    float velocity = 0;
    double beat = 0;     ///< of the timeline
    double passed = 0;   ///< beats since the musician was activated
    double length = -1;  ///< beats
    std::int64_t steady_ns = 0;
  };

  [[nodiscard]] static Heard message_of(const Note& note, std::int32_t request, std::int32_t index,
                                        const ClockReading& now) noexcept;

  std::deque<Note> notes_;
  std::uint64_t forgotten_ = 0;  ///< older than there is room for
  std::uint32_t missing_ = 0;
  std::int32_t recorded_ = 0;
};

}  // namespace parlando
