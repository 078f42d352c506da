// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/params/bool_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/params/output_param.hpp"
#include "attacca/plugin.hpp"

namespace attacca::fuzz {

/// The plugin behind the wrappers: remembers what reached each of its threads.
class FuzzedPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.fuzzed", .name = "Fuzzed", .vendor = "Attacca"};

  FuzzedPlugin() noexcept { newest = this; }
  ~FuzzedPlugin() override { newest = nullptr; }

  ProcessStatus process(AudioBuffer& buffer, AuxBuffers& aux,
                        ProcessContext& context) noexcept override;
  void on_track_info(const TrackInfo& track) override { received = track; }

  /// The living one.
  static FuzzedPlugin* newest;

  TrackInfo seen;      ///< by the last callback
  TrackInfo received;  ///< by the main thread, last

  FloatParam gain{
      params(),
      {.id = "gain", .name = "Gain", .range = FloatRange::linear(-60.0, 12.0), .unit = "dB"}};
  FloatParam cutoff{params(),
                    {.id = "cutoff",
                     .name = "Cutoff",
                     .range = FloatRange::skewed(20.0, 20000.0, 0.3),
                     .default_value = 1000.0,
                     .unit = "Hz",
                     .decimals = 1}};
  FloatParam mix{params(), {.id = "mix", .name = "Mix", .default_value = 0.25, .decimals = 15}};
  BoolParam bypass{params(), {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
  OutputParam meter{params(), {.id = "meter", .name = "Meter"}};
};

}  // namespace attacca::fuzz
