// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The three plugins of the binary, for what hosts take where.

#include <span>

#include <attacca/export.hpp>

#include "parlando/musician/musician.hpp"

namespace {

using attacca::Feature;

/// Everything that a track may carry, so that all of it goes through.
constexpr attacca::NotePort kIn{
    .name = "Notes", .midi_controllers = true, .program_changes = true, .midi2 = true};

/// Notes in, notes out: before an instrument.
class NoteMusician final : public parlando::Musician {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.parlando.musician",
      .name = "Parlando Musician",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Plays what the conductor sends, under its track's name",
      .features = {Feature::note_effect, Feature::utility},
      .notes_in = kIn,
      .notes_out = attacca::NotePort::main,
      .split_at = attacca::SplitAt::nothing,
  };
  NoteMusician() : Musician({.role = "notes", .is_note_effect = true}) {}
  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.name = "Notes alone"}};
};

/// The same for hosts that refuse plugins without audio: it sounds like nothing.
class SilentMusician final : public parlando::Musician {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.parlando.musician-audio",
      .name = "Parlando Musician (Audio)",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Plays what the conductor sends, where hosts want audio of every plugin",
      .features = {Feature::instrument, Feature::utility, Feature::stereo},
      .notes_in = kIn,
      .notes_out = attacca::NotePort::main,
      .split_at = attacca::SplitAt::nothing,
  };
  SilentMusician() : Musician({.role = "notes-with-audio", .is_note_effect = true}) {
    is_silent_ = true;
  }
  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.main_outputs = 2, .name = "Stereo"}};
};

/// Audio and notes go through: on the track of an instrument that stands before it.
class ThroughMusician final : public parlando::Musician {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.parlando.musician-through",
      .name = "Parlando Musician (Through)",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Plays what the conductor sends, and lets audio through",
      .features = {Feature::instrument, Feature::utility, Feature::stereo},
      .notes_in = kIn,
      .notes_out = attacca::NotePort::main,
      .split_at = attacca::SplitAt::nothing,
  };
  ThroughMusician() : Musician({.role = "instrument", .is_note_effect = false}) {}
  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {
      {.main_inputs = 2, .main_outputs = 2, .name = "Stereo"}};
};

}  // namespace

ATTACCA_EXPORT(NoteMusician, SilentMusician, ThroughMusician);
