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
#include "attacca/params/value_format.hpp"

namespace attacca {

struct OutputParamOptions {
  ParamId id;
  std::string_view name;
  FloatRange range = FloatRange::linear(0.0, 1.0);
  double default_value = 0.0;  ///< plain
  std::string_view unit = {};
  std::uint8_t decimals = 0;
  ValueFormat format = {};  ///< the number with the unit behind it, if nothing is said
  bool hidden = false;

  /// What is wrong with them, or null. [any]
  [[nodiscard]] constexpr const char* fault() const {
    if (const char* why = range.fault(); why != nullptr) return why;
    if (!range.contains(default_value)) return detail::fault("its default is outside its range");
    return nullptr;
  }
};

/// A read-only parameter that the plugin reports to the host: a gain reduction, a count. Not part
/// of the saved state. Between two blocks the last value reported wins and always arrives.
class OutputParam final : public Param {
 public:
  /// Joins `scope`, which is the plugin's params() or a group of them. [main]
  OutputParam(ParamScope scope, const OutputParamOptions& options);

  /// Reports a plain value. From process() or from the main thread, but always from the same one.
  /// [one thread]
  void report(double plain) noexcept { store_newest(to_normalized(plain)); }
  /// The last plain value reported. [any]
  [[nodiscard]] double plain() const noexcept { return to_plain(normalized()); }

  [[nodiscard]] std::string_view unit() const noexcept override { return unit_; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 private:
  void apply(double /*normalized*/) noexcept override {}

  FloatRange range_;
  std::string_view unit_;
  ValueFormat format_;
};

}  // namespace attacca
