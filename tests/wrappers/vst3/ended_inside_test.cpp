// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Hosts end a plugin, or close its editor, from inside a call that the plugin makes: they make it
// anew when it asks for a restart, or run a modal loop inside an edit. Each call that goes out to
// the host must come back into an object that is still there.

#include <string>
#include <string_view>
#include <thread>

#include <doctest/doctest.h>

#include "abi/vst3/content_scale.hpp"
#include "hosted.hpp"
#include "tests/support/latch.hpp"

namespace attacca::test {
namespace {

constexpr auto kWindow = vst3::kPlatformTypeNative;

/// A plugin whose host ends it, down to the last reference, inside the call named `when`.
struct Ended {
  explicit Ended(bool with_loop = true) : loop_offered(with_loop) {
    host.handler.provides = true;
    host.handler.texts["name"] = u"Track";
  }
  ~Ended() { HostCalls::on_call = nullptr; }

  void initialize() { host.component->initialize(&context); }
  void start() {
    initialize();
    host.controller->setComponentHandler(&host.handler);
    host.setup();
    host.component->setActive(1);
    host.processor->setProcessing(1);
  }
  void attach() {
    view = vst3::Ref<vst3::IPlugView>::adopt(host.controller->createView("editor"));
    view->setFrame(&frame);
    view->attached(reinterpret_cast<void*>(std::uintptr_t{42}), kWindow);
  }
  EditorContext& editor() const { return *host.plugin().editor->context; }

  void end_inside(std::string call) {
    HostCalls::on_call = [this, when = std::move(call)](std::string_view name) {
      if (name != when) return;
      HostCalls::on_call = nullptr;
      end();
      ended = true;
      kept = TestPlugin::alive > before;
    };
  }
  void end() {
    host.listener.reset();
    if (host.processor) host.processor->setProcessing(0);
    host.processor.reset();
    if (host.component) host.component->setActive(0);
    if (view) {
      const vst3::Ref<vst3::IPlugView> leaving = std::move(view);
      leaving->removed();
      leaving->setFrame(nullptr);
    }
    if (host.controller) host.controller->setComponentHandler(nullptr);
    host.controller.reset();
    if (host.component) host.component->terminate();
    host.component.reset();
  }
  /// It was ended inside the call, was there until the call had returned, and is gone now.
  void check() {
    CHECK(ended);
    CHECK(kept);
    CHECK(TestPlugin::alive == before);
  }

  bool loop_offered;
  int before = TestPlugin::alive;
  FakeRunLoop loop;
  Context context{u"Test Host", loop_offered ? &loop : nullptr};
  Frame frame{loop_offered ? &loop : nullptr};
  Hosted host;
  vst3::Ref<vst3::IPlugView> view;
  bool ended = false;
  bool kept = false;
};

TEST_CASE("a host may end the plugin inside restartComponent, after a state was loaded") {
  for (const bool has_loop : {false, true}) {
    Ended plugin(has_loop);
    plugin.start();
    Stream saved;
    plugin.host.component->getState(&saved);
    plugin.end_inside("restartComponent");
    vst3::IComponent* const component = plugin.host.component.get();
    component->setState(&saved);
    if (has_loop) plugin.loop.turn();
    plugin.check();
  }
}

TEST_CASE("a host may end the plugin inside restartComponent, from its run loop") {
  Ended plugin;
  plugin.start();
  plugin.end_inside("restartComponent");
  plugin.host.plugin().latency = 128;
  std::thread([&] { plugin.host.process(); }).join();
  plugin.loop.turn();
  plugin.check();
}

TEST_CASE("a host without a run loop may end the plugin inside restartComponent") {
  Ended plugin(false);
  plugin.start();
  plugin.end_inside("restartComponent");
  Latch processed, ended;
  HostCalls::on_call = [&, end = HostCalls::on_call](std::string_view name) {
    // No host ends a plugin beside its callback.
    if (name == "restartComponent") processed.wait();
    end(name);
    if (name == "restartComponent") ended.open();
  };
  plugin.host.plugin().latency = 128;
  std::thread([&] { plugin.host.process(); }).join();
  processed.open();
  ended.wait();
  CHECK(plugin.kept);
  while (TestPlugin::alive > plugin.before) std::this_thread::yield();
  plugin.check();
}

TEST_CASE("a host may end plugin and editor inside each part of an edit") {
  for (const char* const call : {"beginEdit", "performEdit", "endEdit"}) {
    CAPTURE(call);
    Ended plugin;
    plugin.start();
    plugin.attach();
    plugin.end_inside(call);
    plugin.editor().set_normalized(plugin.host.plugin().gain, 0.5);
    plugin.check();
  }
}

TEST_CASE("the same for an edit out of a callback of the host's run loop") {
  for (const char* const call : {"beginEdit", "performEdit", "endEdit"}) {
    CAPTURE(call);
    Ended plugin;
    plugin.start();
    plugin.attach();
    plugin.editor().event_loop().start_timer(std::chrono::milliseconds(1), [&] {
      if (plugin.ended) return;
      plugin.end_inside(call);
      plugin.editor().set_normalized(plugin.host.plugin().gain, 0.5);
    });
    plugin.loop.turn();
    plugin.check();
  }
}

TEST_CASE("a host may end plugin and editor inside resizeView") {
  Ended plugin;
  plugin.start();
  plugin.attach();
  SUBCASE("that the editor asks for in a callback") {
    plugin.editor().event_loop().start_timer(std::chrono::milliseconds(1), [&] {
      if (plugin.ended) return;
      plugin.end_inside("resizeView");
      plugin.editor().request_resize({400, 300});
    });
    plugin.loop.turn();
  }
  SUBCASE("that a content scale brings about") {
    vst3::IPlugViewContentScaleSupport* const raw =
        plugin.view.query<vst3::IPlugViewContentScaleSupport>().get();
    plugin.end_inside("resizeView");
    raw->setContentScaleFactor(2.0f);
  }
  plugin.check();
}

TEST_CASE("a host may end the plugin inside what it is asked about the track") {
  Ended plugin;
  SUBCASE("when it has notified") {
    plugin.start();
    vst3::IContextInfoHandler2* const raw =
        plugin.host.controller.query<vst3::IContextInfoHandler2>().get();
    plugin.end_inside("getContextInfoString");
    raw->notifyContextInfoChange("name");
  }
  SUBCASE("when it gives its handler") {
    plugin.initialize();
    vst3::IEditController* const raw = plugin.host.controller.get();
    plugin.end_inside("getContextInfoString");
    raw->setComponentHandler(&plugin.host.handler);
  }
  SUBCASE("when it activates") {
    plugin.initialize();
    plugin.host.controller->setComponentHandler(&plugin.host.handler);
    plugin.host.setup();
    vst3::IComponent* const raw = plugin.host.component.get();
    plugin.end_inside("getContextInfoValue");
    raw->setActive(1);
  }
  SUBCASE("when it opens the editor") {
    plugin.start();
    plugin.view = vst3::Ref<vst3::IPlugView>::adopt(plugin.host.controller->createView("editor"));
    plugin.view->setFrame(&plugin.frame);
    vst3::IPlugView* const raw = plugin.view.get();
    plugin.end_inside("getContextInfoValueDouble");
    raw->attached(reinterpret_cast<void*>(std::uintptr_t{42}), kWindow);
  }
  plugin.check();
}

TEST_CASE("a host may end the plugin inside its own list of track info") {
  Ended plugin;
  plugin.start();
  AttributeList list;
  list.texts[vst3::channel_context::kName] = u"Late";
  vst3::IInfoListener* const raw = plugin.host.listener.get();
  plugin.end_inside("getString");
  raw->setChannelContextInfos(&list);
  plugin.check();
}

TEST_CASE("a host may end the plugin inside its stream") {
  Ended plugin;
  plugin.start();
  Stream stream;
  plugin.host.component->getState(&stream);
  vst3::IComponent* const raw = plugin.host.component.get();
  SUBCASE("while a state is saved") {
    plugin.end_inside("write");
    raw->getState(&stream);
  }
  SUBCASE("while a state is loaded") {
    plugin.end_inside("read");
    raw->setState(&stream);
  }
  plugin.check();
}

TEST_CASE("a host may end the plugin inside initialize") {
  for (const char* const call : {"getName", "registerEventHandler"}) {
    CAPTURE(call);
    Ended plugin;
    vst3::IComponent* const raw = plugin.host.component.get();
    plugin.end_inside(call);
    raw->initialize(&plugin.context);
    plugin.check();
    CHECK(plugin.loop.fds.empty());
  }
}

TEST_CASE("a host may end plugin and editor inside what is registered with its run loop") {
  for (const char* const call :
       {"registerTimer", "registerEventHandler", "unregisterTimer", "unregisterEventHandler"}) {
    CAPTURE(call);
    Ended plugin(true);
    const bool opening = std::string_view(call).substr(0, 2) != "un";
    plugin.context.run_loop = nullptr;  // the frame's alone
    plugin.initialize();
    plugin.host.controller->setComponentHandler(&plugin.host.handler);
    plugin.view = vst3::Ref<vst3::IPlugView>::adopt(plugin.host.controller->createView("editor"));
    vst3::IPlugView* const raw = plugin.view.get();
    if (opening) plugin.end_inside(call);
    raw->setFrame(&plugin.frame);
    if (!plugin.ended) raw->attached(reinterpret_cast<void*>(std::uintptr_t{42}), kWindow);
    if (!opening) {
      plugin.end_inside(call);
      raw->removed();
    }
    plugin.check();
    CHECK(plugin.loop.fds.empty());
    CHECK(plugin.loop.timers.empty());
  }
}

TEST_CASE("a host that holds a lock around its run loop may terminate on another thread") {
  Ended plugin;
  plugin.host.component->initialize(&plugin.context);
  plugin.view = vst3::Ref<vst3::IPlugView>::adopt(plugin.host.controller->createView("editor"));
  plugin.view->setFrame(&plugin.frame);
  bool terminated = false;
  HostCalls::on_call = [&](std::string_view name) {
    if (name != "registerTimer") return;
    HostCalls::on_call = nullptr;
    // The registration waits for the host's lock, which the other thread holds.
    std::thread([&] { plugin.host.component->terminate(); }).join();
    terminated = true;
  };
  CHECK(plugin.view->attached(reinterpret_cast<void*>(std::uintptr_t{42}), kWindow) ==
        vst3::kResultFalse);
  CHECK(terminated);
  CHECK(plugin.host.plugin().editor == nullptr);
  CHECK(plugin.loop.timers.empty());
}

TEST_CASE("a host that holds a lock while it resizes the view may terminate on another thread") {
  Ended plugin;
  plugin.host.component->initialize(&plugin.context);
  plugin.attach();
  bool terminated = false;
  HostCalls::on_call = [&](std::string_view name) {
    if (name != "resizeView") return;
    HostCalls::on_call = nullptr;
    std::thread([&] { plugin.host.component->terminate(); }).join();
    terminated = true;
  };
  plugin.editor().request_resize({400, 300});
  CHECK(terminated);
  CHECK(plugin.host.plugin().editor == nullptr);
}

TEST_CASE("an editor that is closed by its track change is not called once more") {
  Ended plugin;
  plugin.start();
  plugin.attach();
  TestEditor& editor = *plugin.host.plugin().editor;
  int params = 0;
  editor.on_param = [&] { ++params; };
  editor.on_track = [&] { plugin.view->removed(); };
  plugin.host.controller->setParamNormalized(plugin.host.plugin().gain.stable_id(), 0.125);
  plugin.host.send_name(u"Closing");
  CHECK(editor.closes == 1);
  CHECK(params == 0);
}

}  // namespace
}  // namespace attacca::test
