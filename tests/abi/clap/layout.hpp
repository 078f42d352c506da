// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

// The vocabulary of the layout tables (layout_*.cpp). Each line is checked while compiling.

namespace attacca::clap::layout {

/// An enum D declared where the interface has a plain integer S of that size.
template <typename D, typename S>
concept EnumForInteger = std::is_enum_v<D> && std::is_integral_v<S> && sizeof(D) == sizeof(S);

/// Whether a declared type D is, bit by bit and call by call, the type S of the interface.
template <typename D, typename S>
struct SameAbi : std::is_same<D, S> {};

template <typename D, typename S>
  requires EnumForInteger<D, S>
struct SameAbi<D, S> : std::true_type {};

template <typename D, typename S>
  requires EnumForInteger<D, S>
struct SameAbi<D*, S*> : std::true_type {};

template <typename D, typename... Ds, typename S, typename... Ss>
  requires(sizeof...(Ds) == sizeof...(Ss))
struct SameAbi<D (*)(Ds...), S (*)(Ss...)>
    : std::bool_constant<SameAbi<D, S>::value && (SameAbi<Ds, Ss>::value && ...)> {};

template <typename T>
concept PlainData = std::is_trivial_v<T> && std::is_standard_layout_v<T>;

/// Whether a table is known under exactly these ids, the current one first.
template <typename T, typename... Ids>
constexpr bool has_ids(std::string_view id, Ids... compat_ids) {
  if (T::kId != id || T::kCompatIds.size() != sizeof...(Ids)) return false;
  std::size_t index = 0;
  return ((T::kCompatIds[index++] == std::string_view(compat_ids)) && ...);
}

}  // namespace attacca::clap::layout

// A struct: size and alignment in bytes.
#define STRUCT(type, size, alignment)                               \
  static_assert(sizeof(type) == (size), #type ": size");            \
  static_assert(alignof(type) == (alignment), #type ": alignment"); \
  static_assert(attacca::clap::layout::PlainData<type>, #type ": not plain data")

// A field: offset and size in bytes, then the type it has in the interface.
#define FIELD(type, field, offset, size, ...)                                              \
  static_assert(offsetof(type, field) == (offset), #type "." #field ": offset");           \
  static_assert(sizeof(type::field) == (size), #type "." #field ": size");                 \
  static_assert(attacca::clap::layout::SameAbi<decltype(type::field), __VA_ARGS__>::value, \
                #type "." #field ": type")

// A number.
#define VALUE(name, value)                                                                       \
  static_assert(static_cast<unsigned long long>(name) == static_cast<unsigned long long>(value), \
                #name)

// A text.
#define TEXT(name, text) static_assert(std::string_view(name) == std::string_view(text), #name)

// An enum whose values are, or are not, bits of a mask.
#define FLAGS(type) static_assert(attacca::clap::kIsFlags<type>, #type ": lacks operators")
#define NO_FLAGS(type) static_assert(!attacca::clap::kIsFlags<type>, #type ": has operators")

// A table asked for by id: whom to ask, the id, older ids.
#define TABLE(type, owner, ...)                                       \
  static_assert(std::is_same_v<type::Owner, owner>, #type ": owner"); \
  static_assert(attacca::clap::layout::has_ids<type>(__VA_ARGS__), #type ": ids")
