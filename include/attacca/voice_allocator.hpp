// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Voices for notes: which one begins, ends, is cut, stolen or modulated. A synth whose blocks are
// split at notes needs no more than this:
//
//     attacca::VoiceAllocator<Voice, 16> voices_;
//     for (const attacca::Event& event : context.events()) voices_.handle(event, context);
//     voices_.render(context, [&](Voice& voice) { voice.add_to(buffer); });
//     return voices_.empty() ? ProcessStatus::normal() : ProcessStatus::keep_alive();
//
// Audio thread; all memory is inside, nothing is allocated. Knows note ids and wildcards, note
// expressions, pitch bend and its range, channel pressure, the hold pedal, MPE, and modulation of
// parameters per voice. The host is sent a NoteEnd for each voice that falls silent.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "attacca/event.hpp"
#include "attacca/process_context.hpp"
#include "attacca/voice.hpp"

namespace attacca {

/// How an allocator takes what is not said note by note.
struct VoiceOptions {
  /// Semitones for a full pitch bend, until RPN 0 sets it.
  double bend_range = 2.0;
  /// MPE from the start (lower zone, all member channels, their bend range 48 semitones); else from
  /// the MPE configuration message on (RPN 6, MIDI Polyphonic Expression 1.1).
  bool mpe = false;
};

namespace detail {

/// The part of an allocator that is the same for all voices. All members [audio].
class VoiceWork {
 public:
  explicit VoiceWork(const VoiceOptions& options) noexcept;

  /// What a voice is asked to do by an event.
  enum class Deed : std::uint8_t { nothing, end, cut };

  /// What channels know, brought up to date.
  void learn(const Event& event) noexcept;
  /// Brings an active voice up to date with an event, and says what else is to be done to it.
  Deed take(Voice& voice, const Event& event) noexcept;
  /// A voice begins.
  void begin(Voice& voice, const NoteOn& on) noexcept;
  /// A voice is silent: the host hears of it.
  static void free(Voice& voice, ProcessContext& context, std::uint32_t frame) noexcept;
  /// As free(), to nobody.
  static void forget(Voice& voice) noexcept { voice.is_active_ = false; }

  [[nodiscard]] static bool is_active(const Voice& voice) noexcept { return voice.is_active_; }
  [[nodiscard]] static bool is_finished(const Voice& voice) noexcept { return voice.is_finished_; }
  /// Whether `a` is to be stolen rather than `b`: what was let go first, then what is older.
  [[nodiscard]] static bool is_rather_stolen(const Voice& a, const Voice& b) noexcept;
  [[nodiscard]] static bool is_same_key(const Voice& voice, const NoteOn& on) noexcept;

  void reset() noexcept;

 private:
  /// One MIDI channel of one port.
  struct Channel {
    double bend = 0.0;  ///< -1..1
    double bend_range = 2.0;
    double pressure = 0.0;
    double timbre = 0.5;
    bool is_pedal_down = false;
    std::uint8_t rpn_high = 127;
    std::uint8_t rpn_low = 127;
  };
  static constexpr std::size_t kPorts = 8;
  static constexpr std::size_t kChannels = 16;
  using Port = std::array<Channel, kChannels>;

  [[nodiscard]] Channel* channel_of(std::int16_t port, std::int16_t channel) noexcept;
  [[nodiscard]] bool is_member(std::int16_t channel) const noexcept;
  static bool is_pedal_up(const ControlChange& change) noexcept;
  void learn_control(const ControlChange& change) noexcept;
  void learn_data(const ControlChange& change, Channel& channel) noexcept;
  void follow_channel(Voice& voice) noexcept;
  static Voice::Modulated* modulated_by(Voice& voice, const Param* param) noexcept;

  VoiceOptions options_;
  std::array<Port, kPorts> channels_;
  int mpe_members_ = 0;  ///< channels behind the master, which is the first
  std::uint64_t count_ = 0;
};

}  // namespace detail

/// What a VoiceAllocator needs of a voice.
template <typename V>
concept SynthVoice = std::derived_from<V, Voice> && std::default_initializable<V> &&
                     requires(V voice, const NoteOn& on, const NoteOff& off) {
                       { voice.begin(on) } noexcept;
                       { voice.end(off) } noexcept;
                     };

/// `kVoices` voices of type V. All members [audio].
template <std::derived_from<Voice> V, std::size_t kVoices>
class VoiceAllocator {
  static_assert(kVoices > 0);

 public:
  explicit VoiceAllocator(const VoiceOptions& options = {}) noexcept : work_(options) {}

  /// Takes an event of this buffer; what is not for voices is passed over.
  void handle(const Event& event, ProcessContext& context) noexcept {
    // Here, as a class inside the plugin's is complete only now.
    static_assert(SynthVoice<V>, "a voice needs begin(NoteOn) and end(NoteOff), both noexcept");
    work_.learn(event);
    if (const NoteOn* const on = event.get_if<NoteOn>()) return begin(*on, context, event.frame);
    for (V& voice : voices_) {
      if (!Work::is_active(voice)) continue;
      switch (work_.take(voice, event)) {
        case Work::Deed::nothing:
          break;
        case Work::Deed::end:
          voice.end(off_of(event, voice));
          break;
        case Work::Deed::cut:
          Work::free(voice, context, event.frame);
          break;
      }
    }
  }

  /// Calls `sound(V&)` for each voice that sounds, then takes back those that are finished; the
  /// host hears of it at the buffer's last frame.
  template <typename Sound>
  void render(ProcessContext& context, Sound&& sound) noexcept {
    for (V& voice : voices_) {
      if (!Work::is_active(voice)) continue;
      sound(voice);
      if (Work::is_finished(voice)) Work::free(voice, context, context.frames() - 1);
    }
  }

  [[nodiscard]] bool empty() const noexcept { return count() == 0; }
  /// Voices that sound.
  [[nodiscard]] std::size_t count() const noexcept {
    std::size_t count = 0;
    for (const V& voice : voices_) count += Work::is_active(voice) ? 1U : 0U;
    return count;
  }

  /// Forgets all voices and what the channels were set to: for Plugin::reset().
  void reset() noexcept {
    for (V& voice : voices_) Work::forget(voice);
    work_.reset();
  }

 private:
  using Work = detail::VoiceWork;

  static NoteOff off_of(const Event& event, const V& voice) noexcept {
    if (const NoteOff* const off = event.get_if<NoteOff>()) return *off;
    return NoteOff{voice.address()};
  }

  void begin(const NoteOn& on, ProcessContext& context, std::uint32_t frame) noexcept {
    V* chosen = nullptr;
    for (V& voice : voices_) {
      if (!Work::is_active(voice)) {
        if (chosen == nullptr || Work::is_active(*chosen)) chosen = &voice;
        continue;
      }
      // A host without note ids could not end both.
      if (Work::is_same_key(voice, on) &&
          work_.take(voice, Event(frame, NoteOff{voice.address()})) == Work::Deed::end) {
        voice.end(NoteOff{voice.address()});
      }
      if (chosen == nullptr ||
          (Work::is_active(*chosen) && Work::is_rather_stolen(voice, *chosen))) {
        chosen = &voice;
      }
    }
    if (Work::is_active(*chosen)) Work::free(*chosen, context, frame);
    work_.begin(*chosen, on);
    chosen->begin(on);
  }

  Work work_;
  std::array<V, kVoices> voices_ = {};
};

}  // namespace attacca
