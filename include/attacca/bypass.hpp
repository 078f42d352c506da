// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A bypass that the framework does, as a member of the plugin:
//
//     attacca::Bypass bypass_{*this};  // that is all; process() knows nothing of it
//
// While it is on, hosts and listeners get the main input instead of what process() made, delayed by
// the plugin's latency, so that tracks stay in time. It fades on and off. process() goes on being
// called and may ask is_heard(), on the audio thread. A plugin that would rather bypass by itself
// declares a BoolParam with flags.bypass instead, and carries none of this.

#include <memory>
#include <string_view>

#include "attacca/detail/around_process.hpp"
#include "attacca/params/bool_param.hpp"
#include "attacca/plugin.hpp"

namespace attacca {

/// How a Bypass is declared.
struct BypassOptions {
  ParamId id = "bypass";
  std::string_view name = "Bypass";
  float fade_milliseconds = 10.0f;  ///< 0 or more; 0: it clicks
};

/// The bypass that hosts show as their own button, done by the framework. Each main output gets the
/// main input of the same channel; one input channel goes to the center speaker, or to both of two
/// outputs. Other outputs, and all aux ones, fall silent. Notes are not touched. At most one for a
/// plugin.
class Bypass {
 public:
  /// `plugin` is the one whose member this is. [main]
  explicit Bypass(Plugin& plugin, const BypassOptions& options = {});
  ~Bypass();
  Bypass(const Bypass&) = delete;
  Bypass& operator=(const Bypass&) = delete;

  /// Whether it is on in this block. [audio]
  [[nodiscard]] bool value() const noexcept { return param_.value(); }
  /// False while nothing of what process() writes is heard: it may leave out what it will not need
  /// afterwards either. [audio]
  [[nodiscard]] bool is_heard() const noexcept;
  /// For editors and on_change(). [any]
  [[nodiscard]] BoolParam& param() noexcept { return param_; }

 private:
  BoolParam param_;
  const std::unique_ptr<detail::AroundProcess> around_;
};

}  // namespace attacca
