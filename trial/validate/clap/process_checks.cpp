// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "abi/clap/ext/tail.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kProcess = "CLAP: process.h, clap_process";

void need_outputs(CheckContext& context, const ClapBlock& block) {
  if (block.outputs() == 0) context.skip("the plugin has no audio outputs");
}

void run(CheckContext& context, ClapBlock& block, std::uint32_t frames, const std::string& when) {
  context.expect(block.run(frames) != clap::ProcessStatus::error, "process failed " + when);
  context.expect(block.damage().empty(), block.damage());
}

void stays_inside(CheckContext& context) {
  ClapSession session(context);
  session.open_processing(48000.0, 509);
  ClapBlock block(session, 509);
  for (const std::uint32_t frames : {509u, 1u, 2u, 3u, 7u, 64u, 508u, 31u, 509u}) {
    run(context, block, frames, "with " + std::to_string(frames) + " frames");
  }
  for (int i = 0; i < 24; ++i) {
    const auto frames = static_cast<std::uint32_t>(context.pick(1, 509));
    run(context, block, frames, "with " + std::to_string(frames) + " frames");
  }
}

void empty_blocks_are_survived(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  for (const std::uint32_t frames : {0u, 64u, 0u, 0u, 512u}) {
    (void)block.run(frames);
    context.expect(block.damage().empty(), block.damage());
  }
}

void constants_are_constant(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  need_outputs(context, block);
  for (int i = 0; i < 24; ++i) {
    constexpr std::array kInputs = {ClapBlock::Input::noise, ClapBlock::Input::silence,
                                    ClapBlock::Input::constant};
    block.input = kInputs[static_cast<std::size_t>(i / 4) % kInputs.size()];
    block.marks_constants = i % 2 == 0;
    run(context, block, 256, "with constant input");
    for (std::size_t port = 0; port < block.outputs(); ++port) {
      const std::uint32_t channels = std::min(block.channels(port), 64u);
      for (std::uint32_t channel = 0; channel < channels; ++channel) {
        if ((block.constant_mask(port) >> channel & 1) == 0) continue;
        const double first = block.sample(port, channel, 0);
        for (std::uint32_t frame = 1; frame < 256; ++frame) {
          const double sample = block.sample(port, channel, frame);
          if (context.expect(sample == first,
                             "channel " + std::to_string(channel) + " of output port " +
                                 std::to_string(port) + " is marked as constant and holds " +
                                 text_of(first) + " at frame 0 and " + text_of(sample) +
                                 " at frame " + std::to_string(frame))) {
            continue;
          }
          return;
        }
      }
    }
  }
}

/// The outputs of some blocks with silence, noise and a constant in turn.
std::vector<double> play(CheckContext& context, bool marks_constants, bool wants_doubles = false) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 256, wants_doubles);
  need_outputs(context, block);
  block.marks_constants = marks_constants;
  std::vector<double> all;
  constexpr std::array kInputs = {ClapBlock::Input::noise, ClapBlock::Input::silence,
                                  ClapBlock::Input::constant};
  for (std::size_t i = 0; i < 18; ++i) {
    block.input = kInputs[i / 3 % kInputs.size()];
    run(context, block, 256, "with constant input");
    const auto output = block.output();
    all.insert(all.end(), output.begin(), output.end());
  }
  return all;
}

double difference(const std::vector<double>& a, const std::vector<double>& b) {
  double most = a.size() == b.size() ? 0.0 : HUGE_VAL;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (std::isfinite(a[i]) || std::isfinite(b[i])) most = std::max(most, std::abs(a[i] - b[i]));
  }
  return most;
}

void input_masks_are_hints(CheckContext& context) {
  const auto plain = play(context, false);
  if (difference(plain, play(context, false)) > 0.0) {
    context.skip("the plugin sounds different each time");
  }
  const double most = difference(plain, play(context, true));
  context.expect(!(most > 1e-5), "with constant channels marked, the output differs by up to " +
                                     text_of(most) + " from what it is without the marks");
}

void doubles_sound_alike(CheckContext& context) {
  {
    ClapSession session(context);
    session.open();
    bool has_doubles = false;
    for (const bool is_input : {true, false}) {
      for (const auto& port : session.audio_ports(is_input)) {
        has_doubles = has_doubles || clap::has(port.flags, clap::AudioPortFlags::supports_64bits);
      }
    }
    if (!has_doubles) context.skip("the plugin has no 64 bit ports");
  }
  const auto floats = play(context, false);
  if (difference(floats, play(context, false)) > 0.0) {
    context.skip("the plugin sounds different each time");
  }
  const double most = difference(floats, play(context, false, true));
  context.expect(!(most > 1e-3),
                 "64 bit samples differ by up to " + text_of(most) + " from 32 bit samples");
}

void time_may_be_unknown(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  for (int i = 0; i < 12; ++i) {
    block.has_transport = i % 3 != 0;
    block.has_steady_time = i % 2 != 0;
    run(context, block, 128, "without transport or steady time");
  }
}

void transports_may_be_odd(CheckContext& context) {
  using Flags = clap::TransportFlags;
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  const clap::EventTransport whole = block.transport;
  const auto all_finite = [&block] {
    const auto output = block.output();
    return std::all_of(output.begin(), output.end(), [](double x) { return std::isfinite(x); });
  };
  const auto try_one = [&](const std::string& what) {
    for (int i = 0; i < 3; ++i) {
      run(context, block, 128, "with " + what);
      context.expect(all_finite(), "the output is not finite with " + what);
    }
    block.transport = whole;
  };
  block.transport.flags = Flags{};
  block.transport.tempo =
      std::numeric_limits<double>::quiet_NaN();  // means nothing without its flag
  block.transport.tsig_num = 0;
  block.transport.tsig_denom = 0;
  try_one("a transport that has no flag set");
  block.transport.flags = Flags::has_tempo;
  block.transport.tempo = 999.0;
  try_one("a tempo and nothing else");
  block.transport.bar_start = -clap::kBeatTimeFactor * 8;
  block.transport.bar_number = -2;
  try_one("a bar before the song's beginning");
  block.transport.flags |= Flags::is_loop_active;
  block.transport.loop_start_beats = 0;
  block.transport.loop_end_beats = 0;
  try_one("a loop without length");
  block.transport.tsig_num = 17;
  block.transport.tsig_denom = 16;
  block.transport.tempo_inc = 1e-4;
  try_one("a tempo ramp in 17/16");
}

void statuses_are_lawful(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  for (int i = 0; i < 40; ++i) {
    block.input = i < 8 ? ClapBlock::Input::noise : ClapBlock::Input::silence;
    const clap::ProcessStatus status = block.run(512);
    const auto number = static_cast<std::int32_t>(status);
    context.require(number >= 0 && number <= 4,
                    "process returned " + std::to_string(number) + ", which is no status");
    context.require(status != clap::ProcessStatus::error, "process returned an error");
    context.require(
        status != clap::ProcessStatus::tail || session.find<clap::PluginTail>() != nullptr,
        "process returned TAIL, and the plugin has no tail extension");
  }
}

void sleepers_are_quiet(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  need_outputs(context, block);
  for (int i = 0; i < 8; ++i) (void)block.run(512);
  block.input = ClapBlock::Input::silence;
  int asleep_for = 0;
  for (int i = 0; i < 300 && asleep_for < 20; ++i) {
    const bool sleeps = block.run(512) == clap::ProcessStatus::sleep;
    if (asleep_for > 0) {
      context.require(!(block.peak() > 1e-5),
                      "process returned SLEEP " + std::to_string(asleep_for) +
                          " blocks ago, and with silent input the output peaks at " +
                          text_of(block.peak()));
    }
    if (sleeps || asleep_for > 0) ++asleep_for;
  }
  if (asleep_for == 0) context.skip("the plugin never sleeps");
}

void any_thread_plays_audio(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  std::array<AudioThread, 2> threads;
  for (std::size_t i = 0; i < 12; ++i) {
    clap::ProcessStatus status{};
    threads[i % 2].run([&] { status = block.run(128); });
    context.expect(status != clap::ProcessStatus::error,
                   "process failed on another thread than the block before");
    context.expect(block.damage().empty(), block.damage());
  }
}

void steady_time_may_jump(CheckContext& context) {
  ClapSession session(context);
  session.open_processing();
  ClapBlock block(session, 512);
  for (const std::int64_t bars : {0, 400, -3, 100000, 0}) {
    block.transport.bar_start = clap::kBeatTimeFactor * 4 * bars;
    block.transport.bar_number = static_cast<std::int32_t>(bars);
    run(context, block, 128, "after the song jumped to bar " + std::to_string(bars));
    session.reset();
  }
}

constexpr std::array kChecks = {
    Check{"clap-process.stays-inside",
          "only the frames of output channels are written, and no input, struct or guard", kProcess,
          stays_inside},
    Check{"clap-process.empty-blocks", "blocks without a frame do no harm",
          "CLAP: process.h, frames_count; hosts send events that way", empty_blocks_are_survived},
    Check{"clap-process.constant-mask", "output channels that are marked as constant are constant",
          "CLAP: audio-buffer.h, constant_mask; clap-validator", constants_are_constant},
    Check{"clap-process.input-mask", "marks of constant inputs do not change the sound",
          "CLAP: audio-buffer.h, constant_mask is a hint, and the samples are there",
          input_masks_are_hints},
    Check{"clap-process.doubles", "64 bit samples sound like 32 bit samples",
          "CLAP: audio-ports.h, CLAP_AUDIO_PORT_SUPPORTS_64BITS", doubles_sound_alike},
    Check{"clap-process.no-time", "transport may be null and steady time unknown", kProcess,
          time_may_be_unknown},
    Check{"clap-process.odd-transports", "fields of the transport without their flag do not matter",
          "CLAP: events.h, clap_event_transport", transports_may_be_odd},
    Check{"clap-process.status", "the status is one that exists, and TAIL comes with a tail",
          "CLAP: process.h, clap_process_status", statuses_are_lawful},
    Check{"clap-process.sleep", "after SLEEP the output stays quiet until something comes in",
          "CLAP: process.h, CLAP_PROCESS_SLEEP; clap-validator", sleepers_are_quiet},
    Check{"clap-process.any-thread", "audio may come on another thread each time",
          "CLAP: thread-check.h, the audio thread is a role", any_thread_plays_audio},
    Check{"clap-process.jumps", "the song may jump to any bar after a reset",
          "CLAP: plugin.h, reset", steady_time_may_jump},
};

}  // namespace

std::span<const Check> clap_process_checks() {
  return kChecks;
}

}  // namespace attacca::validate
