// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "gui/cocoa/runtime_class.hpp"
#include "gui/cocoa/window.hpp"

namespace attacca::gui::cocoa {
namespace {

/// What the runtime was asked, in the order in which it was.
struct Asked {
  std::set<std::string> taken;  // names of classes that there are
  std::map<std::string, std::string> methods;
  std::string ivar;
  bool registered = false;
  bool added_late = false;
} asked;

Class no_class() {
  return reinterpret_cast<Class>(&asked);
}

ObjcRuntime fake_runtime() {
  asked = {};
  ObjcRuntime runtime = {};
  runtime.objc_getClass = [](const char*) { return no_class(); };
  runtime.objc_allocateClassPair = [](Class, const char* name, std::size_t) -> Class {
    return asked.taken.insert(name).second ? no_class() : nullptr;
  };
  runtime.class_addIvar = [](Class, const char* name, std::size_t, std::uint8_t, const char*) {
    asked.ivar = name;
    asked.added_late = asked.added_late || asked.registered;
    return true;
  };
  runtime.sel_registerName = [](const char* name) {
    return reinterpret_cast<Selector>(const_cast<char*>(name));
  };
  runtime.class_addMethod = [](Class, Selector name, Method code, const char* types) {
    asked.added_late = asked.added_late || asked.registered;
    return code != nullptr &&
           asked.methods.emplace(reinterpret_cast<const char*>(name), types).second;
  };
  runtime.objc_registerClassPair = [](Class) { asked.registered = true; };
  return runtime;
}

/// How many arguments a type encoding has, with the object and the selector.
int arguments_of(std::string_view types) {
  int count = -1;  // the result comes first
  int depth = 0;
  for (const char c : types) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (depth == 0) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("the view's class is whole before it is registered, and its types fit its selectors") {
  const ObjcRuntime runtime = fake_runtime();
  REQUIRE(view_class(runtime) != nullptr);
  CHECK(asked.registered);
  CHECK_FALSE(asked.added_late);
  CHECK(asked.ivar == kOwner);
  for (const char* const needed : {"isFlipped", "drawRect:", "mouseDown:", "keyDown:"}) {
    CHECK(asked.methods.contains(needed));
  }
  for (const auto& [selector, types] : asked.methods) {
    CAPTURE(selector);
    CHECK(arguments_of(types) == 2 + std::count(selector.begin(), selector.end(), ':'));
    CHECK(types.find("@:") != std::string::npos);
  }
}

TEST_CASE("another plugin's class of the same name is left alone") {
  const ObjcRuntime runtime = fake_runtime();
  REQUIRE(make_class(runtime, "NSView", "Probe", {}) != nullptr);
  REQUIRE(make_class(runtime, "NSView", "Probe", {}) != nullptr);
  CHECK(asked.taken.size() == 2);
}

TEST_CASE("without its superclass there is no class") {
  ObjcRuntime runtime = fake_runtime();
  runtime.objc_getClass = [](const char*) -> Class { return nullptr; };
  CHECK(make_class(runtime, "NSView", "Probe", {}) == nullptr);
  CHECK_FALSE(asked.registered);
}

}  // namespace attacca::gui::cocoa
