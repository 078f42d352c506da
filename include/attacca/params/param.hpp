// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What all parameters have in common. Authors declare the kinds (FloatParam, IntParam, BoolParam,
// EnumParam, OutputParam); editors and generic code see this:
//
//     for (const attacca::Param* param : context.params().all()) {
//       std::string text = param->format(param->normalized());  // "-6.00 dB"
//     }
//
// One naming rule: plain() and normalized() are what is saved and shown, for any thread; value()
// and `smoothed` are what process() computes with, converted and with the host's modulation.
// Setting goes through the host: gestures in the editor (ParamGesture), automation,
// set_from_audio().

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/detail/shared_value.hpp"
#include "attacca/params/param_group.hpp"
#include "attacca/params/param_scope.hpp"

namespace attacca {

class ParamSet;

namespace core {
class ParamStore;
}

/// Whether a block is split where a parameter changes, so that no buffer has two of its values.
enum class Split : std::uint8_t {
  as_plugin,  ///< as PluginInfo::split_at says
  always,     ///< also in a plugin that does not split at parameters
  never       ///< also in one that does: ProcessContext::curve() has what happens within a buffer
};

/// What a parameter is for, where hosts have a use for it: they find the gain reduction of a
/// compressor for their mixer, or the mix of an effect for all of them at once.
enum class ParamFunction : std::uint8_t {
  none,
  gain_reduction,        ///< of a compressor or limiter, an OutputParam
  gain_reduction_max,    ///< the most so far
  gain_reduction_hold,   ///< the peak that is held
  gain_reduction_reset,  ///< a switch that resets the most
  low_latency,           ///< a switch: less latency rather than quality
  dry_wet_mix,
  randomize,  ///< a switch
  pan_x,      ///< of the centre, left to right
  pan_y,      ///< rear to front
  pan_z,      ///< down to up
};

/// What hosts know about a parameter, and how process() meets its changes.
struct ParamFlags {
  bool automatable = true;
  bool read_only = false;  ///< only the plugin changes it; never automatable
  bool bypass = false;     ///< at most one per plugin, a BoolParam
  bool hidden = false;     ///< from the user: neither shown nor automated
  /// Shown by hosts, but not by an editor that lists all parameters.
  bool hidden_in_generic_editors = false;
  Split split = Split::as_plugin;
  /// For VST3 hosts; the first parameter with a function in its group is the one.
  ParamFunction function = ParamFunction::none;
};

/// Whether hosts may offset a parameter without changing its saved and shown value.
enum class Modulation : std::uint8_t {
  none,
  whole,    ///< for all voices together
  per_note  ///< also for single notes
};

/// One parameter, seen through its normalized value 0..1. Kinds with a meaning of their own derive
/// from it: FloatParam, IntParam, BoolParam, EnumParam, OutputParam. Lives as a member of the
/// plugin and registers itself in the plugin's ParamSet; never moves.
class Param {
 public:
  Param(const Param&) = delete;
  Param& operator=(const Param&) = delete;
  virtual ~Param() = default;

  /// The author's id, behind those of its groups ("op1_level"): unique in the plugin, never
  /// changing, the key in saved state. [any]
  [[nodiscard]] std::string_view id() const noexcept { return id_; }
  /// What hosts show. UTF-8. [any]
  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  /// The number that hosts know it by: 31 bits of a hash of id(), so that it does not depend on the
  /// order of declaration. [any]
  [[nodiscard]] std::uint32_t stable_id() const noexcept { return stable_id_; }
  /// The position in the ParamSet. [any]
  [[nodiscard]] std::size_t index() const noexcept { return index_; }
  [[nodiscard]] ParamFlags flags() const noexcept { return flags_; }
  [[nodiscard]] Modulation modulation() const noexcept { return modulation_; }
  /// The group it was declared in; null at the top. [any]
  [[nodiscard]] const ParamGroup* group() const noexcept { return group_; }

  /// The newest value that any thread has set, normalized 0..1. [any]
  [[nodiscard]] double normalized() const noexcept { return shared_.newest(); }
  /// How far the host's modulation moves it, -1..1 of the range: of all voices, not of one note.
  /// [any]
  [[nodiscard]] double modulation_offset() const noexcept {
    return offset_.load(std::memory_order_relaxed);
  }
  /// normalized() with the modulation: for drawing, never for saving. [any]
  [[nodiscard]] double modulated_normalized() const noexcept {
    return std::clamp(normalized() + modulation_offset(), 0.0, 1.0);
  }
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

  /// The id by which states hold the value, where values have ids; else empty. [any]
  [[nodiscard]] virtual std::string_view value_id(double normalized) const noexcept;
  /// The normalized value with this id, or nullopt. [any]
  [[nodiscard]] virtual std::optional<double> find_value_id(std::string_view id) const noexcept;

  /// The value as text, with the unit. UTF-8; parse(format(x)) is stable. [main]
  [[nodiscard]] virtual std::string format(double normalized) const = 0;
  /// The normalized value that `text` means, with or without unit; nullopt if it means none. [main]
  [[nodiscard]] virtual std::optional<double> parse(std::string_view text) const = 0;

  /// Whether on_change() has been called. [any]
  [[nodiscard]] bool has_on_change() const noexcept { return watched_; }
  /// Calls `callback` on the main thread whenever the value has changed, whoever changed it;
  /// changes in quick succession may be one call, modulation is none. While the plugin is made; one
  /// for a parameter, the last. [main]
  void on_change(std::function<void()> callback);

  /// process() changes the value, normalized 0..1: everybody reads it at once, value() and a glide
  /// follow, and the host hears of it behind this block, as of a gesture of its own. [audio]
  void set_normalized_from_audio(double normalized) noexcept;

  /// As GestureBegin and GestureEnd say; false for a parameter that is not the user's to set. Again
  /// changes nothing. [audio]
  bool begin_gesture_from_audio() noexcept;
  bool end_gesture_from_audio() noexcept;

 protected:
  /// `id` and `name` must outlive the parameter (string literals). [main]
  Param(ParamScope scope, std::string_view id, std::string_view name, ParamFlags flags,
        Modulation modulation = Modulation::none);

  /// Sets the default and the first value. In the constructor of a kind. [main]
  void set_default_normalized(double normalized) noexcept {
    default_normalized_ = working_ = normalized;
    shared_.start_at(normalized);
  }
  /// For kinds that only the plugin changes. [one thread]
  void store_newest(double normalized) noexcept;
  /// The declaration is wrong, and the plugin is refused with this reason; null: it is right. In
  /// the constructor of a kind. [main]
  void refuse(const char* why);

  /// What a normalized value of process() becomes with the modulation and `more` of it. [audio]
  [[nodiscard]] double modulated_by(double more) const noexcept {
    return std::clamp(working_ + modulation_offset() + more, 0.0, 1.0);
  }

 private:
  friend class core::ParamStore;
  friend class FormerId;
  friend class ParamSet;

  /// The value that process() works with from now on changes to `normalized`, modulation included.
  /// [audio, or main while inactive]
  virtual void apply(double normalized) noexcept = 0;
  /// Sample rate for smoothing; smoothing starts over from the value as it is. While
  /// inactive. [main]
  virtual void prepare(double /*sample_rate*/) noexcept {}
  /// Ends smoothing at the value as it is. [audio, or main while inactive]
  virtual void snap() noexcept {}

  /// A new value, without modulation. [audio, or main while inactive]
  void work_with(double normalized) noexcept {
    working_ = normalized;
    const double offset = modulation_offset();
    apply(offset == 0.0 ? normalized : std::clamp(normalized + offset, 0.0, 1.0));
  }
  /// The host offsets the value, -1..1 of the range; what is saved and shown stays. [audio, or main
  /// while inactive]
  void apply_modulation(double offset) noexcept {
    offset_.store(offset, std::memory_order_relaxed);
    work_with(working_);
  }

  std::string_view id_;
  std::string_view name_;
  ParamSet* set_;
  const ParamGroup* group_;
  ParamFlags flags_;
  Modulation modulation_;
  bool watched_ = false;  ///< on_change() has a callback
  /// Of process(): the host has the begin; it is to have a begin; it is to have an end. [audio]
  bool gesture_is_open_ = false;
  bool gesture_begins_ = false;
  bool gesture_ends_ = false;
  std::uint32_t stable_id_ = 0;
  std::size_t index_ = 0;
  double default_normalized_ = 0.0;
  double working_ = 0.0;  ///< what process() works with, but for the modulation
  std::atomic<double> offset_{0.0};

  static_assert(std::atomic<double>::is_always_lock_free);
  detail::SharedValue<> shared_;
};

}  // namespace attacca
