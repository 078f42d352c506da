// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What all parameters have in common. Authors declare the kinds (FloatParam, BoolParam,
// OutputParam); editors and generic code see this:
//
//     for (const attacca::Param* param : context.params().all()) {
//       std::string text = param->format(param->normalized());  // "-6.00 dB"
//     }
//
// Reading is for any thread and gives the newest value, whole. Setting goes through the host:
// gestures in the editor (ParamGesture), automation from the host.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/detail/shared_value.hpp"

namespace attacca {

class ParamSet;

namespace core {
class ParamStore;
}

/// What hosts know about a parameter.
struct ParamFlags {
  bool automatable = true;
  bool read_only = false;  ///< only the plugin changes it; never automatable
  bool bypass = false;     ///< at most one per plugin, a BoolParam
  bool hidden = false;
};

/// One parameter, seen through its normalized value 0..1. Kinds with a meaning of their own derive
/// from it: FloatParam, BoolParam, OutputParam. Lives as a member of the plugin and registers
/// itself in the plugin's ParamSet; never moves.
class Param {
 public:
  Param(const Param&) = delete;
  Param& operator=(const Param&) = delete;
  virtual ~Param() = default;

  /// The author's id: unique in the plugin, never changing, the key in saved state. [any]
  [[nodiscard]] std::string_view id() const noexcept { return id_; }
  /// What hosts show. UTF-8. [any]
  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  /// The number that hosts know it by: 31 bits of a hash of id(), so that it does not depend on the
  /// order of declaration. [any]
  [[nodiscard]] std::uint32_t stable_id() const noexcept { return stable_id_; }
  /// The position in the ParamSet. [any]
  [[nodiscard]] std::size_t index() const noexcept { return index_; }
  [[nodiscard]] ParamFlags flags() const noexcept { return flags_; }

  /// The newest value that any thread has set, normalized 0..1. [any]
  [[nodiscard]] double normalized() const noexcept { return shared_.newest(); }
  /// Normalized 0..1. [any]
  [[nodiscard]] double default_normalized() const noexcept { return default_normalized_; }

  /// Number of steps between the two ends: 0 = continuous, 1 = a switch. [any]
  [[nodiscard]] virtual std::uint32_t step_count() const noexcept { return 0; }

  /// The unit that hosts may show beside the value, such as "dB". UTF-8. [any]
  [[nodiscard]] virtual std::string_view unit() const noexcept { return {}; }

  /// Between what is saved and shown and what hosts hand around. Out-of-range values are clamped,
  /// NaN becomes the default. [any]
  [[nodiscard]] virtual double to_plain(double normalized) const noexcept = 0;
  [[nodiscard]] virtual double to_normalized(double plain) const noexcept = 0;

  /// The value as text, with the unit. UTF-8; parse(format(x)) is stable. [main]
  [[nodiscard]] virtual std::string format(double normalized) const = 0;
  /// The normalized value that `text` means, with or without unit; nullopt if it means none. [main]
  [[nodiscard]] virtual std::optional<double> parse(std::string_view text) const = 0;

 protected:
  /// `id` and `name` must outlive the parameter (string literals). [main]
  Param(ParamSet& set, std::string_view id, std::string_view name, ParamFlags flags);

  /// Sets the default and the first value. In the constructor of a kind. [main]
  void set_default_normalized(double normalized) noexcept {
    default_normalized_ = normalized;
    shared_.start_at(normalized);
  }
  /// For kinds that only the plugin changes. [one thread]
  void store_newest(double normalized) noexcept {
    shared_.audio.value.store(normalized, std::memory_order_relaxed);
  }

 private:
  friend class core::ParamStore;

  /// The value that process() works with from now on changes to `normalized`. [audio, or
  /// main while inactive]
  virtual void apply(double normalized) noexcept = 0;
  /// Sample rate for smoothing; smoothing starts over from the value as it is. While
  /// inactive. [main]
  virtual void prepare(double /*sample_rate*/) noexcept {}
  /// Ends smoothing at the value as it is. [audio, or main while inactive]
  virtual void snap() noexcept {}

  std::string_view id_;
  std::string_view name_;
  ParamFlags flags_;
  std::uint32_t stable_id_ = 0;
  std::size_t index_ = 0;
  double default_normalized_ = 0.0;

  static_assert(std::atomic<double>::is_always_lock_free);
  detail::SharedValue<> shared_;
};

}  // namespace attacca
