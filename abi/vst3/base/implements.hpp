// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// The interface that I extends: its `Base`, or FUnknown when it names none.
template <class I>
struct BaseInterface {
  using Type = FUnknown;
};
template <class I>
  requires requires { typename I::Base; }
struct BaseInterface<I> {
  using Type = typename I::Base;
};

/// The reference counting and interface lookup of an object that implements `Interfaces`.
///
/// The counter starts at 1 and is atomic. Every listed interface and the ones it extends are
/// found from every other; FUnknown is always the one of the first listed interface. Derive, write
/// the methods of the interfaces, and hand the object out with `make_ref`.
template <class... Interfaces>
class Implements : public Interfaces... {
  static_assert(sizeof...(Interfaces) > 0, "list at least one interface");

 public:
  Implements(const Implements&) = delete;
  Implements& operator=(const Implements&) = delete;

  /// [any]
  TResult queryInterface(const Tuid& wanted, void** obj) override {
    if (obj == nullptr) return kInvalidArgument;
    void* found = nullptr;
    if (wanted == FUnknown::iid) {
      found = unknown();
    } else if (offers(wanted)) {
      (void)((found = find<Interfaces>(wanted), found != nullptr) || ...);
      if (found == nullptr) found = other_interface(wanted);
    }
    *obj = found;
    if (found == nullptr) return kNoInterface;
    addRef();
    return kResultOk;
  }

  /// [any]
  std::uint32_t addRef() override {
    return references_.fetch_add(1, std::memory_order_relaxed) + 1;
  }

  /// [any] The last reference should go on the main thread: the object dies there.
  std::uint32_t release() override {
    const std::uint32_t left = references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) on_last_release();
    return left;
  }

  /// The identity of the object. Borrowed. [any]
  FUnknown* unknown() noexcept {
    return static_cast<FUnknown*>(
        static_cast<std::tuple_element_t<0, std::tuple<Interfaces...>>*>(this));
  }

 protected:
  Implements() = default;
  virtual ~Implements() = default;

  /// [any] Override to hide a listed interface, e.g. the editor of a plugin without one. The answer
  /// must stay the same while the object lives.
  virtual bool offers(const Tuid& /*wanted*/) const noexcept { return true; }

  /// [any] Override to answer an interface that is not listed, e.g. one of a member object: the
  /// pointer cast to exactly that interface, or null. The member's addRef, release and
  /// queryInterface must be forwarded to this object, which takes the reference.
  virtual void* other_interface(const Tuid& /*wanted*/) noexcept { return nullptr; }

  /// [any] Called when the last reference is gone; override for objects that are not made with new.
  virtual void on_last_release() noexcept { delete this; }

 private:
  template <class I>
  void* find(const Tuid& wanted) noexcept {
    return find_in_chain<I>(static_cast<I*>(this), wanted);
  }

  // An interface with a single base shares its address with it, yet the cast says so explicitly.
  template <class I>
  static void* find_in_chain(I* object, const Tuid& wanted) noexcept {
    if constexpr (std::is_same_v<I, FUnknown>) {
      return nullptr;
    } else {
      if (wanted == I::iid) return object;
      using Base = typename BaseInterface<I>::Type;
      return find_in_chain<Base>(object, wanted);
    }
  }

  std::atomic<std::uint32_t> references_{1};
};

}  // namespace attacca::vst3
