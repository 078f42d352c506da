// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <tuple>
#include <type_traits>

#include "witness/clap/watched_plugin.hpp"

namespace attacca::witness {

/// What stands in a table in a function's place: records the call and hands it on.
template <typename T, typename Call, auto Member = Call::kMember>
struct ClapShim;

template <typename T, typename Call, typename R, typename... A,
          R (*T::*Member)(const clap::Plugin*, A...)>
struct ClapShim<T, Call, Member> {
  /// Whether its text is the id of a window system; all others are the user's.
  static constexpr bool kHasId = std::is_same_v<T, clap::PluginGui> &&
                                 (Call::kName == "is_api_supported" || Call::kName == "create");
  template <typename V>
  static void put_id_or_argument(Entry& entry, V value) noexcept {
    if constexpr (std::is_same_v<V, const char*>) {
      put_id(entry, value);
    } else {
      put_argument(entry, value);
    }
  }

  static R call(const clap::Plugin* plugin, A... arguments) {
    WatchedPlugin& self = WatchedPlugin::from(plugin);
    CallScope scope(kClapCallName<T, Call>.data(), self.number());
    if constexpr (kHasId) {
      (put_id_or_argument(scope.entry(), arguments), ...);
    } else {
      (put_argument(scope.entry(), arguments), ...);
    }
    scope.begin();
    put_all_details(scope, self.ports(), arguments...);
    if constexpr (Call::kName == "init") self.before_init(scope);
    if constexpr (std::is_same_v<T, clap::PluginTrackInfo>) self.ask_track(scope);
    const T* const table = self.template table<T>();
    if (table == nullptr) {  // another plugin's
      scope.end([](Entry& entry) { entry.put_integer(0); });
      return R();
    }
    std::tuple<Passed<A>...> passed(arguments...);  // in place: streams point to themselves
    const auto forward = [&](auto&... argument) {
      return (table->*Member)(self.plugin(), argument.argument()...);
    };
    constexpr bool kIsLast = std::is_same_v<T, clap::Plugin> && Call::kName == "destroy";
    if constexpr (std::is_void_v<R>) {
      std::apply(forward, passed);
      scope.end();
      if constexpr (kIsLast) delete &self;
    } else {
      const R result = std::apply(forward, passed);
      std::apply([&](auto&... argument) { (argument.put_details(scope), ...); }, passed);
      scope.end([&](Entry& entry) {
        put_number(entry, result);
        std::apply([&](auto&... argument) { (argument.put_answer(entry), ...); }, passed);
      });
      return result;
    }
  }
};

}  // namespace attacca::witness
