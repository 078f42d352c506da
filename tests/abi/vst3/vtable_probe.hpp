// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "abi/vst3/base/unknown.hpp"

// Proves the order of virtual tables against a list of slots that was written without looking at
// the C++ declarations. Forwards: call slot n of an object of ours, see which method ran and what
// it got. Backwards: call a method of ours on a table made by hand, see which slot ran.
namespace vtable_probe {

/// What ran last, and the bits of what it was given.
struct Trace {
  std::string_view method;
  std::size_t slot = 0;
  std::vector<std::uint64_t> arguments;
};
inline Trace trace;

template <class T>
std::uint64_t bits(const T& value) {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= 8);
  std::uint64_t result = 0;
  std::memcpy(&result, &value, sizeof value);
  return result;
}

/// What the pointers among the sentinels point at.
alignas(64) inline std::array<std::array<unsigned char, 1024>, 16> memory;

/// A value of the type that no other position has; references point at it, nothing reads it.
template <class T>
T sentinel(std::size_t position) {
  if constexpr (std::is_pointer_v<T>) {
    return static_cast<T>(static_cast<void*>(memory[position].data()));
  } else if constexpr (std::is_same_v<T, bool>) {
    return true;
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(position) + static_cast<T>(0.25);
  } else {
    const std::uint64_t pattern = 0xA1B2C3D4E5F61740U + position;
    T value;
    std::memcpy(&value, &pattern, sizeof value);
    return value;
  }
}

constexpr std::size_t kAnswerPosition = 12;

/// What every method and every slot answers.
template <class R>
R answer() {
  if constexpr (!std::is_void_v<R>) return sentinel<R>(kAnswerPosition);
}

/// The body of every mocked method. References are passed as pointers.
template <class R, class... A>
R ran(std::string_view method, const A&... arguments) {
  trace = Trace{method, 0, {bits(arguments)...}};
  return answer<R>();
}

/// One slot as the fact sheet has it; every pointer and reference is a `void*`.
template <class R, class... A>
struct Slot {
  using Function = R (*)(void*, A...);

  template <std::size_t Index>
  static R recording(void*, A... arguments) {
    trace = Trace{"", Index, {bits(arguments)...}};
    return answer<R>();
  }
};

using QueryInterface = Slot<std::int32_t, void*, void*>;
using AddRef = Slot<std::uint32_t>;
using Release = Slot<std::uint32_t>;

/// A virtual table as the fact sheet has it.
template <class... Slots>
struct Table {
  static constexpr std::size_t kSize = sizeof...(Slots);
  template <std::size_t Index>
  using At = std::tuple_element_t<Index, std::tuple<Slots...>>;

  static std::array<void*, kSize> make() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
      return std::array<void*, kSize>{reinterpret_cast<void*>(&Slots::template recording<I>)...};
    }(std::make_index_sequence<kSize>{});
  }
};

template <class... A>
std::vector<std::uint64_t> expected_arguments() {
  std::size_t position = 0;
  // a braced list is evaluated from left to right
  return std::vector<std::uint64_t>{bits(sentinel<A>(position++))...};
}

template <class Call>
void check_answer(Call call) {
  using R = decltype(call());
  if constexpr (std::is_void_v<R>) {
    call();
  } else {
    const R result = call();
    CHECK(bits(result) == bits(answer<R>()));
  }
}

template <class R, class... A>
void call_slot(void* object, void* address, Slot<R, A...>) {
  const auto function = reinterpret_cast<typename Slot<R, A...>::Function>(address);
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    check_answer([&] { return function(object, sentinel<A>(I)...); });
  }(std::index_sequence_for<A...>{});
  CHECK(trace.arguments == expected_arguments<A...>());
}

/// Hides from the optimizer what kind of object a pointer came from.
inline void* opaque(void* pointer) {
  void* volatile hidden = pointer;
  return hidden;
}

/// Forwards: every slot of the mock runs the method of that name with the arguments given.
template <class T, class Interface>
void check_slots(Interface& mock, const std::array<std::string_view, T::kSize>& names) {
  void* object = opaque(&mock);
  void** table = nullptr;
  std::memcpy(&table, object, sizeof table);
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto one = [&](auto slot, std::size_t index) {
      CAPTURE(names[index]);
      call_slot(object, table[index], slot);
      CHECK(trace.method == names[index]);
    };
    (one(typename T::template At<I>{}, I), ...);
  }(std::make_index_sequence<T::kSize>{});
}

/// From what the sheet passes to what our declaration takes.
template <class To, class From>
To converted(From from) {
  if constexpr (std::is_reference_v<To>) {
    return *static_cast<std::remove_reference_t<To>*>(from);
  } else {
    return static_cast<To>(from);
  }
}

template <class... P>
struct Parameters {};

template <class Object, class Method, class... P, class R, class... A>
void call_converted(Object& object, Method method, Parameters<P...>, Slot<R, A...>) {
  static_assert(sizeof...(P) == sizeof...(A));
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    check_answer([&] { return (object.*method)(converted<P>(sentinel<A>(I))...); });
  }(std::index_sequence_for<A...>{});
  CHECK(trace.arguments == expected_arguments<A...>());
}

template <class Interface, class R, class... P, class S>
void call_declared(Interface& object, R (Interface::*method)(P...), S slot) {
  call_converted(object, method, Parameters<P...>{}, slot);
}

template <class Interface, class R, class... P, class S>
void call_declared(const Interface& object, R (Interface::*method)(P...) const, S slot) {
  call_converted(object, method, Parameters<P...>{}, slot);
}

/// Backwards: an object whose table was made by hand.
template <class T, class Interface>
class HandMade {
 public:
  /// Calls a method of our declaration and expects it in slot `Index` with the arguments given.
  template <std::size_t Index, class Owner, class Method>
  void check(Method Owner::* method) {
    static_assert(std::is_base_of_v<Owner, Interface>);
    CAPTURE(Index);
    trace = Trace{"", 999, {}};
    call_declared<Owner>(*static_cast<Interface*>(opaque(&object_)), method,
                         typename T::template At<Index>{});
    CHECK(trace.slot == Index);
  }

 private:
  std::array<void*, T::kSize> table_ = T::make();
  void** object_ = table_.data();
};

/// The three slots that every interface starts with.
template <class Interface>
class Mock : public Interface {
 public:
  virtual ~Mock() = default;

  attacca::vst3::TResult queryInterface(const attacca::vst3::Tuid& wanted, void** obj) override {
    return ran<attacca::vst3::TResult>("queryInterface", &wanted, obj);
  }
  std::uint32_t addRef() override { return ran<std::uint32_t>("addRef"); }
  std::uint32_t release() override { return ran<std::uint32_t>("release"); }
};

}  // namespace vtable_probe
