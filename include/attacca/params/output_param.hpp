// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/float_range.hpp"
#include "attacca/params/param.hpp"

namespace attacca {

struct OutputParamOptions {
  std::string_view id;
  std::string_view name;
  FloatRange range = FloatRange::linear(0.0, 1.0);
  double default_value = 0.0;  ///< plain
  std::string_view unit = {};
  std::uint8_t decimals = 0;
  bool hidden = false;
};

/// A read-only parameter that the plugin reports to the host: a gain reduction, a count. Not part
/// of the saved state. Between two blocks the last value reported wins and always arrives.
class OutputParam final : public Param {
 public:
  OutputParam(ParamSet& set, const OutputParamOptions& options);

  /// Reports a plain value. From [audio] or [main], but always from the same one.
  void report(double plain) noexcept { store_newest(to_normalized(plain)); }
  /// The last plain value reported. [any]
  [[nodiscard]] double plain() const noexcept { return to_plain(normalized()); }

  [[nodiscard]] std::string_view unit() const noexcept override { return options_.unit; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 private:
  void apply(double /*normalized*/) noexcept override {}

  OutputParamOptions options_;
};

}  // namespace attacca
