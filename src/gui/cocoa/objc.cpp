// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/objc.hpp"

#include "platform/macos/framework.hpp"

namespace attacca::gui::cocoa {
namespace {

bool load(ObjcRuntime& objc) {
  const core::Framework library("/usr/lib/libobjc.A.dylib");
  const core::Framework app_kit("AppKit");
  return app_kit.is_loaded() && library.find("objc_getClass", objc.objc_getClass) &&
         library.find("objc_allocateClassPair", objc.objc_allocateClassPair) &&
         library.find("objc_registerClassPair", objc.objc_registerClassPair) &&
         library.find("class_addMethod", objc.class_addMethod) &&
         library.find("class_addIvar", objc.class_addIvar) &&
         library.find("object_getInstanceVariable", objc.object_getInstanceVariable) &&
         library.find("object_setInstanceVariable", objc.object_setInstanceVariable) &&
         library.find("sel_registerName", objc.sel_registerName) &&
         library.find("objc_msgSend", objc.objc_msgSend) &&
         library.find("objc_msgSendSuper", objc.objc_msgSendSuper);
}

}  // namespace

const ObjcRuntime* objc_runtime() noexcept {
  static ObjcRuntime runtime = {};
  static const bool loaded = load(runtime);
  return loaded ? &runtime : nullptr;
}

}  // namespace attacca::gui::cocoa
