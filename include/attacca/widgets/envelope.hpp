// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// An envelope whose corners are dragged:
//
//     stretched(envelope({.attack = attack_,
//                         .decay = decay_,
//                         .sustain = sustain_,
//                         .release = release_}))
//
// Main thread. Attack, decay and release are drawn as wide as their normalized values, so that a
// logarithmic range leaves room for short ones; sustain is a height. Each corner is a gesture of
// its parameters for the host; Shift or Control make it ten times as fine, a double click sets the
// defaults.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "attacca/gui/param_gesture.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// The parameters of an envelope; they outlive it.
struct EnvelopeParams {
  Param& attack;
  Param& decay;
  Param& sustain;
  Param& release;
};

/// An envelope. All members [main].
class Envelope final : public Widget {
 public:
  explicit Envelope(const EnvelopeParams& params) : params_(params) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return true; }
  std::string tool_tip() const override;
  void hover_changed(bool is_hovered) override;
  void param_changed(const Param& param) override;
  void closing() noexcept override;

 private:
  enum class Corner : std::uint8_t { attack, sustain, release, none };
  struct Shape {
    gui::Rect area;
    gui::Point peak;
    gui::Point sustain;
    gui::Point hold;  ///< where the release begins
    gui::Point end;
  };
  [[nodiscard]] Shape shape() const;
  [[nodiscard]] Corner corner_at(gui::Point place) const;
  [[nodiscard]] Param& across(Corner corner) const;
  void grab(Corner corner, const gui::PointerEvent& event);
  void drag(const gui::PointerEvent& event);
  void nudge(double right, double up);

  EnvelopeParams params_;
  Corner hovered_ = Corner::none;
  Corner chosen_ = Corner::attack;  ///< that the keys move
  bool dragged_ = false;
  std::optional<ParamGesture> across_;
  std::optional<ParamGesture> up_;
  gui::Point last_;
  gui::Point wanted_;  ///< normalized
};

/// An envelope. [main]
[[nodiscard]] std::unique_ptr<Envelope> envelope(const EnvelopeParams& params);

}  // namespace attacca::widgets
