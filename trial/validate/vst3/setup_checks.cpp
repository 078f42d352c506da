// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/vst3/prefetchable_support.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"
#include "trial/validate/vst3/works_on.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

void sample_sizes_are_honest(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto can = [&session](int size) {
    return session.processor()->canProcessSampleSize(static_cast<SymbolicSampleSizes>(size));
  };
  context.expect(can(0) == kResultTrue,
                 "canProcessSampleSize(kSample32) answered " + name_of(can(0)));
  for (const int size : {-1, 2, 64}) {
    context.expect(can(size) != kResultTrue, "canProcessSampleSize(" + std::to_string(size) +
                                                 "), which does not exist, answered kResultTrue");
  }
}

void doubles_are_processed(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  if (session.processor()->canProcessSampleSize(SymbolicSampleSizes::kSample64) != kResultTrue) {
    context.skip("the plugin processes 32-bit samples only");
  }
  session.setup(256, 48000.0, SymbolicSampleSizes::kSample64);
  session.activate_buses(true);
  session.activate();
  DoubleBlock block(session, 256);
  for (const std::int32_t samples : {256, 1, 100}) {
    const std::string fault = block.fault(block.run(samples));
    context.expect(fault.empty(),
                   "a block of " + std::to_string(samples) + " 64-bit samples: " + fault);
  }
  session.deactivate();
  expect_works(session, "64-bit samples");
}

void refused_sizes_are_not_set_up(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  for (const int number : {1, 2, -1}) {
    const auto size = static_cast<SymbolicSampleSizes>(number);
    if (session.processor()->canProcessSampleSize(size) == kResultTrue) continue;
    ProcessSetup setup{ProcessModes::kRealtime, size, 256, 48000.0};
    context.expect(session.processor()->setupProcessing(setup) != kResultOk,
                   "canProcessSampleSize(" + std::to_string(number) +
                       ") did not say yes, and setupProcessing took such samples");
  }
  expect_works(session, "setups for samples that it does not process");
}

void try_setup(Vst3Session& session, double rate, std::int32_t max_samples) {
  CheckContext& context = session.check();
  const std::string what =
      std::to_string(rate) + " Hz, blocks of up to " + std::to_string(max_samples) + " samples";
  context.step(what);
  ProcessSetup setup{ProcessModes::kRealtime, SymbolicSampleSizes::kSample32, max_samples, rate};
  const TResult result = session.processor()->setupProcessing(setup);
  if (result != kResultOk) {
    context.note(what + ": setupProcessing answered " + name_of(result));
    return;
  }
  session.activate_buses(true);
  session.activate();
  FloatBlock block(session, max_samples);
  for (const std::int32_t samples : {max_samples, 1, (max_samples + 1) / 2}) {
    const std::string fault = block.fault(block.run(samples));
    context.expect(fault.empty(), what + ", a block of " + std::to_string(samples) + ": " + fault);
  }
  session.deactivate();
}

void odd_rates(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  for (const double rate : {8000.0, 11025.0, 44100.0, 44099.5, 88200.0, 192000.0, 384000.0}) {
    try_setup(session, rate, 128);
  }
}

void odd_blocks(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  for (const std::int32_t max_samples : {1, 2, 31, 480, 1023, 8192}) {
    try_setup(session, 48000.0, max_samples);
  }
}

void modes(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  ProcessSetup offline{ProcessModes::kOffline, SymbolicSampleSizes::kSample32, 256, 48000.0};
  if (session.processor()->setupProcessing(offline) == kResultOk) {
    session.activate_buses(true);
    session.activate();
    FloatBlock block(session, 256);
    block.prepare(256);
    block.data.processMode = ProcessModes::kOffline;
    const std::string fault = block.fault(block.run());
    context.expect(fault.empty(), "an offline block: " + fault);
    session.deactivate();
  }
  session.play(256);
  FloatBlock block(session, 256);
  for (int i = 0; i < 6; ++i) {
    block.prepare(256);
    block.data.processMode = i % 2 == 0 ? ProcessModes::kPrefetch : ProcessModes::kRealtime;
    const std::string fault = block.fault(block.run());
    context.expect(fault.empty(), std::string(i % 2 == 0 ? "a prefetched" : "a real time") +
                                      " block, in turn with the other kind: " + fault);
  }
}

void prefetch_is_answered(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto support = session.component().query<IPrefetchableSupport>();
  if (!support) context.skip("the plugin says nothing about prefetching");
  PrefetchableSupport answer{77};
  const TResult result = support->getPrefetchableSupport(answer);
  context.expect(result != kResultOk || answer < ePrefetchableSupport::kNumPrefetchableSupport,
                 "getPrefetchableSupport answered kResultOk and the value " +
                     std::to_string(static_cast<unsigned>(answer)));
}

void latency_is_stable(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  session.setup();
  session.activate_buses(true);
  session.activate();
  const std::uint32_t latency = session.processor()->getLatencySamples();
  const std::uint32_t tail = session.processor()->getTailSamples();
  context.expect(latency <= 48000u * 60,
                 "the latency is " + std::to_string(latency) + " samples, more than a minute");
  FloatBlock block(session, 512);
  for (int i = 0; i < 4; ++i) (void)block.run(512);
  session.handler().forget();
  const std::uint32_t latency_after = session.processor()->getLatencySamples();
  if (latency_after != latency) {
    (void)context.turn_loop_until(
        [&session] { return session.handler().count(HostCallKind::restart) > 0; });
  }
  const bool was_reported = session.handler().count(HostCallKind::restart) > 0;
  context.expect(latency_after == latency || was_reported,
                 "the latency was " + std::to_string(latency) + " and is " +
                     std::to_string(latency_after) +
                     " samples after 4 blocks, without kLatencyChanged");
  const std::uint32_t again = session.processor()->getTailSamples();
  context.expect(session.processor()->getTailSamples() == again,
                 "the tail is " + std::to_string(again) + " samples and another one at once");
  context.note("latency " + std::to_string(latency) + ", tail " + std::to_string(tail));
}

void early_questions(CheckContext& context) {
  Vst3Session session(context);
  session.create();
  session.initialize();
  context.step("latency and tail before setupProcessing");
  (void)session.processor()->getLatencySamples();
  (void)session.processor()->getTailSamples();
  session.connect();
  expect_works(session, "questions for latency and tail before setupProcessing");
}

void requirements_are_stable(CheckContext& context) {
  Vst3Session session(context);
  session.create();
  const auto needs = session.processor().query<IProcessContextRequirements>();
  if (!needs) context.skip("the plugin has no IProcessContextRequirements");
  const auto read = [&needs] {
    return static_cast<std::uint32_t>(needs->getProcessContextRequirements());
  };
  session.initialize();
  session.connect();
  const std::uint32_t before = read();
  session.setup();
  const std::uint32_t set_up = read();
  session.activate_buses(true);
  session.activate();
  expect_block(session, "getProcessContextRequirements");
  for (const std::uint32_t later : {set_up, read()}) {
    context.expect(later == before, "the requirements are " + std::to_string(before) +
                                        " before setupProcessing and " + std::to_string(later) +
                                        " later; hosts ask once");
  }
  context.expect((before & ~std::uint32_t{0x7ff}) == 0,
                 "the requirements are " + std::to_string(before) + ", with unknown bits");
}

constexpr Check kChecks[] = {
    {"vst3.sample-sizes", "32-bit samples are processed, and sizes that do not exist are not",
     "VST3: IAudioProcessor::canProcessSampleSize", sample_sizes_are_honest, Severity::failure,
     Formats::vst3},
    {"vst3.doubles", "a plugin that says it processes 64-bit samples does",
     "VST3: IAudioProcessor::canProcessSampleSize(kSample64)", doubles_are_processed,
     Severity::failure, Formats::vst3},
    {"vst3.setup-sizes", "samples that a plugin does not process are not set up either",
     "VST3: ProcessSetup::symbolicSampleSize, canProcessSampleSize", refused_sizes_are_not_set_up,
     Severity::failure, Formats::vst3},
    {"vst3.setup-rates", "a sample rate is refused or works", "VST3: ProcessSetup::sampleRate",
     odd_rates, Severity::failure, Formats::vst3},
    {"vst3.setup-blocks", "a block limit is refused or works, also with shorter blocks",
     "VST3: ProcessSetup::maxSamplesPerBlock, blocks may be shorter", odd_blocks, Severity::failure,
     Formats::vst3},
    {"vst3.process-modes", "offline blocks work, and real time and prefetch may alternate",
     "VST3: ProcessModes, realtime and prefetch flip without another setup", modes,
     Severity::failure, Formats::vst3},
    {"vst3.prefetch-answer", "the answer about prefetching exists",
     "VST3: IPrefetchableSupport::getPrefetchableSupport", prefetch_is_answered, Severity::failure,
     Formats::vst3},
    {"vst3.latency-stable", "the latency stays as it is until kLatencyChanged",
     "VST3: IAudioProcessor::getLatencySamples, RestartFlags", latency_is_stable, Severity::failure,
     Formats::vst3},
    {"vst3.early-questions", "latency and tail may be asked before setupProcessing",
     "VST3: IAudioProcessor::getLatencySamples; scanners ask at once", early_questions,
     Severity::failure, Formats::vst3},
    {"vst3.context-requirements", "what the plugin needs of the process context never changes",
     "VST3: IProcessContextRequirements, asked once before setActive", requirements_are_stable,
     Severity::failure, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_setup_checks() {
  return kChecks;
}

}  // namespace attacca::validate
