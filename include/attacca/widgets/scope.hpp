// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A waveform as it comes:
//
//     attacca::rt::TripleBuffer<std::array<float, 512>> wave_;   // process() publishes
//     scope({.samples = 512, .read = [this](std::span<float> samples) {
//       if (!wave_.reader().update()) return false;
//       std::ranges::copy(wave_.reader().current(), samples.begin());
//       return true;
//     }})
//
// Main thread; `read` is called there about 30 times a second while the editor is open, so what it
// takes must be made for being read beside process(), as all in attacca/rt is.

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Of a scope.
struct ScopeOptions {
  std::size_t samples = 512;  ///< from left to right
  /// Fills in the samples, 1 being full scale. False: they are as they were. [main]
  std::function<bool(std::span<float> samples)> read;
};

/// A waveform. All members [main].
class Scope final : public Widget {
 public:
  explicit Scope(ScopeOptions options);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool wants_frames() const override { return static_cast<bool>(options_.read); }
  void frame() override;

 private:
  ScopeOptions options_;
  std::vector<float> samples_;
};

/// A waveform. [main]
[[nodiscard]] std::unique_ptr<Scope> scope(ScopeOptions options);

}  // namespace attacca::widgets
