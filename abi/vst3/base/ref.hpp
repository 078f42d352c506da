// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <utility>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

template <class T>
class OutRef;

/// Owns one reference of an object of the interface, or nothing.
///
/// Thread-safe exactly as the object behind it: the counter is shared, a Ref itself is not.
template <class T>
class Ref {
 public:
  constexpr Ref() noexcept = default;
  constexpr Ref(std::nullptr_t) noexcept {}

  /// Takes over a reference that the caller already owns (from a `void**` or a "create" call).
  [[nodiscard]] static constexpr Ref adopt(T* object) noexcept { return Ref(object); }

  /// Keeps a borrowed pointer by taking a reference of its own. Null stays null.
  [[nodiscard]] static Ref share(T* object) noexcept {
    if (object != nullptr) object->addRef();
    return Ref(object);
  }

  Ref(const Ref& other) noexcept : Ref(share(other.object_)) {}
  constexpr Ref(Ref&& other) noexcept : object_(other.detach()) {}

  /// From a reference to a derived interface.
  template <class U>
    requires(!std::same_as<U, T> && std::convertible_to<U*, T*>)
  Ref(Ref<U> other) noexcept : object_(other.detach()) {}

  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }

  constexpr ~Ref() {
    if (object_ != nullptr) object_->release();
  }

  constexpr T* get() const noexcept { return object_; }
  constexpr T* operator->() const noexcept { return object_; }
  constexpr T& operator*() const noexcept { return *object_; }
  constexpr explicit operator bool() const noexcept { return object_ != nullptr; }

  /// True when both hold the same pointer. Objects are compared through their FUnknown instead.
  friend constexpr bool operator==(const Ref& a, const Ref& b) noexcept {
    return a.object_ == b.object_;
  }
  friend constexpr bool operator==(const Ref& a, std::nullptr_t) noexcept {
    return a.object_ == nullptr;
  }

  /// Gives the reference back.
  constexpr void reset() noexcept {
    if (T* object = detach(); object != nullptr) object->release();
  }

  /// Hands the reference to the caller, who must release it.
  [[nodiscard]] constexpr T* detach() noexcept { return std::exchange(object_, nullptr); }

  /// Another interface of the same object, or nothing when the object does not offer it.
  template <class U>
  [[nodiscard]] Ref<U> query() const noexcept;

  /// For a `void**` argument that answers with an owned T: gives back what was held, then adopts
  /// what the call left there. `factory->createInstance(cid, IComponent::iid, component.put())`
  [[nodiscard]] OutRef<T> put() noexcept { return OutRef<T>(*this); }

 private:
  constexpr explicit Ref(T* object) noexcept : object_(object) {}

  T* object_ = nullptr;
};

/// What Ref::put returns: lives until the end of the call and then fills the Ref.
template <class T>
class OutRef {
 public:
  explicit OutRef(Ref<T>& target) noexcept : target_(target) { target_.reset(); }
  OutRef(const OutRef&) = delete;
  OutRef& operator=(const OutRef&) = delete;
  ~OutRef() { target_ = Ref<T>::adopt(static_cast<T*>(raw_)); }

  operator void**() noexcept { return &raw_; }

 private:
  void* raw_ = nullptr;
  Ref<T>& target_;
};

/// Asks an object for the interface U. Nothing when `object` is null, refuses, or answers a null
/// pointer; a pointer that comes with a refusal is not touched. [any]
template <class U, class T>
[[nodiscard]] Ref<U> query(T* object) noexcept {
  if (object == nullptr) return {};
  void* found = nullptr;
  if (object->queryInterface(U::iid, &found) != kResultOk) return {};
  return Ref<U>::adopt(static_cast<U*>(found));
}

template <class T>
template <class U>
Ref<U> Ref<T>::query() const noexcept {
  return vst3::query<U>(object_);
}

/// Creates an object and owns its first reference.
template <class T, class... Args>
[[nodiscard]] Ref<T> make_ref(Args&&... args) {
  return Ref<T>::adopt(new T(std::forward<Args>(args)...));
}

}  // namespace attacca::vst3
