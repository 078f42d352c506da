// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A switch, as a member of the plugin:
//
//     attacca::BoolParam bypass_{params(),
//                                {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
//     if (bypass_.value()) return attacca::ProcessStatus::normal();
//
// value() is for process(), plain() for any thread. Texts are UTF-8 literals that outlive the
// plugin.

#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/param.hpp"

namespace attacca {

struct BoolParamOptions {
  ParamId id;
  std::string_view name;
  bool default_value = false;
  std::string_view on_text = "On";
  std::string_view off_text = "Off";
  ParamFlags flags = {};
  Modulation modulation = Modulation::none;
};

/// A switch. With `flags.bypass` it is the one that hosts show as their own bypass button; the
/// plugin still has to honour it.
class BoolParam final : public Param {
 public:
  /// Joins `scope`, which is the plugin's params() or a group of them. [main]
  BoolParam(ParamScope scope, const BoolParamOptions& options);

  /// The value for this block. [audio]
  [[nodiscard]] bool value() const noexcept { return value_; }
  /// value() as a voice has it whose note is modulated by `offset`, -1..1. [audio]
  [[nodiscard]] bool value_modulated_by(double offset) const noexcept {
    return modulated_by(offset) >= 0.5;
  }
  /// The newest value, whoever set it. [any]
  [[nodiscard]] bool plain() const noexcept { return normalized() >= 0.5; }

  /// process() changes the value, and the host hears of it. [audio]
  void set_from_audio(bool plain) noexcept { set_normalized_from_audio(plain ? 1.0 : 0.0); }

  [[nodiscard]] std::uint32_t step_count() const noexcept override { return 1; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 private:
  void apply(double normalized) noexcept override;

  std::string_view on_text_;
  std::string_view off_text_;
  bool value_ = false;
};

}  // namespace attacca
