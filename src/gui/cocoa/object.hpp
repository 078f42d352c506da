// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "gui/cocoa/objc.hpp"

namespace attacca::gui::cocoa {

/// An object of Objective-C's that is owned: released when this one goes.
class Object {
 public:
  Object() = default;
  /// Takes over what `alloc` and `init…` have made; null is none.
  Object(const Messages& messages, Id object) noexcept : messages_(&messages), object_(object) {}
  ~Object() {
    if (object_ != nullptr) messages_->send<void>(object_, "release");
  }
  Object(Object&& other) noexcept
      : messages_(other.messages_), object_(std::exchange(other.object_, nullptr)) {}
  Object& operator=(Object&& other) noexcept {
    std::swap(messages_, other.messages_);
    std::swap(object_, other.object_);
    return *this;
  }

  [[nodiscard]] Id get() const noexcept { return object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }

 private:
  const Messages* messages_ = nullptr;
  Id object_ = nullptr;
};

/// Null where it is no UTF-8.
[[nodiscard]] inline Object to_string(const Messages& messages, std::string_view utf8) {
  constexpr unsigned long kUtf8Encoding = 4;  // NSUTF8StringEncoding
  const Id empty = messages.send<Id>("NSString", "alloc");
  return {messages, messages.send<Id>(empty, "initWithBytes:length:encoding:",
                                      static_cast<const void*>(utf8.data()),
                                      static_cast<unsigned long>(utf8.size()), kUtf8Encoding)};
}

/// Empty for null.
[[nodiscard]] inline std::string from_string(const Messages& messages, Id string) {
  const char* const utf8 =
      string == nullptr ? nullptr : messages.send<const char*>(string, "UTF8String");
  return utf8 == nullptr ? std::string() : std::string(utf8);
}

}  // namespace attacca::gui::cocoa
