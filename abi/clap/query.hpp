// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <cstring>

#include "abi/clap/entry.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"

namespace attacca::clap {

/// A table that is asked for by id. It says with `Owner` whom to ask (Host, Plugin or PluginEntry),
/// with `kId` under which id, and with `kCompatIds` under which older ids the same table is known.
template <typename T>
concept Table = requires {
  typename T::Owner;
  { T::kId } -> std::convertible_to<const char*>;
  { T::kCompatIds.size() } -> std::convertible_to<std::size_t>;
};

template <typename T>
concept HostTable = Table<T> && std::same_as<typename T::Owner, Host>;

template <typename T>
concept PluginTable = Table<T> && std::same_as<typename T::Owner, Plugin>;

template <typename T>
concept FactoryTable = Table<T> && std::same_as<typename T::Owner, PluginEntry>;

/// Whether `id` asks for table T, by its current id or an older one; false for null. For answering
/// get_extension and get_factory. [any]
template <Table T>
[[nodiscard]] inline bool is_id_of(const char* id) noexcept {
  if (id == nullptr) return false;
  if (std::strcmp(id, T::kId) == 0) return true;
  for (const char* compat_id : T::kCompatIds) {
    if (std::strcmp(id, compat_id) == 0) return true;
  }
  return false;
}

namespace detail {

/// Asks `get` for the current id of T first and then for the older ones.
template <Table T, typename Get>
[[nodiscard]] inline const T* first_answer(Get get) {
  if (const void* table = get(T::kId)) return static_cast<const T*>(table);
  for (const char* compat_id : T::kCompatIds) {
    if (const void* table = get(compat_id)) return static_cast<const T*>(table);
  }
  return nullptr;
}

}  // namespace detail

/// An extension of the host, newest id first; null if there is none, or if `host` or its
/// get_extension is null. Not before Plugin::init. [any]
template <HostTable T>
[[nodiscard]] inline const T* query(const Host* host) {
  if (host == nullptr || host->get_extension == nullptr) return nullptr;
  return detail::first_answer<T>([host](const char* id) { return host->get_extension(host, id); });
}

/// An extension of a plugin, newest id first; null if there is none, or if `plugin` or its
/// get_extension is null. Not before Plugin::init. [any]
template <PluginTable T>
[[nodiscard]] inline const T* query(const Plugin* plugin) {
  if (plugin == nullptr || plugin->get_extension == nullptr) return nullptr;
  return detail::first_answer<T>(
      [plugin](const char* id) { return plugin->get_extension(plugin, id); });
}

/// A factory of a plugin file, newest id first; null if there is none, or if `entry` or its
/// get_factory is null. Not before PluginEntry::init. [any]
template <FactoryTable T>
[[nodiscard]] inline const T* query_factory(const PluginEntry* entry) {
  if (entry == nullptr || entry->get_factory == nullptr) return nullptr;
  return detail::first_answer<T>([entry](const char* id) { return entry->get_factory(id); });
}

}  // namespace attacca::clap
