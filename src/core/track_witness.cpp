// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <memory>
#include <string_view>

#include "attacca/params/output_param.hpp"
#include "core/track_observer.hpp"

// Linked into a plugin (attacca_track_witness), it makes the plugin report what it saw of its
// track, so that `attacca validate` can check that nothing was lost. docs/track-info.md has the
// parameters.
namespace attacca::core {
namespace {

/// FNV-1a, 32 bit (Fowler, Noll, Vo), over the name, if there is one, and the colour, each tagged.
std::uint32_t digest_of(const TrackInfo& info) noexcept {
  std::uint32_t hash = 0x811C9DC5u;
  const auto mix = [&hash](std::uint8_t byte) {
    hash ^= byte;
    hash *= 0x01000193u;
  };
  if (info.name) {
    mix(1);
    for (const char c : info.name->view()) mix(static_cast<std::uint8_t>(c));
  }
  mix(0);
  mix(info.color ? 1 : 0);
  if (info.color) {
    mix(info.color->red);
    mix(info.color->green);
    mix(info.color->blue);
    mix(info.color->alpha);
  }
  return hash;
}

OutputParamOptions number(std::string_view id, std::string_view name, double range) {
  return {.id = ParamId::computed(id),
          .name = name,
          .range = FloatRange::computed(FloatRange::Shape::linear, 0.0, range)};
}

/// What one reader of the track has seen.
class Side {
 public:
  struct Texts {
    std::string_view revision_id, revision;
    std::string_view updates_id, updates;
    std::string_view high_id, high;
    std::string_view low_id, low;
  };

  Side(ParamSet& set, const Texts& texts)
      : revision_(set, number(texts.revision_id, texts.revision, kCountRange)),
        updates_(set, number(texts.updates_id, texts.updates, kCountRange)),
        high_(set, number(texts.high_id, texts.high, kHalfRange)),
        low_(set, number(texts.low_id, texts.low, kHalfRange)) {}

  /// Always from the same thread.
  void saw(const TrackInfo& info) noexcept {
    const std::uint32_t digest = digest_of(info);
    ++seen_;
    // Both halves carry the count, so that a reader between the two knows it.
    const std::uint32_t count = (seen_ & 0xFu) << 16;
    revision_.report(static_cast<double>(info.revision));
    updates_.report(seen_);
    high_.report(count | digest >> 16);
    low_.report(count | (digest & 0xFFFFu));
  }

 private:
  static constexpr double kCountRange = 4294967295.0;
  static constexpr double kHalfRange = 0xFFFFF;

  OutputParam revision_;
  OutputParam updates_;
  OutputParam high_;
  OutputParam low_;
  std::uint32_t seen_ = 0;
};

class TrackWitness final : public TrackObserver {
 public:
  explicit TrackWitness(ParamSet& set)
      : audio_(set, {"witness_audio_revision", "Audio: revision seen", "witness_audio_updates",
                     "Audio: updates seen", "witness_audio_high", "Audio: digest, high half",
                     "witness_audio_low", "Audio: digest, low half"}),
        editor_(set, {"witness_editor_revision", "Editor: revision seen", "witness_editor_updates",
                      "Editor: updates seen", "witness_editor_high", "Editor: digest, high half",
                      "witness_editor_low", "Editor: digest, low half"}) {}

  void audio_saw(const TrackInfo& info) noexcept override { audio_.saw(info); }
  void editor_saw(const TrackInfo& info) noexcept override { editor_.saw(info); }

 private:
  Side audio_;
  Side editor_;
};

[[maybe_unused]] const bool installed = [] {
  make_track_observer = [](ParamSet& params) -> std::unique_ptr<TrackObserver> {
    return std::make_unique<TrackWitness>(params);
  };
  return true;
}();

}  // namespace
}  // namespace attacca::core
