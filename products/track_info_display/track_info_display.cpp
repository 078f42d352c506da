// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>

#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>

#include "track_info_editor.hpp"

namespace {

/// Passes audio through and shows what the host says about the track.
class TrackInfoDisplay final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.track-info-display",
      .name = "Track Info Display",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Shows its track's name, colour and role, live",
      .features = {attacca::Feature::audio_effect, attacca::Feature::utility,
                   attacca::Feature::analyzer},
  };

  std::unique_ptr<attacca::Editor> make_editor() override {
    return std::make_unique<TrackInfoEditor>();
  }

  attacca::ProcessStatus process(attacca::AudioBuffer&, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    return attacca::ProcessStatus::normal();
  }

 private:
  /// Audio passes through either way; hosts that look for a bypass find one.
  attacca::BoolParam bypass_{params(),
                             {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
};

}  // namespace

ATTACCA_EXPORT(TrackInfoDisplay);
