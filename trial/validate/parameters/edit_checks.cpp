// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"
#include "trial/validate/parameters/parameters_checks.hpp"
#include "trial/validate/rendering.hpp"
#include "trial/validate/settings.hpp"

namespace attacca::validate {

namespace {

constexpr std::size_t kMostParameters = 16;

using Edits = std::vector<host::ParameterEdit>;

/// What the processor of a fresh instance has after these edits, which come one block at a time:
/// what parameters do to each other is in it.
Settings expected_of(CheckContext& context, ProcessorView& processor, const Settings& settings) {
  const auto instance = context.create_processing();
  Playback playback(*instance, 64);
  apply(context, *instance, playback, settings);
  return processor(*instance);
}

void last_point_wins(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  ProcessorView processor(context);
  Settings settings;
  Edits edits;
  for (const host::ParameterInfo& info : some_settable(*instance, kMostParameters)) {
    settings.emplace_back(info.id, random_value(context, info));
  }
  // As many points as a VST3 queue of the host holds.
  for (std::uint32_t point = 0; point < 32; ++point) {
    for (const auto& [id, value] : settings) {
      const host::ParameterInfo& info = *instance->find_parameter(id);
      const double other = point % 2 == 0 ? info.minimum : info.maximum;
      edits.push_back(instance->edit(id, point == 31 ? value : other, point * 16));
    }
  }
  Playback playback(*instance, 512);
  (void)playback.run(512, edits);
  if (!expect_clean(context, playback, "a block with 32 points of each parameter")) return;
  (void)playback.run(512);
  const auto differs =
      first_difference(*instance, expected_of(context, processor, settings), processor(*instance));
  // Parameters beyond those that were edited have their defaults in both.
  context.expect(differs.empty(), "after 32 points in one block, " + differs);
}

void all_at_once(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  ProcessorView processor(context);
  const Settings settings = random_settings(context, *instance);
  if (settings.size() > 1000) context.skip("the plugin has more than a thousand parameters");
  Edits edits;
  for (const auto& [id, value] : settings) edits.push_back(instance->edit(id, value, 0));
  Playback playback(*instance, 512);
  (void)playback.run(512, edits);
  if (!expect_clean(context, playback, "a block that changes every parameter")) return;
  (void)playback.run(512);
  const auto differs =
      first_difference(*instance, expected_of(context, processor, settings), processor(*instance));
  context.expect(differs.empty(), "after a change of every parameter in one block, " + differs);
}

void anywhere_in_the_block(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  ProcessorView processor(context);
  Playback playback(*instance, 512);
  const auto random_ones = [&] {
    Settings settings;
    for (const host::ParameterInfo& info : some_settable(*instance, kMostParameters)) {
      settings.emplace_back(info.id, random_value(context, info));
    }
    return settings;
  };
  const Settings settings = random_ones();
  apply(context, *instance, playback, settings);
  const Settings expected = processor(*instance);
  for (const std::uint32_t frame : {0u, 1u, 255u, 511u}) {
    apply(context, *instance, playback, random_ones());
    Edits edits;
    for (const auto& [id, value] : settings) edits.push_back(instance->edit(id, value, frame));
    (void)playback.run(512, edits);
    if (!expect_clean(context, playback, "a block with edits")) return;
    (void)playback.run(512);
    const auto differs = first_difference(*instance, expected, processor(*instance));
    if (!context.expect(differs.empty(), "edited at frame " + std::to_string(frame) +
                                             " of a block of 512, " + differs)) {
      return;
    }
  }
}

void edits_without_frames(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  ProcessorView processor(context);
  Settings settings;
  Edits edits;
  for (const host::ParameterInfo& info : some_settable(*instance, kMostParameters)) {
    settings.emplace_back(info.id, random_value(context, info));
    edits.push_back(instance->edit(info.id, settings.back().second, 0));
  }
  Playback playback(*instance, 512);
  (void)playback.run(512);
  (void)playback.run(0, edits);
  (void)playback.run(512);
  const auto differs =
      first_difference(*instance, expected_of(context, processor, settings), processor(*instance));
  context.expect(differs.empty(), "edited in a block of 0 frames, " + differs);
}

void unknown_ids_are_ignored(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  ProcessorView processor(context);
  const Settings before = processor(*instance);
  Edits edits;
  for (const host::ParameterId id : {0x7ffffffeu, 0x12345678u, 1u, 0u, 0x00ffffffu, 99999u}) {
    if (instance->find_parameter(id) == nullptr) edits.push_back({3, id, 1.0, 1.0});
  }
  Playback playback(*instance, 512);
  for (int i = 0; i < 4; ++i) {
    (void)playback.run(512, edits);
    if (!expect_clean(context, playback, "a block with edits of unknown parameters")) return;
  }
  const auto changed = first_difference(*instance, before, processor(*instance));
  context.expect(changed.empty(), "edits of unknown parameters changed " + changed);
}

void out_of_range_is_survived(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  ProcessorView processor(context);
  Playback playback(*instance, 512);
  for (const double excess : {-1e-4, 1e-4, -1.0, 1.0}) {
    Edits edits;
    for (const host::ParameterInfo& info : some_settable(*instance, 200)) {
      const double range = info.maximum - info.minimum;
      edits.push_back({0, info.id,
                       excess < 0.0 ? info.minimum + excess * range : info.maximum + excess * range,
                       excess < 0.0 ? excess : 1.0 + excess});
    }
    (void)playback.run(512, edits);
    for (int i = 0; i < 4; ++i) (void)playback.run(512);
    const std::string what =
        "values that miss the range by " + text_of(std::abs(excess)) + " of its width";
    if (!context.expect(playback.is_finite(), what + " gave NaN or infinity in an output")) return;
    const auto outside = first_out_of_range(*instance, processor(*instance));
    if (!context.expect(outside.empty(), what + " were taken: " + outside)) return;
  }
}

void read_only_stays(CheckContext& context) {
  const auto instance = context.create_processing();
  Playback playback(*instance, 512);
  playback.signal = Signal::silence;
  std::vector<host::ParameterInfo> outputs;
  for (const host::ParameterInfo& info : instance->parameters()) {
    if (info.is_read_only) outputs.push_back(info);
  }
  if (outputs.empty()) context.skip("the plugin has no read-only parameters");
  (void)render(playback, 4800);
  instance->pump();
  for (const host::ParameterInfo& info : outputs) {
    const auto before = instance->parameter_value(info.id);
    const double sent = random_value(context, info);
    if (!before || is_same_value(info, *before, sent)) continue;
    const Edits edits = {instance->edit(info.id, sent, 0)};
    (void)playback.run(512, edits);
    instance->pump();
    const auto after = instance->parameter_value(info.id);
    context.expect(after && !is_same_value(info, *after, sent),
                   name_of(info) + " is read only, but an edit of the host moved it from " +
                       text_of(*before) + " to " + text_of(sent));
  }
}

constexpr const char* kPoints =
    "CLAP: events.h, events come in order of time; VST3: IParamValueQueue, the last point wins";

constexpr std::array kChecks = {
    Check{"parameters.last-point-wins",
          "after many points of a parameter in one block, the last one holds", kPoints,
          last_point_wins},
    Check{"parameters.all-at-once", "one block may change every parameter", kPoints, all_at_once},
    Check{"parameters.anywhere-in-block",
          "an edit at any frame of a block holds from the next block on at the latest", kPoints,
          anywhere_in_the_block},
    Check{"parameters.edit-without-frames", "edits in a block of 0 frames arrive",
          "VST3: process with numSamples 0 is a parameter flush; CLAP: params.flush while active",
          edits_without_frames},
    Check{"parameters.unknown-ids", "edits of unknown parameters change nothing",
          "VST3: IParameterChanges, unknown ids are ignored; hosts replay old automation",
          unknown_ids_are_ignored, Severity::failure, Formats::vst3},
    Check{"parameters.out-of-range",
          "values outside the range are brought inside, and give finite output",
          "hosts round automation curves beyond the ends; CLAP: params.h, min_value, max_value",
          out_of_range_is_survived, Severity::warning},
    Check{"parameters.read-only-stays", "an edit does not move a read-only parameter",
          "CLAP: params.h, IS_READONLY; VST3: ParameterInfo::kIsReadOnly", read_only_stays,
          Severity::warning},
};

}  // namespace

std::span<const Check> parameter_edit_checks() {
  return kChecks;
}

}  // namespace attacca::validate
