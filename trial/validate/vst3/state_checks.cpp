// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <atomic>
#include <set>
#include <utility>

#include "abi/vst3/presets.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/vst3/test_stream.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"
#include "trial/validate/vst3/works_on.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

using Bytes = std::vector<std::byte>;

/// Values away from the defaults, and the component's state that holds them.
struct Changed {
  ParameterValues values;
  Bytes state;
};

/// Makes an instance only to get its state with other values. Ends the check without parameters.
Changed change_elsewhere(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  if (session.writable().empty()) context.skip("the plugin has no parameters");
  (void)flush(session, other_values(session));
  Changed changed;
  changed.values = session.processor_values();
  changed.state = session.component_state();
  return changed;
}

TResult set_state(Vst3Session& session, const Bytes& bytes) {
  const auto stream = make_ref<TestStream>(StreamHabits{}, bytes);
  return session.component()->setState(stream.get());
}

void controller_agrees(CheckContext& context) {
  const Changed changed = change_elsewhere(context);
  Vst3Session session(context);
  session.open();
  const TResult result = set_state(session, changed.state);
  context.require(result == kResultOk, "setState with its own state answered " + name_of(result));
  const auto stream = make_ref<TestStream>(StreamHabits{}, changed.state);
  (void)session.controller()->setComponentState(stream.get());
  const std::string wrong = difference(changed.values, session.values());
  context.expect(wrong.empty(), "the controller, given the component's state: " + wrong);
}

void kept_over_activation(CheckContext& context) {
  const Changed changed = change_elsewhere(context);
  Vst3Session session(context);
  session.create();
  session.initialize();
  const TResult result = set_state(session, changed.state);
  context.require(result == kResultOk, "setState before activation answered " + name_of(result));
  session.connect();
  session.play();
  expect_block(session, "a state set before activation");
  const std::string wrong = difference(changed.values, session.processor_values());
  context.expect(wrong.empty(), "a state set before activation, after a block: " + wrong);
  session.deactivate();
  const std::string later = difference(changed.values, session.processor_values());
  context.expect(later.empty(), "a state set before activation, inactive again: " + later);
}

void arrives_while_processing(CheckContext& context) {
  const Changed changed = change_elsewhere(context);
  Vst3Session session(context);
  session.play();
  FloatBlock block(session, 512);
  AudioThread audio;
  std::atomic<int> blocks{0};
  std::atomic<bool> is_over{false};
  audio.start([&] {
    while (!is_over.load() && blocks.load() < 100'000) {
      (void)block.run(512);
      blocks.fetch_add(1);
    }
  });
  context.step("getState and setState while another thread processes");
  TResult wrong = kResultOk;
  for (int i = 0; i < 10; ++i) {
    const auto stream = make_ref<TestStream>();
    const TResult saved = session.component()->getState(stream.get());
    const TResult loaded = set_state(session, changed.state);
    if (saved != kResultOk) wrong = saved;
    if (loaded != kResultOk) wrong = loaded;
    (void)session.controller()->getState(stream.get());
    // At least one block between two states.
    const int seen = blocks.load();
    while (blocks.load() == seen && blocks.load() < 100'000) std::this_thread::yield();
  }
  is_over.store(true);
  audio.wait();
  context.expect(wrong == kResultOk,
                 "getState or setState while another thread processes answered " + name_of(wrong));
  (void)block.run(512);
  const std::string found = difference(changed.values, session.processor_values());
  context.expect(found.empty(),
                 "a state set while another thread processes, a block later: " + found);
}

/// The state must be refused, or change nothing; refused, it must change nothing either.
void expect_no_change(Vst3Session& session, const ParameterValues& before, const Bytes& original,
                      const Bytes& bytes, const std::string& what, bool may_be_taken) {
  session.check().step(what);
  const TResult result = set_state(session, bytes);
  const std::string changed = difference(before, session.processor_values());
  if (changed.empty()) return;
  if (result != kResultOk || !may_be_taken) {
    session.check().fail("setState with " + what + " answered " + name_of(result) + ", and " +
                         changed);
  }
  (void)set_state(session, original);
}

void empty_changes_nothing(CheckContext& context) {
  const Changed changed = change_elsewhere(context);
  Vst3Session session(context);
  session.open();
  (void)set_state(session, changed.state);
  expect_no_change(session, session.processor_values(), changed.state, {}, "an empty stream",
                   false);
  context.step("an empty stream for the controller");
  const ParameterValues before = session.processor_values();
  const auto stream = make_ref<TestStream>();
  (void)session.controller()->setComponentState(stream.get());
  (void)session.controller()->setState(stream.get());
  const std::string wrong = difference(before, session.values());
  context.expect(wrong.empty(), "the controller, given empty streams: " + wrong);
}

void garbage_changes_nothing(CheckContext& context) {
  const Changed changed = change_elsewhere(context);
  Vst3Session session(context);
  session.open();
  (void)set_state(session, changed.state);
  const ParameterValues before = session.processor_values();
  for (const std::size_t size : {1u, 17u, 1000u}) {
    Bytes noise(size);
    for (std::byte& byte : noise) byte = static_cast<std::byte>(context.pick(0, 255));
    const std::string count = std::to_string(size);
    expect_no_change(session, before, changed.state, noise, count + " random bytes", false);
    expect_no_change(session, before, changed.state, Bytes(size, std::byte{0xff}),
                     count + " bytes 0xFF", false);
  }
  expect_works(session, "foreign states");
}

void cut_changes_nothing(CheckContext& context) {
  const Changed changed = change_elsewhere(context);
  Vst3Session session(context);
  session.open();
  const ParameterValues before = session.processor_values();
  const Bytes original = session.component_state();
  std::set<std::size_t> lengths;
  for (std::size_t i = 0; i < 16; ++i) lengths.insert(i * changed.state.size() / 16);
  for (std::size_t i = 1; i <= std::min<std::size_t>(4, changed.state.size()); ++i) {
    lengths.insert(changed.state.size() - i);
  }
  for (const std::size_t length : lengths) {
    const auto end = changed.state.begin() + static_cast<std::ptrdiff_t>(length);
    // Taken, a cut state may be the beginning of what it was; refused, it must leave no trace.
    expect_no_change(session, before, original, Bytes(changed.state.begin(), end),
                     "the first " + std::to_string(length) + " of " +
                         std::to_string(changed.state.size()) + " bytes",
                     true);
  }
}

void states_are_two(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  if (session.writable().empty()) context.skip("the plugin has no parameters");
  const auto own = make_ref<TestStream>();
  if (session.controller()->getState(own.get()) != kResultOk || own->bytes().empty()) {
    context.skip("the controller has no state of its own");
  }
  (void)flush(session, other_values(session));
  const ParameterValues values = session.processor_values();
  own->rewind();
  context.step("the controller's old state");
  (void)session.controller()->setState(own.get());
  const std::string wrong = difference(values, session.processor_values());
  context.expect(wrong.empty(),
                 "the controller's state, saved before parameters changed, set them back in the "
                 "component: " +
                     wrong);
}

void origin_is_passed(CheckContext& context) {
  const Changed changed = change_elsewhere(context);
  Vst3Session session(context);
  session.open();
  std::vector<StreamHabits> origins;
  for (const char* const type :
       {state_type::kProject, state_type::kDefault, state_type::kTrackPreset, "Nonsense"}) {
    origins.push_back({.state_type = type});
  }
  origins.push_back({.lacks_attributes = true});
  for (const StreamHabits& origin : origins) {
    const std::string what = origin.lacks_attributes
                                 ? std::string("a stream without list of attributes")
                                 : "a stream of the type " + origin.state_type;
    context.step(what);
    const auto written = make_ref<TestStream>(origin);
    context.expect(session.component()->getState(written.get()) == kResultOk,
                   "getState into " + what + " is refused");
    const auto read = make_ref<TestStream>(origin, changed.state);
    context.expect(session.component()->setState(read.get()) == kResultOk,
                   "setState from " + what + " is refused");
    const std::string wrong = difference(changed.values, session.processor_values());
    context.expect(wrong.empty(),
                   std::string("after setState from ").append(what).append(": ").append(wrong));
  }
}

constexpr Check kChecks[] = {
    {"vst3.state-controller", "a new controller, given the component's state, has its values",
     "VST3: IEditController::setComponentState", controller_agrees, Severity::failure,
     Formats::vst3},
    {"vst3.state-kept", "a state set before activation is there while active and after",
     "VST3: IComponent::setState, from initialised on", kept_over_activation, Severity::failure,
     Formats::vst3},
    {"vst3.state-while-processing", "states are saved and loaded while another thread processes",
     "VST3: IComponent::getState and setState, also while audio runs", arrives_while_processing,
     Severity::failure, Formats::vst3},
    {"vst3.state-empty", "an empty stream changes nothing", "VST3: IComponent::setState",
     empty_changes_nothing, Severity::failure, Formats::vst3},
    {"vst3.state-foreign", "a foreign state changes nothing",
     "VST3: IComponent::setState, a foreign stream answers kResultFalse", garbage_changes_nothing,
     Severity::warning, Formats::vst3},
    {"vst3.state-cut", "a cut state that is refused changes nothing",
     "VST3: IComponent::setState, refused means unchanged", cut_changes_nothing, Severity::warning,
     Formats::vst3},
    {"vst3.state-two", "the controller's own state does not hold the component's values",
     "VST3: IComponent and IEditController have a setState each, also in one object",
     states_are_two, Severity::warning, Formats::vst3},
    {"vst3.state-origin", "states come from projects, presets and defaults alike",
     "VST3: IStreamAttributes, its list may be null", origin_is_passed, Severity::failure,
     Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_state_checks() {
  return kChecks;
}

}  // namespace attacca::validate
