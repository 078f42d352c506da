// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "attacca/gui/editor.hpp"
#include "attacca/gui/param_indication.hpp"
#include "attacca/params/param.hpp"

namespace attacca::core {

/// What the host has said that it does with parameters and with the sound behind the plugin, and
/// how the user wants knobs: for the editor, kept while none is open. Inside the gate. [main]
class ParamIndications {
 public:
  /// Called for each parameter of which the host says something new.
  void set_listener(std::function<void(const Param&)> listener) { listener_ = std::move(listener); }

  /// What is said of one parameter from now on, by `change(indication)`.
  template <typename Change>
  void update(const Param& param, Change&& change) {
    change(entry(param));
    listener_(param);
  }
  /// What is said of all of `params` at once, for those that can be automated.
  void set_automation_of_all(std::span<Param* const> params, Automation automation);

  [[nodiscard]] ParamIndication of(const Param& param) const;

  /// Samples from the main output to the ear.
  void set_presentation_latency(std::uint32_t samples) noexcept { latency_ = samples; }
  [[nodiscard]] std::uint32_t presentation_latency() const noexcept { return latency_; }
  void set_knob_mode(KnobMode mode) noexcept { knob_mode_ = mode; }
  [[nodiscard]] KnobMode knob_mode() const noexcept { return knob_mode_; }

 private:
  struct Entry {
    const Param* param;
    ParamIndication indication;
  };
  ParamIndication& entry(const Param& param);

  std::function<void(const Param&)> listener_;
  std::vector<Entry> entries_;  ///< only of what the host has spoken of
  Automation of_all_ = Automation::none;
  std::uint32_t latency_ = 0;
  KnobMode knob_mode_ = KnobMode::linear;
};

}  // namespace attacca::core
