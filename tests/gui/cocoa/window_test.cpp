// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/window.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gui/cocoa/runtime_class.hpp"

// The window and its view, in a runtime whose objects are the test's. What goes through it as
// numbers and pointers alone: points and rectangles have registers of their own.
namespace attacca::gui::cocoa {
namespace {

/// An object of the runtime's: the view, or whatever else is made.
struct FakeObject {
  int references = 1;
  void* owner = nullptr;
  bool is_view = false;
  bool deallocated = false;
};

std::map<std::string, Method> methods;  // of the view's class, which is made once for a process

struct System {
  std::deque<FakeObject> objects;
  FakeObject parent;
  bool on_main_thread = true;
  std::vector<std::string> to_super;
  std::string for_main_thread;  // what the view was asked to do there
}* the_system = nullptr;

constexpr const char* kTyped = "a";

Id id_of(FakeObject& object) {
  return reinterpret_cast<Id>(&object);
}

void release(FakeObject& object) {
  CHECK(object.references > 0);
  if (--object.references > 0 || !object.is_view) return;
  reinterpret_cast<void (*)(Id, Selector)>(methods.at("dealloc"))(id_of(object), nullptr);
}

std::uintptr_t send(FakeObject* receiver, const char* name, void* first) {
  const std::string selector = name;
  if (selector == "isMainThread") return the_system->on_main_thread ? 1 : 0;
  if (selector == "alloc") {
    FakeObject& made = the_system->objects.emplace_back();
    return reinterpret_cast<std::uintptr_t>(&made);
  }
  if (selector == "initWithFrame:") receiver->is_view = true;
  if (selector.starts_with("initWith")) return reinterpret_cast<std::uintptr_t>(receiver);
  if (selector == "addSubview:") ++static_cast<FakeObject*>(first)->references;
  if (selector == "removeFromSuperview" || selector == "release") release(*receiver);
  if (selector.starts_with("performSelectorOnMainThread:")) {
    ++receiver->references;
    the_system->for_main_thread = static_cast<const char*>(first);
  }
  if (selector.starts_with("characters")) return reinterpret_cast<std::uintptr_t>(receiver);
  if (selector == "UTF8String") return reinterpret_cast<std::uintptr_t>(kTyped);
  return 0;
}

std::uintptr_t send_super(Super* to, const char* name) {
  the_system->to_super.emplace_back(name);
  if (the_system->to_super.back() == "dealloc") {
    reinterpret_cast<FakeObject*>(to->receiver)->deallocated = true;
  }
  return 0;
}

const ObjcRuntime& fake_runtime() {
  static const ObjcRuntime kRuntime = [] {
    ObjcRuntime all = {};
    all.objc_getClass = [](const char*) { return reinterpret_cast<Class>(&methods); };
    all.objc_allocateClassPair = [](Class, const char*, std::size_t) {
      return reinterpret_cast<Class>(&methods);
    };
    all.objc_registerClassPair = [](Class) {};
    all.class_addIvar = [](Class, const char*, std::size_t, std::uint8_t, const char*) {
      return true;
    };
    all.class_addMethod = [](Class, Selector name, Method code, const char*) {
      return methods.emplace(reinterpret_cast<const char*>(name), code).second;
    };
    all.sel_registerName = [](const char* name) {
      return reinterpret_cast<Selector>(const_cast<char*>(name));
    };
    all.object_getInstanceVariable = [](Id object, const char*, void** value) -> void* {
      *value = reinterpret_cast<FakeObject*>(object)->owner;
      return nullptr;
    };
    all.object_setInstanceVariable = [](Id object, const char*, void* value) -> void* {
      reinterpret_cast<FakeObject*>(object)->owner = value;
      return nullptr;
    };
    all.objc_msgSend = reinterpret_cast<Method>(send);
    all.objc_msgSendSuper = reinterpret_cast<Method>(send_super);
    return all;
  }();
  return kRuntime;
}

struct Loop final : EventLoop {
  Handle watch(Source, std::function<void()>) override { return 0; }
  Handle start_timer(std::chrono::milliseconds, std::function<void()>) override { return 1; }
  void stop(Handle) noexcept override {}
  Deliver deliverer() override {
    return [this](const std::function<void()>& call) {
      ++delivered;
      before();
      call();
    };
  }

  int delivered = 0;
  std::function<void()> before = [] {};  // another thread is inside until it has done this
};

struct Client final : WindowClient {
  void draw(Canvas&, LogicalSize) override {}
  bool key(const KeyEvent&) override {
    ++keys;
    return true;
  }
  int keys = 0;
};

/// A host's view with an editor's window in it.
struct Opened {
  Opened() {
    the_system = &system;
    const WindowOptions options = {.size = {100, 50}, .pointer = true, .keyboard = true};
    auto made = CocoaWindow::open(fake_runtime(), drawing, parent(), options, client, loop);
    REQUIRE(made.has_value());
    window = std::move(*made);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    window.reset();
    the_system = nullptr;
  }

  ParentWindow parent() { return {reinterpret_cast<std::uintptr_t>(&system.parent)}; }
  FakeObject& view() {
    for (FakeObject& object : system.objects) {
      if (object.is_view) return object;
    }
    FAIL("there is no view");
    return system.parent;
  }
  template <typename Result = void, typename... Arguments>
  Result call(const char* method, Arguments... arguments) {
    using Code = Result (*)(Id, Selector, Arguments...);
    return reinterpret_cast<Code>(methods.at(method))(id_of(view()), nullptr, arguments...);
  }
  void press_key() { call("keyDown:", id_of(event)); }

  System system;
  FakeObject event;
  DrawingFunctions drawing = {};
  Loop loop;
  Client client;
  std::unique_ptr<Window> window;
};

}  // namespace

TEST_CASE("what AppKit tells the view goes to the client by the editor's event loop") {
  Opened opened;
  const int before = opened.loop.delivered;
  opened.press_key();
  CHECK(opened.client.keys == 1);
  CHECK(opened.loop.delivered == before + 1);
  CHECK(opened.system.to_super.empty());
}

TEST_CASE("what a view may answer for itself waits for nobody") {
  Opened opened;
  const int before = opened.loop.delivered;
  CHECK(opened.call<Bool>("acceptsFirstResponder") != 0);
  CHECK(opened.loop.delivered == before);
}

TEST_CASE("a view that AppKit keeps for longer than there is a window calls nobody") {
  Opened opened;
  ++opened.view().references;
  opened.window.reset();
  CHECK_FALSE(opened.view().deallocated);
  opened.press_key();
  CHECK(opened.client.keys == 0);
  CHECK(opened.system.to_super == std::vector<std::string>{"keyDown:"});
  release(opened.view());
  CHECK(opened.view().deallocated);
}

TEST_CASE("a window that ends while AppKit is on its way to it is not called any more") {
  Opened opened;
  opened.loop.before = [&] { opened.window.reset(); };
  opened.press_key();
  CHECK(opened.client.keys == 0);
  CHECK(opened.view().deallocated);
  CHECK(opened.system.to_super == std::vector<std::string>{"dealloc"});  // no key to what has gone
}

TEST_CASE("the view of a window that another thread ends leaves the host's on the main thread") {
  Opened opened;
  opened.system.on_main_thread = false;
  opened.window.reset();
  CHECK_FALSE(opened.view().deallocated);
  REQUIRE(opened.system.for_main_thread == "removeFromSuperview");
  opened.press_key();
  CHECK(opened.client.keys == 0);
  release(opened.view());  // by the host's view
  CHECK_FALSE(opened.view().deallocated);
  release(opened.view());  // by the call, which is over
  CHECK(opened.view().deallocated);
}

TEST_CASE("on another thread than the main one no view is made, and the message says why") {
  Opened opened;
  opened.system.on_main_thread = false;
  const std::size_t objects = opened.system.objects.size();
  const auto made = CocoaWindow::open(fake_runtime(), opened.drawing, opened.parent(), {},
                                      opened.client, opened.loop);
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().message.find("another thread than the main one") != std::string::npos);
  CHECK(opened.system.objects.size() == objects);
  opened.system.on_main_thread = true;
}

}  // namespace attacca::gui::cocoa
