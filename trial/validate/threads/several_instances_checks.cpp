// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/repeat.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kStatic =
    "static objects that instances share without synchronisation; hosts run tracks in parallel";
constexpr std::chrono::milliseconds kTimeout{20'000};
constexpr std::uint32_t kFrames = 128;
constexpr int kBlocks = 100;

/// An instance with a thread of its own, and the bits of all that it put out.
class Voice {
 public:
  explicit Voice(CheckContext& context)
      : instance_(context.create_processing(48000.0, kFrames)), playback_(*instance_, kFrames) {}

  void start() {
    audio_.start([this] {
      for (int i = 0; i < kBlocks; ++i) {
        playback_.run(kFrames);
        // FNV-1a, 64 bit (Fowler, Noll, Vo), a sample at a time.
        for (const float sample : playback_.all_output()) {
          hash_ = (hash_ ^ std::bit_cast<std::uint32_t>(sample)) * 0x100000001b3u;
        }
      }
    });
  }
  [[nodiscard]] bool is_done() { return audio_.wait_for(std::chrono::milliseconds(0)); }
  std::uint64_t wait() {
    audio_.wait();
    return hash_;
  }
  [[nodiscard]] host::PluginInstance& instance() noexcept { return *instance_; }

 private:
  WatchedInstance instance_;
  Playback playback_;
  std::uint64_t hash_ = 0xcbf29ce484222325u;
  AudioThread audio_;
};

/// What an instance sounds like by itself.
std::uint64_t alone(CheckContext& context) {
  const auto once = [&] {
    Voice voice(context);
    voice.start();
    return voice.wait();
  };
  const std::uint64_t first = once();
  if (once() != first) context.skip("two runs of the plugin sound different");
  return first;
}

void at_once(CheckContext& context, std::size_t count) {
  const std::uint64_t expected = alone(context);
  std::vector<std::unique_ptr<Voice>> voices;
  for (std::size_t i = 0; i < count; ++i) voices.push_back(std::make_unique<Voice>(context));
  for (const auto& voice : voices) voice->start();
  std::size_t different = 0;
  for (const auto& voice : voices) different += voice->wait() != expected ? 1U : 0U;
  context.expect(different == 0, std::to_string(different) + " of " + std::to_string(count) +
                                     " instances that ran at the same time sound different from "
                                     "one that runs alone");
}

void two_at_once(CheckContext& context) {
  at_once(context, 2);
}

void eight_at_once(CheckContext& context) {
  at_once(context, 8);
}

/// Runs one instance while `act` is done again and again on the main thread.
void beside(CheckContext& context, std::string_view what, const std::function<void()>& act) {
  const std::uint64_t expected = alone(context);
  Voice voice(context);
  context.step(std::string(what) + " while another instance runs");
  voice.start();
  repeat(50, [&](int round) {
    if (round < 10 || !voice.is_done()) act();
  });
  context.expect(voice.wait() == expected,
                 "an instance sounds different while the host is " + std::string(what));
}

void create_beside(CheckContext& context) {
  beside(context, "making and destroying other instances", [&] { (void)context.create(); });
}

void activate_beside(CheckContext& context) {
  const WatchedInstance other = context.create();
  beside(context, "activating and deactivating another instance", [&] {
    (void)other->activate(96000.0, kFrames);
    other->deactivate();
  });
}

void load_beside(CheckContext& context) {
  const WatchedInstance other = context.create();
  const auto state = state_of(context, *other);
  beside(context, "loading a state into another instance", [&] { (void)other->load_state(state); });
}

void edit_beside(CheckContext& context) {
  const WatchedInstance other = context.create();
  std::vector<host::ParameterInfo> parameters;
  for (const auto& each : other->parameters()) {
    if (!each.is_read_only) parameters.push_back(each);
  }
  if (parameters.empty()) context.skip("the plugin has no parameters");
  beside(context, "changing parameters of another instance", [&] {
    const auto& parameter = parameters[context.pick(0, parameters.size() - 1)];
    (void)other->set_parameter(parameter.id,
                               context.pick(0, 1) == 0 ? parameter.minimum : parameter.maximum);
  });
}

void own_parameters(CheckContext& context) {
  const WatchedInstance one = context.create_processing(48000.0, kFrames);
  const WatchedInstance two = context.create_processing(48000.0, kFrames);
  Playback first(*one, kFrames);
  Playback second(*two, kFrames);
  first.run(kFrames);
  second.run(kFrames);
  std::vector<double> before;
  for (const auto& each : two->parameters()) {
    before.push_back(two->parameter_value(each.id).value_or(NAN));
  }
  bool has_changed = false;
  for (const auto& each : one->parameters()) {
    if (each.is_read_only) continue;
    has_changed = true;
    (void)one->set_parameter(each.id,
                             each.default_value == each.maximum ? each.minimum : each.maximum);
  }
  if (!has_changed) context.skip("the plugin has no parameters");
  first.run(kFrames);
  one->pump();
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& each = two->parameters()[i];
    if (each.is_read_only) continue;
    const double now = two->parameter_value(each.id).value_or(NAN);
    context.expect(now == before[i] || (std::isnan(now) && std::isnan(before[i])),
                   "parameter " + std::to_string(each.id) + " \"" + each.name +
                       "\" of one instance became " + std::to_string(now) + " from " +
                       std::to_string(before[i]) + " when another instance's was changed");
  }
}

void first_of_two_ends(CheckContext& context) {
  const std::uint64_t expected = alone(context);
  auto first = std::make_unique<Voice>(context);
  Voice second(context);
  first->start();
  (void)first->wait();
  first.reset();
  second.start();
  context.expect(second.wait() == expected,
                 "an instance sounds different after the one that was made before it is gone");
}

constexpr std::array kChecks = {
    Check{"threads.two-at-once", "two instances at the same time sound as alone", kStatic,
          two_at_once, Severity::failure, Formats::both, false, false, kTimeout},
    Check{"threads.eight-at-once", "eight instances at the same time sound as alone", kStatic,
          eight_at_once, Severity::failure, Formats::both, false, false, kTimeout},
    Check{"threads.create-beside", "instances that come and go do not disturb one that runs",
          kStatic, create_beside, Severity::failure, Formats::both, false, false, kTimeout},
    Check{"threads.activate-beside", "the activation of one instance does not disturb another",
          kStatic, activate_beside, Severity::failure, Formats::both, false, false, kTimeout},
    Check{"threads.load-beside", "a state loaded into one instance does not disturb another",
          kStatic, load_beside, Severity::failure, Formats::both, false, false, kTimeout},
    Check{"threads.edit-beside", "parameter changes of one instance do not disturb another",
          kStatic, edit_beside, Severity::failure, Formats::both, false, false, kTimeout},
    Check{"threads.own-parameters", "each instance has its own parameter values", kStatic,
          own_parameters},
    Check{"threads.first-ends", "an instance outlives the one that was made before it", kStatic,
          first_of_two_ends, Severity::failure, Formats::both, false, false, kTimeout},
};

}  // namespace

std::span<const Check> several_instances_checks() {
  return kChecks;
}

}  // namespace attacca::validate
