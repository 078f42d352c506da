// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/param.hpp"

namespace attacca {

struct BoolParamOptions {
  std::string_view id;
  std::string_view name;
  bool default_value = false;
  std::string_view on_text = "On";
  std::string_view off_text = "Off";
  ParamFlags flags = {};
};

/// A switch. With `flags.bypass` it is the one that hosts show as their own bypass button; the
/// plugin still has to honour it.
class BoolParam final : public Param {
 public:
  BoolParam(ParamSet& set, const BoolParamOptions& options);

  /// The value for this block. [audio]
  [[nodiscard]] bool value() const noexcept { return value_; }
  /// The newest value, whoever set it. [any]
  [[nodiscard]] bool plain() const noexcept { return normalized() >= 0.5; }

  [[nodiscard]] std::uint32_t step_count() const noexcept override { return 1; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 private:
  void apply(double normalized) noexcept override;

  BoolParamOptions options_;
  bool value_ = false;
};

}  // namespace attacca
