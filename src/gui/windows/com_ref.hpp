// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <utility>

#include <unknwn.h>
#include <windows.h>

namespace attacca::gui {

/// Owns one reference to a COM object, or none. [any]
template <typename T>
class ComRef {
 public:
  ComRef() = default;
  ComRef(const ComRef& other) noexcept : object_(other.object_) {
    if (object_ != nullptr) object_->AddRef();
  }
  ComRef(ComRef&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ComRef& operator=(ComRef other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~ComRef() { reset(); }

  void reset() noexcept {
    if (T* const object = std::exchange(object_, nullptr)) object->Release();
  }
  [[nodiscard]] T* get() const noexcept { return object_; }
  T* operator->() const noexcept { return object_; }
  explicit operator bool() const noexcept { return object_ != nullptr; }

  /// Where a function of the system puts an object that it hands over; what was here goes.
  [[nodiscard]] T** out() noexcept {
    reset();
    return &object_;
  }
  /// The same where the function takes any interface.
  [[nodiscard]] void** out_any() noexcept { return reinterpret_cast<void**>(out()); }

  /// The same object by another interface; none where it has none.
  template <typename Other>
  [[nodiscard]] ComRef<Other> as() const noexcept {
    ComRef<Other> other;
    if (object_ != nullptr) object_->QueryInterface(__uuidof(Other), other.out_any());
    return other;
  }

 private:
  T* object_ = nullptr;
};

}  // namespace attacca::gui
