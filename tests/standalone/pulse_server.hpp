// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/standalone/child.hpp"

namespace attacca::standalone::test {

/// `pulseaudio` with two sound cards that play to nobody, "stage" and "hall", as a server of its
/// own in `folder`, which this process and its children take for theirs.
class PulseServer {
 public:
  explicit PulseServer(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    for (const char* name : {"XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "HOME", "PULSE_RUNTIME_PATH"}) {
      ::setenv(name, folder_.c_str(), 1);
    }
    ::unsetenv("PULSE_SERVER");
    start();
  }

  void start() {
    const auto card = [](const std::string& name) {
      return "module-null-sink sink_name=" + name + " sink_properties=device.description=" + name +
             " rate=48000 channels=2 format=float32le";
    };
    child_ = std::make_unique<Child>(
        std::vector<std::string>{"pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no",
                                 "--exit-idle-time=-1", "--disable-shm=yes", "-L", card("stage"),
                                 "-L", card("hall"), "-L",
                                 "module-native-protocol-unix auth-anonymous=1"},
        (folder_ / "pulse.log").string());
  }
  void stop() { child_.reset(); }

 private:
  const std::filesystem::path folder_;
  std::unique_ptr<Child> child_;
};

}  // namespace attacca::standalone::test
