// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>

#include <attacca/export.hpp>
#include <attacca/params/output_param.hpp>

#include "track_digest.hpp"
#include "track_info_editor.hpp"

namespace {

/// What one reader of the track info has seen, as parameters that a host can check.
class Witness {
 public:
  struct Texts {
    std::string_view revision_id, revision_name;
    std::string_view updates_id, updates_name;
    std::string_view digest_id, digest_name;
  };

  Witness(attacca::ParamSet& set, const Texts& texts)
      : revision_(set, count(texts.revision_id, texts.revision_name)),
        updates_(set, count(texts.updates_id, texts.updates_name)),
        digest_(set, count(texts.digest_id, texts.digest_name)) {}

  /// Always from the same thread.
  void saw(const attacca::TrackInfo& info) noexcept {
    revision_.report(static_cast<double>(info.revision));
    updates_.report(static_cast<double>(++seen_));
    digest_.report(static_cast<double>(track_digest(info)));
  }

 private:
  static attacca::OutputParamOptions count(std::string_view id, std::string_view name) {
    return {.id = id, .name = name, .range = attacca::FloatRange::linear(0.0, 4294967295.0)};
  }

  attacca::OutputParam revision_;
  attacca::OutputParam updates_;
  attacca::OutputParam digest_;
  std::uint32_t seen_ = 0;
};

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
    return std::make_unique<TrackInfoEditor>(
        [this](const attacca::TrackInfo& shown) { editor_.saw(shown); });
  }

  attacca::ProcessStatus process(attacca::AudioBuffer&, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    if (context.track_info_changed()) audio_.saw(context.track_info());
    return attacca::ProcessStatus::normal();
  }

 private:
  Witness audio_{params(),
                 {"audio_revision", "Audio: revision seen", "audio_updates", "Audio: updates seen",
                  "audio_digest", "Audio: digest seen"}};
  Witness editor_{params(),
                  {"editor_revision", "Editor: revision seen", "editor_updates",
                   "Editor: updates seen", "editor_digest", "Editor: digest seen"}};
};

}  // namespace

ATTACCA_EXPORT(TrackInfoDisplay);
