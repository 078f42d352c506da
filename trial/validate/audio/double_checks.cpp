// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "trial/validate/audio/audio_checks.hpp"
#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"

namespace attacca::validate {

namespace {

constexpr std::array<std::uint32_t, 9> kSizes = {512, 1, 511, 3, 64, 31, 129, 5, 256};
constexpr std::uint32_t kMostFrames = 512;
constexpr std::size_t kGuard = 32;  ///< Samples before and behind each channel.

/// A sample that no plugin writes by chance: a quiet NaN with a payload of our own.
template <typename Sample>
Sample mark(std::uint32_t payload) {
  if constexpr (sizeof(Sample) == 4) {
    return std::bit_cast<float>(0x7fc00000u | payload);
  } else {
    return std::bit_cast<double>(0x7ff8000000000000u | payload);
  }
}
constexpr std::uint32_t kGuardMark = 0x5a5a5;
constexpr std::uint32_t kUnwrittenMark = 0x3c3c3;

template <typename Sample>
bool has_mark(const Sample& sample, std::uint32_t payload) {
  const Sample wanted = mark<Sample>(payload);
  return std::equal(reinterpret_cast<const std::byte*>(&sample),
                    reinterpret_cast<const std::byte*>(&sample) + sizeof sample,
                    reinterpret_cast<const std::byte*>(&wanted));
}

/// The channels of one side, each between guard zones.
template <typename Sample>
struct Side {
  Side(const std::vector<host::PortInfo>& infos, Sample filled_with) {
    std::size_t count = 0;
    for (const host::PortInfo& info : infos) count += info.channel_count;
    samples.assign(count * kStride, mark<Sample>(kGuardMark));
    for (std::size_t i = 0; i < count; ++i) {
      channels.push_back(samples.data() + i * kStride + kGuard);
      std::fill_n(channels.back(), kMostFrames, filled_with);
    }
    std::size_t first = 0;
    for (const host::PortInfo& info : infos) {
      lend(ports.emplace_back(), first, info.channel_count);
      first += info.channel_count;
    }
  }
  void lend(host::PortBuffers& port, std::size_t first, std::size_t count) const {
    const auto lent = std::span<Sample* const>(channels).subspan(first, count);
    if constexpr (sizeof(Sample) == 8) {
      port.doubles = lent;
    } else {
      port.channels = lent;
    }
  }
  [[nodiscard]] bool guards_hold() const {
    for (const Sample* const channel : channels) {
      for (std::size_t i = 1; i <= kGuard; ++i) {
        if (!has_mark(*(channel - i), kGuardMark)) return false;
        if (!has_mark(channel[kMostFrames + i - 1], kGuardMark)) return false;
      }
    }
    return true;
  }

  static constexpr std::size_t kStride = kMostFrames + 2 * kGuard;
  std::vector<Sample> samples;
  std::vector<Sample*> channels;  ///< of all ports
  std::vector<host::PortBuffers> ports;
};

/// Plays the same noise, which floats can hold, to a fresh instance as samples of this size; a note
/// where there is a note input. Fails where memory is not treated as it has to be.
template <typename Sample>
std::vector<std::vector<double>> play(CheckContext& context, bool in_place) {
  const WatchedInstance instance = context.create();
  instance->set_doubles(sizeof(Sample) == 8);
  context.start(*instance, 48000.0, kMostFrames);
  if ((sizeof(Sample) == 8) != instance->plays_doubles()) {
    context.skip("the plugin takes 32-bit samples only");
  }
  Side<Sample> in(instance->ports().inputs, 0);
  Side<Sample> out(instance->ports().outputs, mark<Sample>(kUnwrittenMark));
  const std::size_t main = in.ports.empty() ? 0 : in.ports[0].count();
  if (in_place) {
    const bool can = main > 0 && instance->ports().inputs[0].is_in_place && !out.ports.empty() &&
                     out.ports[0].count() == main;
    if (!can) context.skip("the plugin does not work in place");
    out.lend(in.ports[0], 0, main);
  }
  std::mt19937_64 random(1);
  std::vector<std::vector<double>> heard(out.channels.size());
  host::NoteEvent note;
  std::int64_t at = 0;
  for (int round = 0; round < 12; ++round) {
    for (const std::uint32_t frames : kSizes) {
      for (std::uint32_t i = 0; i < frames; ++i) {
        for (std::size_t c = 0; c < main; ++c) {
          const double noise = static_cast<double>(random() >> 11) * 0x1.0p-53 - 0.5;
          (in_place ? out : in).channels[c][i] = static_cast<Sample>(static_cast<float>(noise));
        }
      }
      const std::vector<Sample> before = in.samples;
      host::ProcessBlock block;
      block.frames = frames;
      block.inputs = in.ports;
      block.outputs = out.ports;
      block.steady_frames = at;
      if (at == 0 && !instance->ports().note_inputs.empty()) block.notes = {&note, 1};
      (void)instance->process(block);
      at += frames;
      const std::string what = "a block of " + frames_text(frames) + " of " +
                               std::to_string(8 * sizeof(Sample)) + " bits";
      context.require(in.guards_hold() && out.guards_hold(),
                      what + ": samples before or behind the block were written");
      context.require(std::equal(before.begin(), before.end(), in.samples.begin(),
                                 [](const Sample& a, const Sample& b) {
                                   return a == b || (std::isnan(a) && std::isnan(b));
                                 }),
                      what + ": an input was changed");
      for (std::size_t c = 0; c < out.channels.size(); ++c) {
        Sample* const samples = out.channels[c];
        for (std::uint32_t i = 0; i < frames; ++i) {
          context.require(!has_mark(samples[i], kUnwrittenMark),
                          what + ": samples of an output were not written");
          heard[c].push_back(static_cast<double>(samples[i]));
          samples[i] = mark<Sample>(kUnwrittenMark);
        }
      }
    }
  }
  return heard;
}

void expect_alike(CheckContext& context, const std::vector<std::vector<double>>& expected,
                  const std::vector<std::vector<double>>& got, double tolerance,
                  const std::string& what) {
  double peak = 0.0;
  for (const auto& channel : expected) {
    for (const double sample : channel) peak = std::max(peak, std::abs(sample));
  }
  for (std::size_t c = 0; c < expected.size(); ++c) {
    for (std::size_t i = 0; i < expected[c].size(); ++i) {
      const double distance = std::abs(expected[c][i] - got[c][i]);
      if (distance <= std::max(tolerance * peak, 1e-6)) continue;
      context.fail(what + ": " + text_of(got[c][i]) + " instead of " + text_of(expected[c][i]) +
                   " at frame " + std::to_string(i) + " of channel " + std::to_string(c) +
                   "; the peak is " + text_of(peak));
      return;
    }
  }
}

/// What it sounds like with 32-bit samples; ends the check where that is another thing each time.
std::vector<std::vector<double>> play_floats(CheckContext& context) {
  auto first = play<float>(context, false);
  if (first != play<float>(context, false)) {
    context.skip("the plugin does not sound the same every time");
  }
  return first;
}

void need_doubles(CheckContext& context) {
  const WatchedInstance instance = context.create();
  need_audio_output(context, *instance);
  instance->set_doubles(true);
  context.start(*instance);
  if (!instance->plays_doubles()) context.skip("the plugin takes 32-bit samples only");
}

void doubles_sound_alike(CheckContext& context) {
  need_doubles(context);
  expect_alike(context, play_floats(context), play<double>(context, false), 1e-4,
               "with 64-bit samples it sounds different");
}

void doubles_in_place(CheckContext& context) {
  need_doubles(context);
  (void)play_floats(context);
  const auto apart = play<double>(context, false);
  expect_alike(context, apart, play<double>(context, true), 1e-9,
               "with 64-bit input and output in the same memory it sounds different");
}

constexpr const char* kSource =
    "CLAP: audio-ports.h, CLAP_AUDIO_PORT_SUPPORTS_64BITS; VST3: canProcessSampleSize(kSample64)";

constexpr std::array kChecks = {
    Check{
        "audio.doubles-sound-alike",
        "what a plugin makes of 64-bit samples is what it makes of 32-bit ones, but for rounding, "
        "and it touches no memory beside them",
        kSource, doubles_sound_alike},
    Check{"audio.doubles-in-place",
          "64-bit input and output in the same memory sound like apart, where the plugin allows it",
          "CLAP: audio-ports, in_place_pair; VST3: ProcessData, buffers may be the same",
          doubles_in_place},
};

}  // namespace

std::span<const Check> audio_double_checks() {
  return kChecks;
}

}  // namespace attacca::validate
