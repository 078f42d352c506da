// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <limits>
#include <thread>

#include <doctest/doctest.h>

#include "abi/vst3/content_scale.hpp"
#include "attacca/gui/param_gesture.hpp"
#include "hosted.hpp"

namespace attacca::test {
namespace {

constexpr auto kWindow = vst3::kPlatformTypeNative;

void* window(std::uintptr_t id) {
  return reinterpret_cast<void*>(id);
}

/// A plugin with a view in a frame that has an event loop.
struct Viewed : Hosted {
  Viewed() {
    initialize();
    controller->setComponentHandler(&handler);
    open_view();
  }
  void open_view() { view = vst3::Ref<vst3::IPlugView>::adopt(controller->createView("editor")); }
  void attach() {
    view->setFrame(&frame);
    view->attached(window(42), kWindow);
  }
  [[nodiscard]] TestEditor& editor() const { return *plugin().editor; }

  FakeRunLoop loop;
  Frame frame{&loop};
  vst3::Ref<vst3::IPlugView> view;
};

TEST_CASE("a view opens in the host's window and shows what is known") {
  Viewed host;
  REQUIRE(host.view);
  host.send_name(u"Known before");
  CHECK(host.view->isPlatformTypeSupported(kWindow) == vst3::kResultTrue);
  CHECK(host.view->isPlatformTypeSupported(vst3::kPlatformTypeHIView) == vst3::kResultFalse);
  CHECK(host.view->isPlatformTypeSupported(nullptr) == vst3::kResultFalse);
  vst3::ViewRect rect = {9, 9, 9, 9};
  CHECK(host.view->getSize(&rect) == vst3::kResultTrue);
  CHECK(rect.right - rect.left == 200);
  CHECK(host.view->setFrame(&host.frame) == vst3::kResultTrue);
  CHECK(host.view->attached(window(42), kWindow) == vst3::kResultTrue);
  CHECK(host.editor().window == 42);
  REQUIRE(host.editor().shown.name);
  CHECK(host.editor().shown.name->view() == "Known before");
  CHECK(host.view->removed() == vst3::kResultTrue);
  CHECK(host.editor().closes == 1);
}

TEST_CASE("the editor follows a rename while the engine is stopped") {
  Viewed host;
  host.attach();
  host.send_name(u"On the main thread");
  CHECK(host.editor().shown.name->view() == "On the main thread");
  std::thread osc([&host] { host.send_name(u"From OSC"); });
  osc.join();
  host.loop.turn(std::chrono::seconds(20));
  CHECK(host.editor().shown.name->view() == "From OSC");
}

TEST_CASE("opening the editor asks the host about the track") {
  Viewed host;
  host.handler.provides = true;
  host.controller->setComponentHandler(&host.handler);
  host.handler.texts["name"] = u"Asked";
  host.attach();
  REQUIRE(host.editor().shown.name);
  CHECK(host.editor().shown.name->view() == "Asked");
}

TEST_CASE("foreign windows and no window are refused") {
  Viewed host;
  CHECK(host.view->attached(window(42), vst3::kPlatformTypeHIView) == vst3::kInvalidArgument);
  CHECK(host.view->attached(nullptr, kWindow) == vst3::kInvalidArgument);
  CHECK(host.view->attached(window(42), nullptr) == vst3::kInvalidArgument);
  host.attach();
  CHECK(host.view->attached(window(43), kWindow) == vst3::kResultFalse);
}

TEST_CASE("an editor that cannot open is an error, and may be tried again") {
  Viewed host;
  host.editor().fail_open = true;
  host.view->setFrame(&host.frame);
  CHECK(host.view->attached(window(42), kWindow) == vst3::kResultFalse);
  host.editor().fail_open = false;
  CHECK(host.view->attached(window(42), kWindow) == vst3::kResultTrue);
}

TEST_CASE("removed without attached, and twice, is safe") {
  Viewed host;
  CHECK(host.view->removed() == vst3::kResultTrue);
  host.attach();
  host.view->removed();
  CHECK(host.view->removed() == vst3::kResultTrue);
  CHECK(host.editor().closes == 1);
}

TEST_CASE("a view opens again after it was removed") {
  Viewed host;
  host.attach();
  host.view->removed();
  CHECK(host.view->attached(window(44), kWindow) == vst3::kResultTrue);
  CHECK(host.editor().window == 44);
  std::thread osc([&host] { host.send_name(u"Sent to the second one"); });
  osc.join();
  host.loop.turn(std::chrono::seconds(20));
  CHECK(host.editor().shown.name->view() == "Sent to the second one");
}

TEST_CASE("nothing stays registered with the host's event loop") {
  Viewed host;
  host.attach();
  CHECK(!host.loop.timers.empty());
  host.view->removed();
  CHECK(host.loop.timers.empty());
  CHECK(host.loop.fds.empty());  // the frame is still there, but the host may end its loop now
  host.view->setFrame(nullptr);
  CHECK(host.loop.fds.empty());
  CHECK(host.frame.references() == 0);
  CHECK(host.loop.references() == 0);
}

TEST_CASE("a frame that goes away under an open editor closes it") {
  Viewed host;
  host.attach();
  host.view->setFrame(nullptr);
  CHECK(host.editor().closes == 1);
  CHECK(host.loop.timers.empty());
}

TEST_CASE("another frame under an open editor closes it; the same one again does not") {
  Viewed host;
  host.attach();
  CHECK(host.view->setFrame(&host.frame) == vst3::kResultTrue);
  CHECK(host.editor().closes == 0);
  FakeRunLoop other_loop;
  Frame other(&other_loop);
  CHECK(host.view->setFrame(&other) == vst3::kResultTrue);
  CHECK(host.editor().closes == 1);
  CHECK(host.loop.timers.empty());
  CHECK(host.loop.fds.empty());
  CHECK(host.view->attached(window(45), kWindow) == vst3::kResultTrue);
  CHECK(!other_loop.timers.empty());
  host.view->removed();
  host.view->setFrame(nullptr);
  CHECK(other.references() == 0);
}

TEST_CASE("a view released without removed leaves nothing behind") {
  Viewed host;
  host.attach();
  host.view.reset();
  CHECK(host.plugin().editor == nullptr);
  CHECK(host.loop.timers.empty());
  CHECK(host.loop.fds.empty());
  CHECK(host.frame.references() == 0);
}

TEST_CASE("a view that outlives terminate and every other reference is safe") {
  const int before = TestPlugin::alive;
  {
    FakeRunLoop loop;
    Frame frame(&loop);
    vst3::Ref<vst3::IPlugView> view;
    {
      Hosted host;
      host.initialize();
      view = vst3::Ref<vst3::IPlugView>::adopt(host.controller->createView("editor"));
      view->setFrame(&frame);
      view->attached(window(42), kWindow);
      host.component->terminate();
      CHECK(host.plugin().editor == nullptr);
    }
    vst3::ViewRect rect = {0, 0, 300, 200};
    CHECK(view->getSize(&rect) == vst3::kResultFalse);
    CHECK(view->onSize(&rect) == vst3::kResultFalse);
    CHECK(view->attached(window(42), kWindow) == vst3::kResultFalse);
    CHECK(view->canResize() == vst3::kResultFalse);
    CHECK(view->removed() == vst3::kResultTrue);
    CHECK(view->setFrame(nullptr) == vst3::kResultTrue);
    CHECK(frame.references() == 0);
    view.reset();
  }
  CHECK(TestPlugin::alive == before);
}

TEST_CASE("there is one open view at a time; a closed one makes way") {
  Viewed host;
  host.attach();
  CHECK(host.controller->createView("editor") == nullptr);
  host.view->removed();
  const auto second = vst3::Ref<vst3::IPlugView>::adopt(host.controller->createView("editor"));
  REQUIRE(second);
  second->setFrame(&host.frame);
  CHECK(second->attached(window(50), kWindow) == vst3::kResultTrue);
  CHECK(host.view->attached(window(51), kWindow) == vst3::kResultFalse);
  host.view->removed();
  host.view->setFrame(nullptr);
  host.view.reset();
  CHECK(host.editor().context != nullptr);  // the second one is not disturbed
  CHECK(host.editor().window == 50);
}

TEST_CASE("views by another name, before initialize, or of a plugin without editor are null") {
  Hosted host;
  CHECK(host.controller->createView("editor") == nullptr);
  host.initialize();
  CHECK(host.controller->createView("panel") == nullptr);
  CHECK(host.controller->createView(nullptr) == nullptr);
  host.plugin().has_editor = false;
  CHECK(host.controller->createView("editor") == nullptr);
}

TEST_CASE("the host resizes the editor within its limits") {
  Viewed host;
  host.attach();
  CHECK(host.view->canResize() == vst3::kResultTrue);
  vst3::ViewRect rect = {10, 20, 30, 40};
  CHECK(host.view->checkSizeConstraint(&rect) == vst3::kResultTrue);
  CHECK(rect.left == 10);
  CHECK(rect.right == 110);
  CHECK(rect.bottom == 70);
  rect = {0, 0, 400, 300};
  CHECK(host.view->onSize(&rect) == vst3::kResultTrue);
  CHECK(host.editor().size() == PhysicalSize{400, 300});
  rect = {0, 0, 10, 5000};
  CHECK(host.view->onSize(&rect) == vst3::kResultFalse);  // not that size, but the nearest
  CHECK(host.editor().size() == host.editor().constrain({10, 5000}));
  rect = {0, 0, -5, INT32_MAX};
  CHECK(host.view->onSize(&rect) == vst3::kInvalidArgument);
  rect = {INT32_MIN, 0, INT32_MAX, 100};
  CHECK(host.view->onSize(&rect) == vst3::kInvalidArgument);
  CHECK(host.view->onSize(nullptr) == vst3::kInvalidArgument);
  CHECK(host.view->getSize(nullptr) == vst3::kInvalidArgument);
  CHECK(host.view->checkSizeConstraint(nullptr) == vst3::kInvalidArgument);
}

TEST_CASE("the editor asks the host for a size and is resized by onSize") {
  Viewed host;
  host.attach();
  CHECK(host.editor().context->request_resize({640, 480}));
  REQUIRE(host.frame.requests.size() == 1);
  CHECK(host.frame.requests[0].right == 640);
  CHECK(host.editor().size() == PhysicalSize{640, 480});
  CHECK(host.editor().resizes == 1);
  host.frame.calls_on_size = false;  // a host that agrees and forgets the rest
  CHECK(host.editor().context->request_resize({641, 480}));
  CHECK(host.editor().size() == PhysicalSize{641, 480});
  host.frame.agrees = false;
  CHECK_FALSE(host.editor().context->request_resize({1, 1}));
  CHECK(host.editor().size() == PhysicalSize{641, 480});
}

TEST_CASE("the content scale comes before and after attached") {
  Viewed host;
  const auto scale = host.view.query<vst3::IPlugViewContentScaleSupport>();
  REQUIRE(scale);
  CHECK(scale->setContentScaleFactor(2.0f) == vst3::kResultTrue);
  vst3::ViewRect rect = {};
  host.view->getSize(&rect);
  CHECK(rect.right == 400);
  host.attach();
  CHECK(scale->setContentScaleFactor(1.5f) == vst3::kResultTrue);
  REQUIRE(host.frame.requests.size() == 1);  // the window has to follow
  CHECK(host.frame.requests[0].right == 300);
  CHECK(scale->setContentScaleFactor(0.0f) == vst3::kInvalidArgument);
  CHECK(scale->setContentScaleFactor(std::numeric_limits<float>::quiet_NaN()) ==
        vst3::kInvalidArgument);
}

TEST_CASE("a gesture in the editor reaches the host in order, and the plugin has the value") {
  Viewed host;
  host.attach();
  {
    ParamGesture gesture(*host.editor().context, host.plugin().gain);
    gesture.set_normalized(0.5);
    gesture.set_normalized(0.25);
  }
  CHECK(host.handler.calls ==
        std::vector<std::string>{"begin", "perform 0.500000", "perform 0.250000", "end"});
  CHECK(host.controller->getParamNormalized(host.plugin().gain.stable_id()) == 0.25);
}

TEST_CASE(
    "a gesture from a callback of the host's event loop may be answered by the audio thread") {
  Viewed host;
  host.attach();
  host.setup();
  // The host's handler waits for another thread that calls us: nothing of ours may be locked.
  host.handler.on_restart = [&](vst3::RestartFlags) {
    std::thread audio([&] { host.component->setActive(1); });
    audio.join();
  };
  EventLoop& events = host.editor().context->event_loop();
  bool ticked = false;
  const EventLoop::Handle timer = events.start_timer(std::chrono::milliseconds(10), [&] {
    ticked = true;
    Stream state;
    host.component->getState(&state);
    host.component->setState(&state);
  });
  CHECK(timer != 0);
  host.loop.turn();
  CHECK(ticked);
  events.stop(timer);
  host.loop.turn();  // what a state brought comes with the next turn
  CHECK(host.handler.restarts.size() == 1);
}

TEST_CASE("keys and the wheel are left to the host") {
  Viewed host;
  host.attach();
  CHECK(host.view->onWheel(1.0f) == vst3::kResultFalse);
  CHECK(host.view->onKeyDown(u'a', {}, {}) == vst3::kResultFalse);
  CHECK(host.view->onKeyUp(u'a', {}, {}) == vst3::kResultFalse);
}

TEST_CASE("without an event loop the editor lives on a thread of ours and follows renames") {
  Viewed host;
  host.frame.run_loop = nullptr;
  host.attach();
  REQUIRE(host.editor().context != nullptr);
  host.send_name(u"No loop");
  CHECK(host.editor().shown.name->view() == "No loop");
  CHECK(host.view->removed() == vst3::kResultTrue);
}

TEST_CASE("a callback that ends its own timer, and a late call from the host, are safe") {
  Viewed host;
  host.attach();
  EventLoop& events = host.editor().context->event_loop();
  int ticks = 0;
  EventLoop::Handle timer = 0;
  timer = events.start_timer(std::chrono::milliseconds(1), [&] {
    ++ticks;
    events.stop(timer);
  });
  const auto kept = host.loop.timers;  // a host that calls once more after unregistering
  host.loop.turn();
  for (const auto& handler : kept) handler->onTimer();
  CHECK(ticks == 1);
  host.view->removed();
  host.view->setFrame(nullptr);
  for (const auto& handler : kept) handler->onTimer();
  CHECK(ticks == 1);
}

TEST_CASE("an output that the editor reports while the engine is stopped reaches the host") {
  Viewed host;
  host.attach();
  host.editor().context->event_loop().start_timer(std::chrono::milliseconds(10),
                                                  [&] { host.plugin().blocks.report(500.0); });
  host.loop.turn();
  CHECK(host.handler.calls == std::vector<std::string>{"begin", "perform 0.500000", "end"});
}

}  // namespace
}  // namespace attacca::test
