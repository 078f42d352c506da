// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "abi/clap/ext/thread_pool.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"

namespace attacca::faulty {

/// What the plugin offers besides: pages of remote controls, names of notes, voices, entries for
/// menus, indications, and parts of a block for the host's threads.
class ClapOffers {
 public:
  /// Looks the host's table up. [main]
  void connect(const clap::Host& host) noexcept;
  /// The table with this id, or null. [any]
  [[nodiscard]] static const void* find(std::string_view id) noexcept;

  /// Has each channel done by whoever has time: a part leaves it as it is. [audio]
  void share(float* const* channels, std::uint32_t count, std::uint32_t frames) noexcept;
  void exec(std::uint32_t part) noexcept;  ///< [audio]

  /// Whether the host has shown something of a parameter.
  std::atomic<bool> is_shown{false};

 private:
  const clap::Host* host_ = nullptr;
  const clap::HostThreadPool* pool_ = nullptr;
  std::atomic<float* const*> channels_{nullptr};
  std::uint32_t count_ = 0;
  std::uint32_t frames_ = 0;
  std::atomic<std::uint32_t> done_{0};
};

}  // namespace attacca::faulty
