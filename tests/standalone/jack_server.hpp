// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include "tests/standalone/child.hpp"

namespace attacca::standalone::test {

/// `jackd` with a dummy driver, under a name of its own, which this process and its children take
/// for the default server. It waits for its clients (-S), so that a busy machine loses nothing.
class JackServer {
 public:
  explicit JackServer(int period)
      : name_("attacca-test-" + std::to_string(::getpid())), period_(period) {
    ::setenv("JACK_DEFAULT_SERVER", name_.c_str(), 1);
    ::setenv("JACK_NO_AUDIO_RESERVATION", "1", 1);
    start();
  }
  void start() {
    child_ = std::make_unique<Child>(std::vector<std::string>{
        "jackd", "-n", name_, "-S", "-r", "-t", "20000", "-d", "dummy", "-r", "48000", "-p",
        std::to_string(period_), "-C", "2", "-P", "2"});
  }
  void stop() { child_.reset(); }
  [[nodiscard]] bool is_running() { return child_ != nullptr && child_->is_running(); }

 private:
  const std::string name_;
  const int period_;
  std::unique_ptr<Child> child_;
};

}  // namespace attacca::standalone::test
