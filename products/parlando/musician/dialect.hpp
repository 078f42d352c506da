// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include <attacca/event.hpp>

#include "parlando/protocol/expression_kind.hpp"

namespace parlando {

/// How notes and what shapes them are said to the instrument.
enum class Dialect : std::uint8_t {
  expressions,  ///< note expressions, as the format has them
  mpe,          ///< a MIDI channel for each note (MIDI Polyphonic Expression 1.0, lower zone)
  midi1,        ///< controllers of the channel, as every instrument knows them
};

/// Where events go. [audio]
class EventSender {
 public:
  virtual attacca::Sent send(const attacca::Event& event) noexcept = 0;

 protected:
  ~EventSender() = default;
};

/// Turns notes and expressions into one dialect. What MIDI 1 knows no expression for becomes the
/// controller that stands for it: volume 7 (1 and above is full), pan 10, vibrato 1,
/// expression 11, brightness 74; tuning becomes pitch bend, over 2 semitones of the channel, or 48
/// in MPE. All members [audio]; nothing is allocated.
class Speaker {
 public:
  static constexpr double kBendRange = 2;      ///< semitones: what MIDI 1 begins with
  static constexpr double kMpeBendRange = 48;  ///< semitones: what MPE begins with

  /// Another dialect begins; in MPE the receiver is told so before the next note.
  void set(Dialect dialect) noexcept;
  [[nodiscard]] Dialect dialect() const noexcept { return dialect_; }
  /// The receiver may have forgotten what it was told.
  void reset() noexcept { is_introduced_ = dialect_ != Dialect::mpe; }

  /// The MIDI channel that a new note has: `channel` but in MPE, where it is the member channel
  /// that has been free for longest.
  [[nodiscard]] std::uint8_t channel_for(std::uint8_t channel) noexcept;
  /// A note with that channel has ended.
  void release(std::uint8_t channel) noexcept;
  /// Says what has to be said before notes, at `frame`; what found no room, before the next one.
  void introduce(EventSender& to, std::uint32_t frame) noexcept;

  /// An expression of notes. `note.channel` is the one that channel_for() gave; a note that is -1
  /// in the fields that MIDI needs goes to all that it may mean.
  attacca::Sent express(EventSender& to, std::uint32_t frame, const attacca::NoteAddress& note,
                        attacca::Expression what, double value) noexcept;

 private:
  Dialect dialect_ = Dialect::expressions;
  bool is_introduced_ = true;
  std::array<std::uint8_t, 16> notes_{};      ///< that sound on each channel
  std::array<std::uint64_t, 16> released_{};  ///< when, as a count
  std::uint64_t releases_ = 0;
};

/// [any]
[[nodiscard]] attacca::Expression to_expression(ExpressionKind kind) noexcept;

}  // namespace parlando
