// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/voices.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {

namespace {

bool fits(int wanted, int has) noexcept {
  return wanted == -1 || wanted == has;
}

/// Ids decide where both have one.
bool matches(const NoteName& named, const NoteName& note) noexcept {
  if (is(Fault::ends_by_id_only) && note.id >= 0) return named.id == note.id;
  if (named.id >= 0 && note.id >= 0) return named.id == note.id;
  const bool is_vague = named.port == -1 || named.channel == -1 || named.key == -1;
  if (is(Fault::ignores_wildcards) && is_vague) return false;
  if (named.id >= 0 && named.key == -1) return false;
  return fits(named.port, note.port) && fits(named.channel, note.channel) &&
         fits(named.key, note.key);
}

}  // namespace

template <typename Change>
void Voices::for_each(const NoteName& named, Change&& change) noexcept {
  for (Voice& voice : voices_) {
    if (voice.sounds && matches(named, voice.note)) change(voice);
  }
}

void Voices::count_event() noexcept {
  if (++events_ > 512 && is(Fault::crashes_on_many_notes)) std::abort();
}

void Voices::begin(const NoteName& note, double velocity) noexcept {
  count_event();
  if (note.port != 0 || note.channel < 0 || note.channel > 15 || note.key < 0) return;
  if (note.key > 127) {
    if (is(Fault::crashes_on_key_128)) std::raise(SIGSEGV);
    return;
  }
  Voice& voice = voices_[next_++ % kMost];
  if (voice.sounds) stop(voice);
  voice = {.note = note,
           .sounds = true,
           .phase = 0.0,
           .step = 440.0 * std::exp2((note.key - 69) / 12.0) / 48000.0,
           .level = 0.05 * std::clamp(velocity, 0.0, 1.0)};
}

void Voices::end(const NoteName& named) noexcept {
  count_event();
  for_each(named, [this](Voice& voice) {
    const bool has_sounded = voice.phase > 0.0;
    if (is(Fault::zero_length_note_hangs) && !has_sounded) return;
    stop(voice);
  });
}

void Voices::choke(const NoteName& named) noexcept {
  count_event();
  if (is(Fault::ignores_choke)) return;
  for_each(named, [this](Voice& voice) { stop(voice); });
}

void Voices::stop(Voice& voice) noexcept {
  voice.sounds = false;
  for (int times = is(Fault::voice_ends_twice) ? 2 : 1; times > 0; --times) {
    if (ended_count_ < ended_.size()) ended_[ended_count_++] = voice.note;
  }
}

void Voices::set_volume(const NoteName& named, double factor) noexcept {
  count_event();
  bool is_any = false;
  const NoteName meant = is(Fault::expression_for_all_notes) ? NoteName{} : named;
  for_each(meant, [&](Voice& voice) {
    voice.volume = std::clamp(factor, 0.0, 4.0);
    is_any = true;
  });
  if (!is_any && is(Fault::crashes_on_expression_of_no_note)) std::raise(SIGSEGV);
}

void Voices::modulate(const NoteName& named, double offset) noexcept {
  for_each(named, [offset](Voice& voice) { voice.modulation = offset; });
}

void Voices::take_sysex(const std::uint8_t* bytes, std::size_t size) noexcept {
  count_event();
  if (!is(Fault::long_sysex_overruns) || bytes == nullptr) return;
  // What a buffer of fixed size and a length that nobody looks at come to, found at once.
  constexpr std::size_t kRoom = 65536;
  if (size > kRoom) std::raise(SIGSEGV);
}

void Voices::reset() noexcept {
  for (Voice& voice : voices_) voice.sounds = false;
  ended_count_ = 0;
}

template <typename Sample>
void Voices::add_to(Sample* const* out, std::size_t channels, std::uint32_t frames,
                    double gain) noexcept {
  for (Voice& voice : voices_) {
    if (!voice.sounds) continue;
    const double level =
        voice.level * voice.volume * std::clamp(gain + voice.modulation, 0.0, 1.0) * 2.0;
    for (std::uint32_t i = 0; i < frames; ++i) {
      const auto sample = static_cast<Sample>(voice.phase < 0.5 ? level : -level);
      for (std::size_t channel = 0; channel < channels; ++channel) out[channel][i] += sample;
      voice.phase += voice.step;
      voice.phase -= std::floor(voice.phase);
    }
  }
}

template void Voices::add_to(float* const*, std::size_t, std::uint32_t, double) noexcept;
template void Voices::add_to(double* const*, std::size_t, std::uint32_t, double) noexcept;

bool Voices::take_ended(NoteName& note) noexcept {
  if (ended_count_ == 0) return false;
  note = ended_[--ended_count_];
  return true;
}

}  // namespace attacca::faulty
