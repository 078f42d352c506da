// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How a parameter moves within one buffer, for plugins whose blocks are not split at parameters:
//
//     for (const attacca::ParamCurve::Piece& piece : context.curve(gain_)) {
//       for (std::uint32_t i = piece.begin; i < piece.end; ++i) use(gain_.to_plain(piece.at(i)));
//     }
//
// Audio thread; walks over the events of the buffer, keeps nothing. What a host's points mean is
// up to the format: steps in CLAP, straight lines from point to point in VST3.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

#include "attacca/event.hpp"

namespace attacca {

/// The pieces of one buffer, from its first frame to its last, without gaps. All members [audio].
class ParamCurve {
 public:
  /// A straight line: `from` at frame `begin`, and as if it reached `to` at frame `end`. Normalized
  /// 0..1, without modulation.
  struct Piece {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  ///< one past the last frame
    double from = 0.0;
    double to = 0.0;

    [[nodiscard]] bool is_constant() const noexcept { return from == to; }
    /// begin <= frame < end.
    [[nodiscard]] double at(std::uint32_t frame) const noexcept {
      return from + (to - from) * (frame - begin) / (end - begin);
    }
  };

  class Iterator {
   public:
    using value_type = Piece;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(const ParamCurve& curve, bool is_end) noexcept : curve_(&curve), is_end_(is_end) {
      piece_.from = piece_.to = curve.start_;
      if (!is_end_) advance();
    }
    const Piece& operator*() const noexcept { return piece_; }
    const Piece* operator->() const noexcept { return &piece_; }
    Iterator& operator++() noexcept {
      advance();
      return *this;
    }
    Iterator operator++(int) noexcept {
      const Iterator before = *this;
      advance();
      return before;
    }
    bool operator==(const Iterator& other) const noexcept {
      return is_end_ == other.is_end_ && (is_end_ || piece_.begin == other.piece_.begin);
    }

   private:
    void advance() noexcept;

    const ParamCurve* curve_ = nullptr;
    Piece piece_;
    std::size_t next_ = 0;  ///< event to look at
    double value_ = 0.0;    ///< at piece_.end, once a point has set it
    bool has_value_ = false;
    bool is_end_ = true;
  };

  /// `events`: of the buffer. `are_lines`: points are joined by straight lines.
  ParamCurve(const Param& param, std::span<const Event> events, std::uint32_t frames,
             bool are_lines) noexcept;

  [[nodiscard]] Iterator begin() const noexcept { return {*this, frames_ == 0}; }
  [[nodiscard]] Iterator end() const noexcept { return {*this, true}; }

 private:
  friend class Iterator;

  const Param* param_;
  std::span<const Event> events_;
  std::uint32_t frames_;
  double start_;  ///< before the first point
  bool are_lines_;
};

}  // namespace attacca
