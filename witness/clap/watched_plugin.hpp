// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/query.hpp"
#include "witness/clap/arguments.hpp"
#include "witness/clap/calls.hpp"

namespace attacca::witness {

/// Stands between a host and a plugin: records each call and hands it on.
class WatchedPlugin {
 public:
  /// Takes the plugin over; it dies with the plugin's own destroy. [main]
  static const clap::Plugin* watch(const clap::Plugin& plugin, const clap::Host& host);

  WatchedPlugin(const WatchedPlugin&) = delete;
  WatchedPlugin& operator=(const WatchedPlugin&) = delete;

  /// [any]
  [[nodiscard]] static WatchedPlugin& from(const clap::Plugin* plugin) noexcept {
    return *static_cast<WatchedPlugin*>(plugin->plugin_data);
  }
  /// The plugin itself. [any]
  [[nodiscard]] const clap::Plugin* plugin() const noexcept { return &plugin_; }
  /// Its own table T, which the host was given by another one; null: it has none. [any]
  template <typename T>
  [[nodiscard]] const T* table() const noexcept {
    if constexpr (std::is_same_v<T, clap::Plugin>) {
      return &plugin_;
    } else {
      const void* const known = tables_[index_of<T>()].load(std::memory_order_acquire);
      // Some use the table of one instance for another one.
      return known != nullptr ? static_cast<const T*>(known) : clap::query<T>(&plugin_);
    }
  }
  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }
  [[nodiscard]] ClapPorts& ports() noexcept { return ports_; }

  /// What only init and destroy do; what only TrackInfo's changed does.
  void before_init(CallScope& scope);
  void ask_track(CallScope& scope) const;

  /// The index of T among ClapExtensions.
  template <typename T>
  static constexpr std::size_t index_of() {
    return index_in<T>(static_cast<ClapExtensions*>(nullptr));
  }

 private:
  WatchedPlugin(const clap::Plugin& plugin, const clap::Host& host);

  static const void* get_extension(const clap::Plugin* plugin, const char* id);
  const void* wrapped(const char* id, const void* table) noexcept;

  template <typename T, typename... Lists>
  static constexpr std::size_t index_in(std::tuple<Lists...>* /*lists*/) {
    constexpr std::array<bool, sizeof...(Lists)> kSame = {
        std::is_same_v<T, typename Lists::Table>...};
    std::size_t index = 0;
    while (!kSame[index]) ++index;
    return index;
  }

  const clap::Plugin& plugin_;
  const clap::Host& host_;
  std::uint32_t number_;
  clap::Plugin table_;
  std::array<std::atomic<const void*>, std::tuple_size_v<ClapExtensions>> tables_{};
  ClapPorts ports_;
};

}  // namespace attacca::witness
