// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Objective-C by its runtime's C interface, as Apple's "Objective-C Runtime" documents it: classes
// are found and made, and messages sent, by name. No compiler for Objective-C is needed.

#include <cstddef>
#include <cstdint>

namespace attacca::gui::cocoa {

using Id = struct objc_object*;
using Class = struct objc_class*;
using Selector = struct objc_selector*;
using Method = void (*)();

/// BOOL: a char on x86-64, bool on arm64; and as type encodings of methods have it.
#if defined(__x86_64__)
using Bool = signed char;
#define ATTACCA_OBJC_BOOL "c"
#else
using Bool = bool;
#define ATTACCA_OBJC_BOOL "B"
#endif

/// What is used of the runtime. Tests bring their own.
struct ObjcRuntime {
  Class (*objc_getClass)(const char* name);
  Class (*objc_allocateClassPair)(Class superclass, const char* name, std::size_t extra_bytes);
  void (*objc_registerClassPair)(Class made);
  bool (*class_addMethod)(Class to, Selector name, Method code, const char* types);
  bool (*class_addIvar)(Class to, const char* name, std::size_t size, std::uint8_t alignment,
                        const char* types);
  void* (*object_getInstanceVariable)(Id object, const char* name, void** value);
  void* (*object_setInstanceVariable)(Id object, const char* name, void* value);
  Selector (*sel_registerName)(const char* name);
  Method objc_msgSend;
  Method objc_msgSendSuper;
};

/// Null where there is none. With AppKit loaded. [main]
[[nodiscard]] const ObjcRuntime* objc_runtime() noexcept;

/// What objc_msgSendSuper begins with.
struct Super {
  Id receiver;
  Class superclass;
};

/// Sends messages whose arguments and results are numbers, pointers, or structs of at most two
/// doubles as results: larger ones come another way on x86-64.
class Messages {
 public:
  explicit Messages(const ObjcRuntime& runtime) noexcept : objc_(runtime) {}

  /// The method's own types have to be given as they are: no argument is converted.
  template <typename Result, typename... Arguments>
  Result send(Id receiver, const char* selector, Arguments... arguments) const {
    using Call = Result (*)(Id, Selector, Arguments...);
    const auto call = reinterpret_cast<Call>(objc_.objc_msgSend);
    return call(receiver, objc_.sel_registerName(selector), arguments...);
  }
  template <typename Result, typename... Arguments>
  Result send(const char* class_name, const char* selector, Arguments... arguments) const {
    return send<Result>(reinterpret_cast<Id>(objc_.objc_getClass(class_name)), selector,
                        arguments...);
  }
  /// To the method that a class of ours has overridden.
  template <typename Result, typename... Arguments>
  Result send_super(Id receiver, const char* superclass, const char* selector,
                    Arguments... arguments) const {
    using Call = Result (*)(Super*, Selector, Arguments...);
    Super target = {receiver, objc_.objc_getClass(superclass)};
    const auto call = reinterpret_cast<Call>(objc_.objc_msgSendSuper);
    return call(&target, objc_.sel_registerName(selector), arguments...);
  }

  [[nodiscard]] const ObjcRuntime& runtime() const noexcept { return objc_; }

 private:
  const ObjcRuntime& objc_;
};

}  // namespace attacca::gui::cocoa
