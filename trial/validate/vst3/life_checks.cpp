// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"
#include "trial/validate/vst3/works_on.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

void second_initialize_fails(CheckContext& context) {
  Vst3Session session(context);
  session.create();
  session.initialize();
  const TResult result = session.component()->initialize(session.host_context().unknown());
  context.expect(result != kResultOk,
                 "IComponent::initialize, called again without terminate, answered kResultOk");
  if (result == kResultOk) (void)session.component()->terminate();
}

void twice_each(CheckContext& context) {
  Vst3Session session(context);
  session.create();
  session.initialize();
  if (!session.is_single()) context.skip("the plugin has a separate controller");
  context.step("initialising the one object again, for its controller");
  (void)session.controller()->initialize(session.host_context().unknown());
  session.connect();
  expect_works(session, "initialize twice");
  session.disconnect();
  context.step("terminating twice");
  (void)session.controller()->terminate();
  session.terminate();
}

void initialize_after_terminate(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const std::int32_t parameters = session.controller()->getParameterCount();
  const std::int32_t outputs = session.bus_count(MediaTypes::kAudio, BusDirections::kOutput);
  session.disconnect();
  session.terminate();
  context.step("initialising the terminated component");
  session.initialize();
  session.connect();
  context.expect(session.controller()->getParameterCount() == parameters,
                 "initialised again, it has " +
                     std::to_string(session.controller()->getParameterCount()) +
                     " parameters instead of " + std::to_string(parameters));
  context.expect(session.bus_count(MediaTypes::kAudio, BusDirections::kOutput) == outputs,
                 "initialised again, it has another number of outputs");
  expect_works(session, "terminate and initialize");
}

void terminate_alone(CheckContext& context) {
  Vst3Session session(context);
  session.create();
  context.step("terminating what was never initialised");
  (void)session.component()->terminate();
  context.step("releasing it");
  session.release();
  context.step("making another one");
  session.open();
  expect_works(session, "terminate without initialize");
}

void release_alone(CheckContext& context) {
  Vst3Session session(context);
  session.create();
  context.step("releasing what was never initialised");
  session.release();
  session.open();
  context.step("releasing what was never terminated");
  session.disconnect();
  session.release();
}

void without_context(CheckContext& context) {
  Vst3Session session(context, {.has_context = false, .has_run_loop = false});
  session.create();
  context.step("initialize(null)");
  const TResult result = session.component()->initialize(nullptr);
  (void)session.component()->terminate();
  if (result != kResultOk) {
    context.note("initialize(null) answered " + name_of(result));
    return;
  }
  session.release();
  session.open();
  expect_works(session, "initialize(null)");
}

void io_modes(CheckContext& context) {
  for (const auto mode : {IoModes::kSimple, IoModes::kAdvanced, IoModes::kOfflineProcessing}) {
    Vst3Session session(context);
    session.create();
    const std::string call = "setIoMode(" + std::to_string(static_cast<int>(mode)) + ")";
    context.step(call);
    const TResult result = session.component()->setIoMode(mode);
    context.expect(is_known(result), call + " answered " + name_of(result));
    session.initialize();
    session.connect();
  }
}

void active_without_setup(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  context.step("setActive without setupProcessing");
  (void)session.component()->setActive(1);
  (void)session.component()->setActive(0);
  expect_works(session, "setActive without setupProcessing");
}

void active_again_and_again(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  session.setup();
  context.step("setActive 1, 1, 0, 0");
  for (const TBool state : {TBool{1}, TBool{1}, TBool{0}, TBool{0}}) {
    (void)session.component()->setActive(state);
  }
  expect_works(session, "setActive 1, 1, 0, 0");
  for (int i = 0; i < 3; ++i) expect_works(session, "activation number " + std::to_string(i + 2));
}

void processing_out_of_turn(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  context.step("setProcessing while inactive");
  (void)session.processor()->setProcessing(1);
  (void)session.processor()->setProcessing(0);
  session.play();
  context.step("setProcessing 1, 0, 0, 1");
  for (const TBool state : {TBool{1}, TBool{0}, TBool{0}, TBool{1}}) {
    (void)session.processor()->setProcessing(state);
  }
  expect_block(session, "setProcessing out of turn");
}

void process_while_inactive(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  session.setup();
  session.activate_buses(true);
  FloatBlock block(session, 512);
  context.step("process() before setActive");
  (void)block.run(512);
  context.expect(block.stayed_inside(),
                 "process() before setActive wrote samples outside the block");
  expect_works(session, "process() before setActive");
  context.step("process() after setActive(0)");
  (void)block.run(512);
  context.expect(block.stayed_inside(),
                 "process() after setActive(0) wrote samples outside the block");
}

void end_while_active(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  expect_block(session, "activation");
  session.disconnect();
  context.step("terminate while processing");
  session.terminate();
  context.step("release while active");
  session.release();
}

void set_up_again(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  for (const std::int32_t samples : {64, 1024, 32}) {
    session.play(samples, samples == 64 ? 96000.0 : 44100.0);
    expect_block(session, "setup for " + std::to_string(samples) + " samples", samples);
    session.deactivate();
  }
}

constexpr std::chrono::milliseconds kTime{10'000};

constexpr Check kChecks[] = {
    {"vst3.initialize-twice", "initialize, called again without terminate, is refused",
     "VST3: IPluginBase::initialize", second_initialize_fails, Severity::warning, Formats::vst3},
    {"vst3.initialize-both-faces",
     "initialize and terminate through both interfaces of one object are survived",
     "Ardour calls them for component and controller, which may be one object", twice_each,
     Severity::failure, Formats::vst3},
    {"vst3.initialize-again", "a terminated component can be initialised again",
     "VST3: IPluginBase::terminate", initialize_after_terminate, Severity::failure, Formats::vst3},
    {"vst3.terminate-alone", "terminate without initialize is survived",
     "VST3: IPluginBase::terminate; scanners give up at any step", terminate_alone,
     Severity::failure, Formats::vst3},
    {"vst3.release-alone", "release without initialize, and without terminate, is survived",
     "VST3: FUnknown::release; scanners give up at any step", release_alone, Severity::failure,
     Formats::vst3},
    {"vst3.no-context", "initialize(null) is refused or works",
     "VST3: IPluginBase::initialize; some hosts have no context", without_context,
     Severity::failure, Formats::vst3},
    {"vst3.io-modes", "every I/O mode may be set before initialize", "VST3: IComponent::setIoMode",
     io_modes, Severity::failure, Formats::vst3},
    {"vst3.active-without-setup", "setActive without setupProcessing is survived",
     "VST3: IComponent::setActive; some hosts activate while scanning", active_without_setup,
     Severity::failure, Formats::vst3},
    {"vst3.active-repeated", "setActive may come twice with the same state, and many times",
     "VST3: IComponent::setActive", active_again_and_again, Severity::failure, Formats::vst3},
    {"vst3.processing-repeated", "setProcessing out of turn is survived",
     "VST3: IAudioProcessor::setProcessing; Ardour calls it again on the audio thread",
     processing_out_of_turn, Severity::failure, Formats::vst3},
    {"vst3.process-inactive", "process() while inactive is survived",
     "VST3: IAudioProcessor::process belongs to the active state; some hosts call it too early",
     process_while_inactive, Severity::warning, Formats::vst3, false, false, kTime, true},
    {"vst3.end-while-active", "terminate and release while processing are survived",
     "VST3: IPluginBase::terminate; hosts that close in a hurry", end_while_active,
     Severity::failure, Formats::vst3},
    {"vst3.setup-again", "block size and sample rate may change between activations",
     "VST3: IAudioProcessor::setupProcessing", set_up_again, Severity::failure, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_life_checks() {
  return kChecks;
}

}  // namespace attacca::validate
