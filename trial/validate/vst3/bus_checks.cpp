// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "abi/vst3/speaker_arrangements.hpp"
#include "abi/vst3/speakers.hpp"
#include "trial/validate/vst3/untouched.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"
#include "trial/validate/vst3/works_on.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

constexpr std::array kSides = {BusDirections::kInput, BusDirections::kOutput};
constexpr std::array kTypes = {MediaTypes::kAudio, MediaTypes::kEvent};

std::string name_of_bus(MediaType type, BusDirection direction, std::int32_t index) {
  return std::string(type == MediaTypes::kAudio ? "audio " : "event ") +
         (direction == BusDirections::kInput ? "input " : "output ") + std::to_string(index);
}

/// Tries something on every bus.
template <typename Try>
void for_each_bus(Vst3Session& session, Try attempt) {
  for (const auto type : kTypes) {
    for (const auto direction : kSides) {
      for (std::int32_t i = 0; i < session.bus_count(type, direction); ++i) {
        BusInfo info{};
        const TResult result = session.component()->getBusInfo(type, direction, i, info);
        session.check().expect(
            result == kResultOk,
            "getBusInfo of " + name_of_bus(type, direction, i) + " answered " + name_of(result));
        if (result == kResultOk) attempt(type, direction, i, info);
      }
    }
  }
}

void infos_are_good(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  for_each_bus(
      session, [&](MediaType type, BusDirection direction, std::int32_t i, const BusInfo& info) {
        const std::string bus = name_of_bus(type, direction, i);
        context.expect(info.mediaType == type && info.direction == direction,
                       bus + ": its info says media type " +
                           std::to_string(static_cast<int>(info.mediaType)) + " and direction " +
                           std::to_string(static_cast<int>(info.direction)));
        context.expect(info.channelCount >= 0 && info.channelCount <= 1024,
                       bus + " has " + std::to_string(info.channelCount) + " channels");
        context.expect(info.busType == BusTypes::kMain || info.busType == BusTypes::kAux,
                       bus + " has the bus type " + std::to_string(static_cast<int>(info.busType)));
        context.expect(is_terminated(info.name), bus + ": its name has no end");
        BusInfo again{};
        (void)session.component()->getBusInfo(type, direction, i, again);
        context.expect(equal_bytes(info, again), bus + ": asked again, its info differs");
      });
}

void index_is_checked(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto refuse = [&](MediaType type, BusDirection direction, std::int32_t index) {
    const std::string where = "(" + std::to_string(static_cast<int>(type)) + ", " +
                              std::to_string(static_cast<int>(direction)) + ", " +
                              std::to_string(index) + ")";
    expect_refusal<BusInfo>(context, "getBusInfo" + where, [&](BusInfo& info) {
      return session.component()->getBusInfo(type, direction, index, info);
    });
  };
  constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max();
  for (const auto type : kTypes) {
    for (const auto direction : kSides) {
      for (const std::int32_t i : {session.bus_count(type, direction), -1, kFar}) {
        refuse(type, direction, i);
      }
    }
  }
  refuse(static_cast<MediaType>(2), BusDirections::kInput, 0);
  context.expect(session.bus_count(static_cast<MediaType>(2), BusDirections::kInput) == 0,
                 "there are buses of media type 2, which does not exist");
  for (const auto direction : kSides) {
    for (const std::int32_t i : {session.bus_count(MediaTypes::kAudio, direction), -1, kFar}) {
      expect_refusal<SpeakerArrangement>(context, "getBusArrangement(" + std::to_string(i) + ")",
                                         [&](SpeakerArrangement& arrangement) {
                                           return session.processor()->getBusArrangement(
                                               direction, i, arrangement);
                                         });
    }
  }
}

void main_comes_first(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  for (const auto type : kTypes) {
    for (const auto direction : kSides) {
      bool was_aux = false;
      for (std::int32_t i = 0; i < session.bus_count(type, direction); ++i) {
        BusInfo info{};
        (void)session.component()->getBusInfo(type, direction, i, info);
        context.expect(!was_aux || info.busType != BusTypes::kMain,
                       name_of_bus(type, direction, i) + " is main behind an auxiliary bus");
        was_aux = was_aux || info.busType == BusTypes::kAux;
      }
    }
  }
}

void expect_channels(Vst3Session& session, const std::string& when) {
  for (const auto direction : kSides) {
    const auto arrangements = session.arrangements(direction);
    const auto counts = session.channel_counts(direction);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      session.check().expect(
          std::popcount(arrangements[i]) == counts[i],
          name_of_bus(MediaTypes::kAudio, direction, static_cast<std::int32_t>(i)) + " has " +
              std::to_string(counts[i]) + " channels, but " +
              std::to_string(std::popcount(arrangements[i])) + " speakers" + when);
    }
  }
}

struct Request {
  const char* name;
  SpeakerArrangement arrangement;
};

constexpr std::array kRequests = {Request{"mono", speaker_arr::kMono},
                                  Request{"stereo", speaker_arr::kStereo},
                                  Request{"5.1", speaker_arr::k51},
                                  Request{"7.1.4", speaker_arr::k71_4},
                                  Request{"no channels", speaker_arr::kEmpty},
                                  Request{"first order ambisonics", speaker_arr::kAmbi1stOrderACN}};

TResult arrange(Vst3Session& session, std::vector<SpeakerArrangement> inputs,
                std::vector<SpeakerArrangement> outputs) {
  return session.processor()->setBusArrangements(
      inputs.empty() ? nullptr : inputs.data(), static_cast<std::int32_t>(inputs.size()),
      outputs.empty() ? nullptr : outputs.data(), static_cast<std::int32_t>(outputs.size()));
}

void require_audio(CheckContext& context, Vst3Session& session) {
  if (session.bus_count(MediaTypes::kAudio, BusDirections::kInput) +
          session.bus_count(MediaTypes::kAudio, BusDirections::kOutput) ==
      0) {
    context.skip("the plugin has no audio");
  }
}

void channels_follow(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  require_audio(context, session);
  expect_channels(session, "");
  for (const Request& request : kRequests) {
    const std::string asked = std::string("setBusArrangements(") + request.name + ")";
    context.step(asked);
    const std::vector inputs(session.arrangements(BusDirections::kInput).size(),
                             request.arrangement);
    const std::vector outputs(session.arrangements(BusDirections::kOutput).size(),
                              request.arrangement);
    const TResult result = arrange(session, inputs, outputs);
    expect_channels(session, " after " + asked + ", which answered " + name_of(result));
    if (result == kResultTrue) {
      context.expect(session.arrangements(BusDirections::kInput) == inputs &&
                         session.arrangements(BusDirections::kOutput) == outputs,
                     asked + " answered kResultTrue, but read back the buses are others");
    }
    expect_works(session, asked);
  }
}

void own_arrangement_is_taken(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  require_audio(context, session);
  const auto inputs = session.arrangements(BusDirections::kInput);
  const auto outputs = session.arrangements(BusDirections::kOutput);
  const TResult result = arrange(session, inputs, outputs);
  context.expect(
      result == kResultTrue,
      "setBusArrangements with the plugin's own arrangement answered " + name_of(result));
  context.expect(session.arrangements(BusDirections::kInput) == inputs &&
                     session.arrangements(BusDirections::kOutput) == outputs,
                 "setBusArrangements with the plugin's own arrangement changed it");
}

void counts_are_checked(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  require_audio(context, session);
  const std::int32_t ins = session.bus_count(MediaTypes::kAudio, BusDirections::kInput);
  const std::int32_t outs = session.bus_count(MediaTypes::kAudio, BusDirections::kOutput);
  std::vector<SpeakerArrangement> many(static_cast<std::size_t>(std::max(ins, outs)) + 1,
                                       speaker_arr::kStereo);
  const auto try_counts = [&](std::int32_t inputs, std::int32_t outputs) {
    const std::string call = "setBusArrangements with " + std::to_string(inputs) + " and " +
                             std::to_string(outputs) + " buses";
    context.step(call);
    const TResult result = session.processor()->setBusArrangements(
        inputs == 0 ? nullptr : many.data(), inputs, outputs == 0 ? nullptr : many.data(), outputs);
    context.expect(result != kResultTrue, call + " answered kResultTrue");
  };
  try_counts(ins + 1, outs + 1);
  try_counts(-1, -1);
  try_counts(std::numeric_limits<std::int32_t>::min(), 0);
  expect_channels(session, " after arrangements of impossible counts");
  expect_works(session, "arrangements of impossible counts");
}

void not_while_active(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  require_audio(context, session);
  session.play();
  const auto inputs = session.arrangements(BusDirections::kInput);
  const auto outputs = session.arrangements(BusDirections::kOutput);
  const auto& first = outputs.empty() ? inputs : outputs;
  const SpeakerArrangement other =
      first[0] == speaker_arr::kMono ? speaker_arr::kStereo : speaker_arr::kMono;
  context.step("setBusArrangements while active");
  const TResult result =
      arrange(session, std::vector(inputs.size(), other), std::vector(outputs.size(), other));
  context.expect(result != kResultTrue, "setBusArrangements while active answered kResultTrue");
  expect_block(session, "setBusArrangements while active");
}

void mono_is_m(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  require_audio(context, session);
  for (const auto direction : kSides) {
    const auto arrangements = session.arrangements(direction);
    for (std::size_t i = 0; i < arrangements.size(); ++i) {
      context.expect(arrangements[i] != kSpeakerL,
                     name_of_bus(MediaTypes::kAudio, direction, static_cast<std::int32_t>(i)) +
                         " has one channel, the left speaker; mono is the speaker M");
    }
  }
}

void activation_is_checked(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  session.setup();
  for (const auto type : kTypes) {
    for (const auto direction : kSides) {
      for (const std::int32_t i : {session.bus_count(type, direction), -1}) {
        const std::string call = "activateBus of " + name_of_bus(type, direction, i);
        context.step(call);
        const TResult result = session.component()->activateBus(type, direction, i, 1);
        context.expect(result != kResultOk, call + ", which does not exist, answered kResultOk");
      }
    }
  }
  (void)session.component()->activateBus(static_cast<MediaType>(7), BusDirections::kInput, 0, 1);
}

void all_inactive(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  session.setup();
  session.activate();
  FloatBlock block(session, 256);
  context.step("a block when no bus was activated");
  TResult result = block.run(256);
  context.expect(result == kResultOk,
                 "with no bus activated, process() answered " + name_of(result));
  context.expect(block.stayed_inside(),
                 "with no bus activated, samples outside the block were written");
  session.deactivate();
  session.activate_buses(true);
  session.activate_buses(false);
  session.activate();
  context.step("a block without channels when every bus was deactivated");
  block.prepare(256);
  for (auto* const side : {&block.inputs, &block.outputs}) {
    for (AudioBusBuffers& bus : *side) {
      bus.numChannels = 0;
      bus.channelBuffers32 = nullptr;
    }
  }
  result = block.run();
  context.expect(is_known(result),
                 "with every bus deactivated, process() answered " + name_of(result));
}

void side_chain_without_memory(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto inputs = session.channel_counts(BusDirections::kInput);
  const auto outputs = session.channel_counts(BusDirections::kOutput);
  if (inputs.size() < 2 && outputs.size() < 2) context.skip("the plugin has one bus a side");
  session.setup();
  session.activate_buses(false);
  for (const auto direction : kSides) {
    (void)session.component()->activateBus(MediaTypes::kAudio, direction, 0, 1);
  }
  session.activate();
  FloatBlock block(session, 256);
  block.prepare(256);
  std::vector<float*> nothing(64, nullptr);
  for (auto* const side : {&block.inputs, &block.outputs}) {
    for (std::size_t i = 1; i < side->size(); ++i) {
      (*side)[i].channelBuffers32 = nothing.data();
    }
  }
  context.step("a block with null channels on inactive buses");
  TResult result = block.run();
  context.expect(result == kResultOk,
                 "with null channels on inactive buses, process() answered " + name_of(result));
  block.prepare(256);
  block.data.numInputs = std::min(block.data.numInputs, 1);
  block.data.numOutputs = std::min(block.data.numOutputs, 1);
  context.step("a block with the first bus of each side only");
  result = block.run();
  context.expect(result == kResultOk,
                 "with the first bus of each side only, process() answered " + name_of(result));
}

constexpr std::chrono::milliseconds kTime{10'000};

constexpr Check kChecks[] = {
    {"vst3.bus-infos", "bus infos are complete, fit their place, and are the same when asked again",
     "VST3: IComponent::getBusInfo", infos_are_good, Severity::failure, Formats::vst3},
    {"vst3.bus-index", "a bus that does not exist is refused, and nothing is written",
     "VST3: IComponent::getBusInfo, IAudioProcessor::getBusArrangement", index_is_checked,
     Severity::warning, Formats::vst3, false, false, kTime, true},
    {"vst3.bus-main-first", "main buses come before auxiliary ones", "VST3: BusTypes",
     main_comes_first, Severity::failure, Formats::vst3},
    {"vst3.bus-channels", "a bus has as many channels as speakers, whatever was asked for",
     "VST3: BusInfo::channelCount follows IAudioProcessor::setBusArrangements", channels_follow,
     Severity::failure, Formats::vst3},
    {"vst3.bus-own-arrangement", "the plugin takes the arrangement that it has",
     "VST3: IAudioProcessor::setBusArrangements", own_arrangement_is_taken, Severity::failure,
     Formats::vst3},
    {"vst3.bus-counts", "arrangements of impossible counts are refused, and change nothing",
     "VST3: IAudioProcessor::setBusArrangements", counts_are_checked, Severity::failure,
     Formats::vst3},
    {"vst3.bus-not-while-active", "another arrangement while active is refused",
     "VST3: IAudioProcessor::setBusArrangements, only while inactive", not_while_active,
     Severity::warning, Formats::vst3},
    {"vst3.bus-mono", "a mono bus has the speaker M, not the left one",
     "VST3: speaker_arr::kMono; hosts pair L with R", mono_is_m, Severity::warning, Formats::vst3},
    {"vst3.bus-activation", "activating a bus that does not exist is refused",
     "VST3: IComponent::activateBus", activation_is_checked, Severity::warning, Formats::vst3,
     false, false, kTime, true},
    {"vst3.bus-all-inactive", "blocks are survived while no bus is active",
     "VST3: every bus starts inactive, kDefaultActive is a suggestion", all_inactive,
     Severity::failure, Formats::vst3},
    {"vst3.bus-null-channels", "inactive auxiliary buses may have null channels, or be left out",
     "VST3: AudioBusBuffers, ProcessData::numInputs may be below the number of buses",
     side_chain_without_memory, Severity::failure, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_bus_checks() {
  return kChecks;
}

}  // namespace attacca::validate
