// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "host/engine/engine.hpp"
#include "trial/soak/histogram.hpp"
#include "trial/soak/soak_figures.hpp"
#include "trial/soak/soak_vitals.hpp"
#include "trial/soak/soaked_plugin.hpp"

namespace attacca::trial {

/// What engine and plugins have come to so far, as live vitals and second by second. Times are
/// seconds since the load began. All members [main].
class SoakMeter {
 public:
  using Plugins = std::vector<std::unique_ptr<SoakedPlugin>>;

  /// All are kept by reference.
  SoakMeter(SoakVitals& vitals, const host::Engine& engine, const Plugins& plugins)
      : vitals_(vitals), engine_(engine), plugins_(plugins) {}

  /// The vitals follow every 50 ms. Returns a second that has become full, while under load.
  [[nodiscard]] std::optional<SoakSecond> look(double time);
  /// The load is over: returns what is left of a second, if that is long enough for a rate.
  [[nodiscard]] std::optional<SoakSecond> end_load(double time);
  /// What engine and plugins know of themselves; the rest is the caller's.
  [[nodiscard]] SoakFigures figures() const;

 private:
  void update_vitals(double time);
  [[nodiscard]] SoakSecond close_second(double time);

  SoakVitals& vitals_;
  const host::Engine& engine_;
  const Plugins& plugins_;
  double next_vitals_ = 0.0;
  bool is_under_load_ = true;
  SoakSecond total_;  ///< Sums at the last second's end.
  Histogram last_callbacks_;
};

}  // namespace attacca::trial
