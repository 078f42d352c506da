// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"
#include "trial/validate/rendering.hpp"
#include "trial/validate/settings.hpp"

// The latency out of what is heard: noise goes in, and where what comes out is most like it is the
// delay. It needs no plugin that passes on single samples.

namespace attacca::validate {

namespace {

constexpr std::size_t kCompared = 4096;  ///< Frames.
constexpr std::size_t kSettled = 8192;   ///< Frames before, in which fades end.
constexpr std::size_t kAround = 2048;    ///< Delays that are tried around the reported one.
constexpr std::size_t kMostLatency = 4 * 96000;
constexpr double kClear = 0.95;  ///< Less alike, it is not the input that comes out.
constexpr std::array kRates = {44100.0, 48000.0, 96000.0};
constexpr std::array<std::uint32_t, 3> kBlocks = {32, 512, 1021};

struct Measured {
  std::size_t delay = 0;  ///< Frames.
  double likeness = 0.0;  ///< Of the output to the delayed input, 0..1.
};

/// How alike `in` is to what comes `delay` later, both from kSettled on.
double likeness(const std::vector<float>& in, const std::vector<float>& out, std::size_t delay) {
  double product = 0.0;
  double power_in = 0.0;
  double power_out = 0.0;
  const float* const a = in.data() + kSettled;
  const float* const b = out.data() + kSettled + delay;
  for (std::size_t i = 0; i < kCompared; ++i) {
    const double x = static_cast<double>(a[i]);
    const double y = static_cast<double>(b[i]);
    product += x * y;
    power_in += x * x;
    power_out += y * y;
  }
  const double scale = std::sqrt(power_in * power_out);
  return std::isfinite(scale) && scale > 1e-12 ? std::abs(product) / scale : 0.0;
}

/// The first output port with channels: a plugin's first one may have none.
std::size_t heard_port(const Playback& playback) {
  std::size_t port = 0;
  while (playback.output_channels(port) == 0) ++port;
  return port;
}

/// Of an instance with an output.
Measured measure(host::PluginInstance& instance, double rate, std::uint32_t block,
                 std::size_t reported) {
  Playback playback(instance, block);
  const std::size_t port = heard_port(playback);
  playback.sample_rate = rate;
  std::vector<float> in;
  std::vector<float> out;
  const std::size_t frames = kSettled + reported + kAround + kCompared;
  while (in.size() < frames) {
    (void)playback.run(block);
    const auto played = playback.input(0, 0);
    const auto heard = playback.output(port, 0);
    in.insert(in.end(), played.begin(), played.end());
    out.insert(out.end(), heard.begin(), heard.end());
  }
  // Noise is like itself at one delay only.
  Measured best = {reported, likeness(in, out, reported)};
  if (best.likeness >= kClear) return best;
  const auto look = [&](std::size_t from, std::size_t end) {
    for (std::size_t delay = from; delay < end; ++delay) {
      const double alike = likeness(in, out, delay);
      if (alike > best.likeness) best = {delay, alike};
    }
  };
  // Near what is reported, then where a plugin is that reports too much.
  look(reported > kAround ? reported - kAround : 0, reported + kAround);
  if (reported > kAround && best.likeness < kClear) look(0, std::min(kAround, reported - kAround));
  return best;
}

/// Gives the plugin the restarts that it asks for: another latency is taken with them.
void settle(CheckContext& context, host::PluginInstance& instance, double rate) {
  for (int i = 0; i < 4; ++i) {
    {
      Playback playback(instance, 512);
      for (int block = 0; block < 4; ++block) (void)playback.run(512);
    }
    (void)context.loop().run_once(std::chrono::milliseconds(5));
    instance.pump();
    if (!instance.wants_restart()) return;
    instance.stop_processing();
    instance.deactivate();
    instance.clear_restart();
    context.start(instance, rate, 1024);
  }
}

/// Which delays are wrong.
enum class Wrong : std::uint8_t { any, earlier, later };

bool is_wrong(Wrong which, std::size_t delay, std::size_t reported) {
  if (which == Wrong::any) return delay != reported;
  return which == Wrong::earlier ? delay < reported : delay > reported;
}

/// One row of the table: "44100 Hz, as made: 220 reported; 220, 220, 220 measured …". False: the
/// delay is wrong.
bool measure_row(CheckContext& context, const std::string& setting, const Settings* settings,
                 double rate, Wrong which, bool& is_clear) {
  const auto instance = context.create();
  if (settings != nullptr) apply_inactive(context, *instance, *settings);
  context.start(*instance, rate, 1024);
  settle(context, *instance, rate);
  const std::size_t reported = instance->latency();
  const std::string where = text_of(rate) + " Hz, " + setting + ": ";
  if (reported > kMostLatency) {
    context.note(where + std::to_string(reported) + " reported, too long to be measured here");
    return true;
  }
  std::string row;
  bool is_right = true;
  for (const std::uint32_t block : kBlocks) {
    context.step("measuring at " + where + "blocks of " + std::to_string(block));
    instance->stop_processing();
    instance->deactivate();
    context.start(*instance, rate, 1024);
    const Measured got = measure(*instance, rate, block, reported);
    const bool is_sure = got.likeness >= kClear;
    if (!row.empty()) row += ", ";
    row += is_sure ? std::to_string(got.delay) : std::string("not clear");
    if (!is_sure) continue;
    is_clear = true;
    if (!is_wrong(which, got.delay, reported)) continue;
    is_right = false;
    context.fail("at " + where + "in blocks of " + std::to_string(block) + ", " +
                 frames_text(reported) + " are reported, and what comes out is the input of " +
                 frames_text(got.delay) + " before");
  }
  context.note(where + std::to_string(reported) + " reported; " + row +
               " measured in blocks of 32, 512, 1021");
  return is_right;
}

/// Ends the check where there is no effect to measure.
std::vector<Settings> settings_to_try(CheckContext& context) {
  std::vector<Settings> all;
  const auto instance = context.create();
  need_audio_effect(context, *instance);
  if (settable(*instance).empty()) return all;
  for (int i = 0; i < 3; ++i) all.push_back(random_settings(context, *instance, true));
  return all;
}

/// False: a delay was wrong.
bool measure_settings(CheckContext& context, const std::vector<Settings>& all, Wrong which,
                      bool& is_clear) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string setting = "random settings " + std::to_string(i + 1);
    for (const double rate : kRates) {
      if (!measure_row(context, setting, &all[i], rate, which, is_clear)) return false;
    }
  }
  return true;
}

constexpr const char* kUnclear = "what comes out is not the input, by whatever delay";

void is_as_measured(CheckContext& context) {
  const auto all = settings_to_try(context);
  bool is_clear = false;
  for (const double rate : kRates) {
    if (!measure_row(context, "as made", nullptr, rate, Wrong::any, is_clear)) return;
  }
  // A setting may be a delay that is meant; nothing that is meant comes before its time.
  if (!measure_settings(context, all, Wrong::earlier, is_clear)) return;
  if (!is_clear) context.skip(kUnclear);
}

void is_not_later(CheckContext& context) {
  const auto all = settings_to_try(context);
  if (all.empty()) context.skip("the plugin has no parameters that a host may set");
  bool is_clear = false;
  if (!measure_settings(context, all, Wrong::later, is_clear)) return;
  if (!is_clear) context.skip(kUnclear);
}

constexpr const char* kSource =
    "CLAP: latency.h; VST3: getLatencySamples; hosts align tracks by it";

constexpr std::array kChecks = {
    Check{"latency.measured",
          "as the plugin is made what comes out is late by the reported latency, at any rate and "
          "block size, and with no setting by less",
          kSource, is_as_measured, Severity::failure, Formats::both, false, false,
          std::chrono::seconds(60)},
    Check{"latency.measured-settings",
          "with no setting what comes out is later than is reported, unless a delay is meant",
          kSource, is_not_later, Severity::warning, Formats::both, false, false,
          std::chrono::seconds(60)},
};

}  // namespace

std::span<const Check> measured_latency_checks() {
  return kChecks;
}

}  // namespace attacca::validate
