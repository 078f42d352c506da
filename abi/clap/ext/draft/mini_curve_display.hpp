// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

#include "abi/clap/flags.hpp"

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtMiniCurveDisplay[] = "clap.mini-curve-display/3";

enum class MiniCurveDisplayCurveKind : std::int32_t {
  unspecified = 0,
  gain_response = 1,   ///< x: Hz on a logarithmic scale, y: dB
  phase_response = 2,  ///< x: Hz on a logarithmic scale, y: radians
  transfer_curve = 3,  ///< x: dB, y: dB
  gain_reduction = 4,  ///< x: seconds, y: dB
  time_series = 5,     ///< x: seconds, y: anything
};

/// The ranges the host would like to show for a kind of curve. Filled by the host.
struct MiniCurveDisplayCurveHints {
  double x_min;
  double x_max;
  double y_min;
  double y_max;
};

/// Room for one curve. The host gives values and values_count, the plugin fills in the values and
/// the kind.
struct MiniCurveDisplayCurveData {
  MiniCurveDisplayCurveKind curve_kind;
  std::uint16_t* values;  ///< 1 is the bottom, 65534 the top; 0 and 65535 leave a gap
  std::uint32_t values_count;
};

/// Small curves for the host's mixer. Filled by the plugin. A draft: may change under a new
/// revision number.
struct PluginMiniCurveDisplay {
  using Owner = Plugin;
  static constexpr const char* kId = kExtMiniCurveDisplay;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The interface names no thread; take it as [main].
  std::uint32_t (*get_curve_count)(const Plugin* plugin);
  /// Returns how many curves it drew; later ones lie on top. [main]
  std::uint32_t (*render)(const Plugin* plugin, MiniCurveDisplayCurveData* curves,
                          std::uint32_t curves_size);
  /// Nobody looks after false, and render is not called. [main]
  void (*set_observed)(const Plugin* plugin, bool is_observed);
  /// False if the capacity is too small. [main]
  bool (*get_axis_name)(const Plugin* plugin, std::uint32_t curve_index, char* x_name, char* y_name,
                        std::uint32_t name_capacity);
};

enum class MiniCurveDisplayChangeFlags : std::uint32_t {
  curve_changed = 1u << 0,
  axis_name_changed = 1u << 1,
};
template <>
inline constexpr bool kIsFlags<MiniCurveDisplayChangeFlags> = true;

/// Filled by the host. A draft: may change under a new revision number.
struct HostMiniCurveDisplay {
  using Owner = Host;
  static constexpr const char* kId = kExtMiniCurveDisplay;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Fills `hints`; false if the host shows no such curves. [main]
  bool (*get_hints)(const Host* host, MiniCurveDisplayCurveKind kind,
                    MiniCurveDisplayCurveHints* hints);
  /// True makes the host ask for new curves all the time. [main]
  void (*set_dynamic)(const Host* host, bool is_dynamic);
  /// Only while observed. [main]
  void (*changed)(const Host* host, MiniCurveDisplayChangeFlags flags);
};

}  // namespace attacca::clap
