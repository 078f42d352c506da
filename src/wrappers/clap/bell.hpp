// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>

#include "abi/clap/host.hpp"
#include "main_thread/bell.hpp"

namespace attacca::clap_wrapper {

/// The host's request_callback, which CLAP allows from any thread. Every ring asks: a host that has
/// dropped one request is asked again with the next.
class Bell final : public core::Bell {
 public:
  explicit Bell(const clap::Host& host) noexcept : host_(host) {}

  /// The host is not called any more. [main]
  void close() noexcept { closed_.store(true, std::memory_order_relaxed); }

  void ring() noexcept override {
    if (host_.request_callback == nullptr || closed_.load(std::memory_order_relaxed)) return;
    host_.request_callback(&host_);
  }
  void ring_from_audio() noexcept override { ring(); }

 private:
  const clap::Host& host_;
  std::atomic<bool> closed_{false};
};

}  // namespace attacca::clap_wrapper
