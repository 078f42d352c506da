// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Who a plugin is and what hosts file it under, as a static member of its class:
//
//     static constexpr attacca::PluginInfo info{
//         .id = "org.example.gain", .name = "Gain", .vendor = "Example",
//         .features = {attacca::Feature::audio_effect, attacca::Feature::utility}};
//
// Compile time. The id never changes once released: hosts find saved plugins by it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace attacca {

/// What a plugin is, for hosts that sort their menus by it.
enum class Feature : std::uint8_t {
  audio_effect,
  instrument,
  note_effect,
  analyzer,
  utility,
  mixing,
  mastering,
  delay,
  reverb,
  distortion,
  dynamics,
  compressor,
  limiter,
  equalizer,
  filter,
  modulation,
  pitch_shifter,
  restoration,
  synthesizer,
  sampler,
  drum,
  mono,
  stereo,
  surround,
  ambisonic,
};

/// Up to 12 features, the most specific first. All members [any].
class FeatureList {
 public:
  constexpr FeatureList() = default;
  constexpr FeatureList(std::initializer_list<Feature> features) {  // NOLINT
    for (Feature feature : features) features_[count_++] = feature;
  }
  [[nodiscard]] constexpr const Feature* begin() const noexcept { return features_.data(); }
  [[nodiscard]] constexpr const Feature* end() const noexcept { return features_.data() + count_; }

 private:
  std::array<Feature, 12> features_ = {};
  std::size_t count_ = 0;
};

/// Who a plugin is. A plugin class declares it as `static constexpr PluginInfo info`. UTF-8, no
/// control characters. `id` is a reverse domain name that never changes: hosts find saved plugins
/// by it, and every format's own id is derived from it (format_ids.hpp overrides that).
struct PluginInfo {
  std::string_view id;
  std::string_view name;
  std::string_view vendor;
  std::string_view version = "0.1.0";
  std::string_view description = {};
  std::string_view url = {};
  std::string_view email = {};
  std::string_view manual_url = {};
  std::string_view support_url = {};
  FeatureList features = {Feature::audio_effect};

  /// Splits blocks at parameter changes so that each sample sees its own value.
  bool sample_accurate_automation = true;
};

}  // namespace attacca
