// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/vst3/test_stream.hpp"
#include "trial/validate/vst3/vst3_block.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

/// An instance with values away from its defaults.
void change(Vst3Session& session) {
  session.play();
  if (session.writable().empty()) session.check().skip("the plugin has no parameters");
  (void)flush(session, other_values(session));
}

/// Saves into and loads from a stream with habits; the values must come over.
void expect_transfer(CheckContext& context, const StreamHabits& writing,
                     const StreamHabits& reading, const std::string& what) {
  Vst3Session from(context);
  change(from);
  (void)from.component_state();  // as ever: where that fails, streams are not the matter
  context.step("getState into " + what);
  const auto saved = make_ref<TestStream>(writing);
  const TResult written = from.component()->getState(saved.get());
  // A stream that takes less than it is given may be refused, but not be half full of a state.
  if (writing.write_chunk > 0 && written != kResultOk) return;
  context.require(written == kResultOk, "getState into " + what + " answered " + name_of(written));
  Vst3Session to(context);
  to.open();
  context.step("setState from " + what);
  const auto loaded = make_ref<TestStream>(reading, saved->bytes());
  const TResult read = to.component()->setState(loaded.get());
  context.require(read == kResultOk, "setState from " + what + " answered " + name_of(read));
  const std::string wrong = difference(from.processor_values(), to.processor_values());
  context.expect(wrong.empty(), "after setState from " + what + ": " + wrong);
  const auto shown = make_ref<TestStream>(reading, saved->bytes());
  (void)to.controller()->setComponentState(shown.get());
  const std::string controller = difference(from.processor_values(), to.values());
  context.expect(controller.empty(), "after setComponentState from " + what + ": " + controller);
}

void short_reads(CheckContext& context) {
  for (const std::size_t chunk : {1u, 17u, 23u}) {
    expect_transfer(context, {}, {.read_chunk = chunk},
                    "a stream that gives " + std::to_string(chunk) + " bytes at a time");
  }
}

void short_writes(CheckContext& context) {
  for (const std::size_t chunk : {1u, 17u}) {
    expect_transfer(context, {.write_chunk = chunk}, {},
                    "a stream that takes " + std::to_string(chunk) + " bytes at a time");
  }
}

void no_seeking(CheckContext& context) {
  expect_transfer(context, {.can_seek = false}, {.can_seek = false}, "a stream that cannot seek");
}

void read_errors(CheckContext& context) {
  Vst3Session session(context);
  change(session);
  const ParameterValues before = session.processor_values();
  const auto broken =
      make_ref<TestStream>(StreamHabits{.fails_reads = true}, session.component_state());
  context.step("setState from a stream that fails");
  const TResult result = session.component()->setState(broken.get());
  context.expect(result != kResultOk, "setState from a stream whose reads fail answered kResultOk");
  const std::string wrong = difference(before, session.processor_values());
  context.expect(wrong.empty(), "after setState from a stream whose reads fail: " + wrong);
  context.step("setComponentState from a stream that fails");
  (void)session.controller()->setComponentState(broken.get());
  (void)session.controller()->setState(broken.get());
  const std::string shown = difference(before, session.values());
  context.expect(shown.empty(), "the controller, after streams whose reads fail: " + shown);
}

void write_errors(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  if (session.component_state().empty()) context.skip("the plugin has no state");
  context.step("getState into a stream that fails");
  const auto broken = make_ref<TestStream>(StreamHabits{.fails_writes = true});
  const TResult result = session.component()->getState(broken.get());
  context.expect(result != kResultOk,
                 "getState into a stream whose writes fail answered kResultOk; the project is "
                 "saved without the plugin's state");
  (void)session.controller()->getState(broken.get());
}

constexpr Check kChecks[] = {
    {"vst3.stream-short-reads", "states are read whole from streams that give a few bytes a time",
     "VST3: IBStream::read may give fewer bytes than asked for", short_reads, Severity::failure,
     Formats::vst3},
    {"vst3.stream-short-writes",
     "states are written whole to streams that take a few bytes a time, or getState fails",
     "VST3: IBStream::write, check the count", short_writes, Severity::warning, Formats::vst3},
    {"vst3.stream-no-seek", "states need no stream that can seek",
     "VST3: IBStream::seek, not every stream can", no_seeking, Severity::warning, Formats::vst3},
    {"vst3.stream-read-errors", "a stream that fails is refused, and changes nothing",
     "VST3: IBStream::read, IComponent::setState", read_errors, Severity::warning, Formats::vst3},
    {"vst3.stream-write-errors", "a state that could not be written is reported",
     "VST3: IBStream::write, IComponent::getState", write_errors, Severity::warning, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_stream_checks() {
  return kChecks;
}

}  // namespace attacca::validate
