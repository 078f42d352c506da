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

#include "attacca/note_port.hpp"

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

/// What a block is split at.
enum class SplitAt : std::uint8_t {
  nothing,
  parameters,
  notes,  ///< and MIDI and expressions
  notes_and_parameters,
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

  /// Where notes and MIDI come in and go out; none unless listed.
  NotePorts notes_in = {};
  NotePorts notes_out = {};

  /// How many notes can sound at once; 0 where that means nothing. Hosts that modulate voices ask.
  std::uint32_t voices = 0;

  /// process() spreads work over the host's threads with ProcessContext::run_parallel().
  bool thread_pool = false;

  /// Where blocks are split, so that nothing of that kind changes within a buffer. At parameters:
  /// each sample sees its own value. A single parameter may ask for the opposite
  /// (ParamFlags::split). Blocks are always split where the transport changes.
  SplitAt split_at = SplitAt::parameters;
  /// No split makes a buffer shorter than this, frames; what comes within takes effect earlier, up
  /// to as many frames less one. Hosts may still send shorter blocks.
  std::uint32_t smallest_piece = 1;
  /// How many events ProcessContext::events() has room for. Where more come, the block is split
  /// there as well. Memory is only taken where notes come in or a parameter does not split.
  std::uint32_t event_room = 256;

  /// Counts what the plugin's states mean, from 1 up. A state with a lower one goes through the
  /// plugin's migrate() first: see state/state.hpp.
  unsigned state_version = 1;

  /// It is tied to time, by hardware or a network, and cannot be bounced faster than it plays: CLAP
  /// hosts ask, and are refused offline rendering; VST3 hosts ask, and do not render it ahead.
  bool needs_realtime = false;

  /// Hosts that have the choice should send 64 bit samples; for plugins that take them (see
  /// DoublePrecision).
  bool prefers_doubles = false;
};

}  // namespace attacca
