// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A value that the plugin reports to the host: a gain reduction, a count.
//
//     attacca::OutputParam reduction_{params(), {.id = "gr", .name = "Reduction",
//         .range = attacca::FloatRange::linear(-60.0, 0.0), .unit = "dB"}};
//     reduction_.report(-3.5);  // in process()
//
// report() belongs to one thread, plain() to any. The last value of a block always arrives; those
// before it may be skipped. Not saved with the state, never automated.

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
  /// Joins `set`, which is the plugin's params(). [main]
  OutputParam(ParamSet& set, const OutputParamOptions& options);

  /// Reports a plain value. From process() or from the main thread, but always from the same one.
  /// [one thread]
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
