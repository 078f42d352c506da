// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <thread>
#include <utility>

#include "loaded_plugin.hpp"
#include "tests/support/semaphore.hpp"

namespace attacca::clap_test {

/// A callback of the audio thread that stands still inside Plugin::process() until the test lets it
/// go on.
class HeldCallback {
 public:
  /// `look` runs in the callback twice: before it stands still and after.
  explicit HeldCallback(LoadedPlugin& plugin, std::function<void(ProcessContext&)> look = {})
      : block_(64), look_(std::move(look)) {
    FullPlugin::latest->during_process = [this](ProcessContext& context) {
      if (look_) look_(context);
      inside_.release();
      go_on_.acquire();
      if (look_) look_(context);
    };
    thread_ = std::thread([this, &plugin] { plugin.process(block_); });
    inside_.acquire();
  }
  ~HeldCallback() { let_go(); }
  HeldCallback(const HeldCallback&) = delete;
  HeldCallback& operator=(const HeldCallback&) = delete;

  /// Lets the callback go on and waits for its end.
  void let_go() {
    if (!thread_.joinable()) return;
    go_on_.release();
    thread_.join();
    FullPlugin::latest->during_process = nullptr;
  }

  [[nodiscard]] StereoBlock& block() { return block_; }

 private:
  StereoBlock block_;
  std::function<void(ProcessContext&)> look_;
  attacca::test::Semaphore inside_;
  attacca::test::Semaphore go_on_;
  std::thread thread_;
};

}  // namespace attacca::clap_test
