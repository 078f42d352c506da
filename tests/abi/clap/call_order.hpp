// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstring>
#include <utility>

namespace attacca::clap {

/// The slot whose function ran last.
inline std::size_t last_slot = 0;

/// What to do with a field of a table that points to a function.
template <typename Field>
struct Callback;

template <typename R, typename... Args>
struct Callback<R (*)(Args...)> {
  template <std::size_t Slot>
  static R note_slot(Args...) {
    last_slot = Slot;
    return R();
  }

  /// Puts a function that notes the slot into the raw bytes of a table.
  template <std::size_t Slot>
  static void fill(unsigned char* bytes) {
    R (*const function)(Args...) = &note_slot<Slot>;
    static_assert(sizeof function == sizeof(void*));
    std::memcpy(bytes + Slot * sizeof(void*), &function, sizeof function);
  }

  static std::size_t slot_reached_by(R (*function)(Args...)) {
    last_slot = static_cast<std::size_t>(-1);
    function(Args()...);
    return last_slot;
  }
};

template <typename Table, typename Field>
Callback<Field> callback_of(Field Table::*);

/// Fills the slots of a table by number, a slot being the room of one pointer counted from the
/// start of the struct, and calls its fields by name: `Members` must reach the slots from `First`
/// on in their order.
template <typename Table, std::size_t First, auto... Members>
[[nodiscard]] bool reaches_slots() {
  unsigned char bytes[sizeof(Table)] = {};
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (decltype(callback_of(Members))::template fill<First + I>(bytes), ...);
  }(std::make_index_sequence<sizeof...(Members)>());
  Table table;
  std::memcpy(&table, bytes, sizeof table);

  std::size_t expected = First;
  return ((decltype(callback_of(Members))::slot_reached_by(table.*Members) == expected++) && ...) &&
         expected * sizeof(void*) == sizeof(Table);
}

}  // namespace attacca::clap
