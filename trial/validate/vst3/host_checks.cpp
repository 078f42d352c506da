// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/vst3/message.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"
#include "trial/validate/vst3/works_on.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

/// A connection point of nobody, as a host's stand-in for the other half.
class DeafPoint final : public Implements<IConnectionPoint> {
 public:
  TResult connect(IConnectionPoint*) override { return kResultTrue; }
  TResult disconnect(IConnectionPoint*) override { return kResultTrue; }
  TResult notify(IMessage*) override { return kResultTrue; }
};

void expect_released(CheckContext& context, FUnknown& object, const std::string& what) {
  const std::uint32_t held = references_elsewhere(object);
  context.expect(held == 0,
                 "the plugin still holds " + std::to_string(held) + " references of " + what);
}

void terminate_lets_go(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  expect_block(session, "activation");
  session.deactivate();
  session.disconnect();
  session.terminate();
  expect_released(context, *session.host_context().unknown(), "the host context after terminate");
  expect_released(context, *session.handler().unknown(),
                  "the component handler after setComponentHandler(null) and terminate");
}

void destroyed_lets_go(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  expect_block(session, "activation");
  session.end();
  expect_released(context, *session.host_context().unknown(),
                  "the host context after its last release");
  expect_released(context, *session.handler().unknown(),
                  "the component handler after its last release");
}

void works_without_handler(CheckContext& context) {
  Vst3Session session(context, {.has_handler = false});
  session.open();
  context.step("using a controller without handler");
  for (const auto& [id, value] : other_values(session)) {
    (void)session.controller()->setParamNormalized(id, value);
  }
  (void)session.processor_values();
  const auto view = Ref<IPlugView>::adopt(session.controller()->createView(view_type::kEditor));
  expect_works(session, "a life without component handler");
}

void handler_is_taken_away(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  expect_block(session, "activation");
  context.step("setComponentHandler(null)");
  (void)session.controller()->setComponentHandler(nullptr);
  expect_released(context, *session.handler().unknown(),
                  "the component handler after setComponentHandler(null)");
  session.handler().forget();
  const ParameterValues values = other_values(session);
  for (const auto& [id, value] : values) (void)session.controller()->setParamNormalized(id, value);
  (void)flush(session, values);
  expect_block(session, "setComponentHandler(null)");
  session.check().loop().run_once(std::chrono::milliseconds(0));
  const auto calls = session.handler().calls();
  context.expect(calls.empty(), "the handler that was taken away was called " +
                                    std::to_string(calls.size()) + " times");
}

void handler_is_changed(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto other = make_ref<HandlerRecord>(context.loop(), nullptr, ContextInfo::missing);
  context.step("setComponentHandler with another handler, and the first one again");
  (void)session.controller()->setComponentHandler(other.get());
  (void)session.controller()->setComponentHandler(&session.handler());
  expect_released(context, *other->unknown(), "a component handler that was replaced");
  expect_works(session, "another component handler");
}

void connection_ends(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto component = session.component().query<IConnectionPoint>();
  const auto controller = session.controller().query<IConnectionPoint>();
  if (!component && !controller) context.skip("the plugin has no connection points");
  if (session.is_single()) context.skip("the plugin is a single object");
  session.disconnect();
  for (const auto& point : {component, controller}) {
    if (!point) continue;
    const auto peer = make_ref<DeafPoint>();
    const auto unknown_peer = make_ref<DeafPoint>();
    context.step("connect(null), disconnect of an unknown peer");
    const TResult result = point->connect(nullptr);
    context.expect(result != kResultOk, "IConnectionPoint::connect(null) answered kResultOk");
    (void)point->disconnect(unknown_peer.get());
    context.step("connect and disconnect");
    (void)point->connect(peer.get());
    (void)point->disconnect(peer.get());
    expect_released(context, *peer->unknown(), "its peer after disconnect");
    expect_released(context, *unknown_peer->unknown(), "a peer that never was one");
  }
}

void unknown_messages(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const auto component = session.component().query<IConnectionPoint>();
  const auto controller = session.controller().query<IConnectionPoint>();
  if (!component && !controller) context.skip("the plugin has no connection points");
  for (const auto& point : {component, controller}) {
    if (!point) continue;
    for (const char* const id : {"", "attacca.nobody-knows-this"}) {
      Ref<IMessage> message;
      (void)session.host_context().createInstance(IMessage::iid, IMessage::iid, message.put());
      message->setMessageID(id);
      context.step("a message that nobody knows");
      const TResult result = point->notify(message.get());
      context.expect(is_known(result), "notify answered " + name_of(result));
    }
  }
  expect_works(session, "a message that nobody knows");
}

void works_without_run_loop(CheckContext& context) {
  Vst3Session session(context, {.has_run_loop = false});
  session.play();
  const ParameterValues values = other_values(session);
  (void)flush(session, values);
  expect_block(session, "a host without run loop");
  for (const auto& [id, value] : values) (void)session.controller()->setParamNormalized(id, value);
  session.deactivate();
  expect_works(session, "a host without run loop");
  context.expect(session.run_loop().size() == 0, "something registered with a hidden run loop");
}

void leaves_run_loop(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  expect_block(session, "activation");
  context.loop().run_once(std::chrono::milliseconds(0));
  session.deactivate();
  session.disconnect();
  session.terminate();
  session.release();
  context.expect(session.run_loop().size() == 0,
                 std::to_string(session.run_loop().size()) +
                     " timers or descriptors are still registered after the last release");
}

constexpr Check kChecks[] = {
    {"vst3.terminate-lets-go", "terminate gives back every reference to the host",
     "VST3: IPluginBase::terminate; references kept until the destructor keep hosts alive",
     terminate_lets_go, Severity::warning, Formats::vst3},
    {"vst3.destroyed-lets-go", "a destroyed plugin holds no reference to the host",
     "VST3: FUnknown::release", destroyed_lets_go, Severity::failure, Formats::vst3},
    {"vst3.no-handler", "a controller works without component handler",
     "VST3: IEditController::setComponentHandler may never come, as in scanners",
     works_without_handler, Severity::failure, Formats::vst3},
    {"vst3.handler-taken-away", "a handler that was taken away is released and never called again",
     "VST3: IEditController::setComponentHandler(null)", handler_is_taken_away, Severity::failure,
     Formats::vst3},
    {"vst3.handler-changed", "a handler that was replaced is released",
     "VST3: IEditController::setComponentHandler comes again with another one", handler_is_changed,
     Severity::failure, Formats::vst3},
    {"vst3.connection", "null and unknown peers are refused, and disconnect lets the peer go",
     "VST3: IConnectionPoint", connection_ends, Severity::warning, Formats::vst3},
    {"vst3.unknown-message", "a message that nobody knows is survived",
     "VST3: IConnectionPoint::notify", unknown_messages, Severity::failure, Formats::vst3},
    {"vst3.no-run-loop", "everything but the editor works without a run loop",
     "VST3: IRunLoop is optional; Ardour offers it for editors only", works_without_run_loop,
     Severity::failure, Formats::vst3},
    {"vst3.leaves-run-loop", "nothing stays registered with the run loop after the last release",
     "VST3: IRunLoop::unregisterTimer, unregisterEventHandler", leaves_run_loop, Severity::failure,
     Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_host_checks() {
  return kChecks;
}

}  // namespace attacca::validate
