// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <attacca/decibels.hpp>
#include <attacca/export.hpp>
#include <attacca/params/enum_param.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/params/param_array.hpp>
#include <attacca/plugin.hpp>

#include "drum.hpp"

enum class Kit { deep, tight };

/// What a host offers besides: names of keys, program changes, remote controls, its menu, its
/// threads, and a gesture that comes from process().
class Drums final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.drums",
      .name = "Attacca Drums",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Three drums in two kits",
      .features = {attacca::Feature::instrument, attacca::Feature::drum},
      .notes_in = attacca::NotePort{.name = "Notes", .program_changes = true},
      .voices = 3,
      .thread_pool = true,
      .split_at = attacca::SplitAt::notes_and_parameters,
  };

  Drums() {
    kit_.on_change([this] { host().note_names_changed(); });
  }

  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

  void note_names(attacca::NoteNames& names) const override {
    const std::string kit = kit_.plain() == Kit::deep ? "Deep " : "Tight ";
    for (std::size_t i = 0; i < kDrums; ++i) names.add(kKeys[i], kit + kNames[i]);
  }

  void remote_controls(attacca::RemoteControls& controls) const override {
    controls.page("Levels", {&mix_[0].level, &mix_[1].level, &mix_[2].level, nullptr, &kit_});
  }

  void fill_host_menu(const attacca::Param* param, attacca::HostMenu& menu) override {
    if (param == &kit_) menu.entry("All drums off", kAllOff);
  }
  void on_host_menu(const attacca::Param*, std::uint32_t action) override {
    if (action == kAllOff) all_off_.store(true, std::memory_order_relaxed);
  }

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override {
    sample_rate_ = config.sample_rate;
    for (std::vector<float>& rendered : rendered_) rendered.resize(config.max_block_frames);
    context.set_tail(static_cast<std::uint32_t>(2.0 * config.sample_rate));
    return true;
  }

  void reset() noexcept override { drums_ = {}; }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    if (all_off_.exchange(false, std::memory_order_relaxed)) stop_all(context, {});
    for (const attacca::Event& event : context.events()) take(event, context);
    // Each drum on whatever thread is free, into memory of its own.
    std::array<std::optional<std::uint32_t>, kDrums> ends;
    context.run_parallel(kDrums, [&](std::uint32_t i) noexcept {
      ends[i] = drums_[i].render(std::span(rendered_[i]).first(buffer.frames()), sample_rate_);
    });
    bool any_sounds = false;
    for (std::size_t i = 0; i < kDrums; ++i) {
      if (ends[i]) (void)context.end_note(*ends[i], drums_[i].note());
      any_sounds = any_sounds || drums_[i].sounds();
      for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
        for (std::uint32_t frame = 0; frame < buffer.frames(); ++frame) {
          buffer.sample(channel, frame) += mix_[i].level.value() * rendered_[i][frame];
        }
      }
    }
    return any_sounds ? attacca::ProcessStatus::keep_alive() : attacca::ProcessStatus::normal();
  }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.main_outputs = 2, .name = "Stereo"},
                                                      {.main_outputs = 1, .name = "Mono"}};
  static constexpr std::size_t kDrums = 3;
  static constexpr std::array<std::int16_t, kDrums> kKeys = {36, 38, 42};  // as General MIDI has it
  static constexpr std::array<const char*, kDrums> kNames = {"Kick", "Snare", "Hat"};
  static constexpr std::uint32_t kAllOff = 1;
  static constexpr DrumSound kSounds[2][kDrums] = {
      {{45.0, 3.0, 0.15, 1.0, 0.0}, {180.0, 0.5, 0.09, 0.5, 0.5}, {9000.0, 0.0, 0.05, 0.1, 0.6}},
      {{60.0, 5.0, 0.06, 1.0, 0.0}, {220.0, 0.8, 0.05, 0.4, 0.6}, {8000.0, 0.0, 0.02, 0.1, 0.6}}};

  struct Mix {
    explicit Mix(attacca::ParamScope scope)
        : level(scope, {.id = "level",
                        .name = "Level",
                        .range = attacca::FloatRange::linear(-60.0, 0.0),
                        .default_value = -6.0,
                        .unit = "dB",
                        .convert = attacca::decibels_to_gain}) {}
    attacca::FloatParam level;
  };

  void take(const attacca::Event& event, attacca::ProcessContext& context) noexcept {
    event.visit(
        [&](const attacca::NoteOn& on) {
          for (std::size_t i = 0; i < kDrums; ++i) {
            if (on.key != kKeys[i]) continue;
            if (const auto old = drums_[i].stop()) (void)context.end_note(event.frame, *old);
            drums_[i].hit(on, kSounds[static_cast<std::size_t>(kit_.value())][i]);
            return;
          }
          (void)context.end_note(event.frame, on);  // there is no such drum
        },
        [&](const attacca::NoteChoke& choke) { stop_all(context, choke); },
        [&](const attacca::ProgramChange& change) {
          (void)context.send({event.frame, attacca::GestureBegin{&kit_}});
          kit_.set_from_audio(change.program % 2 == 0 ? Kit::deep : Kit::tight);
          (void)context.send({event.frame, attacca::GestureEnd{&kit_}});
        });
  }

  void stop_all(attacca::ProcessContext& context, const attacca::NoteAddress& which) noexcept {
    for (Drum& drum : drums_) {
      if (!which.matches(drum.note())) continue;
      if (const auto old = drum.stop()) (void)context.end_note(0, *old);
    }
  }

  attacca::EnumParam<Kit> kit_{
      params(),
      {.id = "kit",
       .name = "Kit",
       .values = {{Kit::deep, "deep", "Deep"}, {Kit::tight, "tight", "Tight"}}}};
  attacca::ParamArray<Mix, kDrums> mix_{params(), {.id = "drum", .name = "Drum"}};
  std::array<Drum, kDrums> drums_;
  std::array<std::vector<float>, kDrums> rendered_;
  std::atomic<bool> all_off_{false};
  double sample_rate_ = 48000.0;
};

ATTACCA_EXPORT(Drums);
