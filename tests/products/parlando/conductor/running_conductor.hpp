// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <memory>
#include <thread>

#include <doctest/doctest.h>

#include "parlando/conductor/conductor_loop.hpp"
#include "parlando/conductor/control_client.hpp"
#include "tests/support/temporary_folder.hpp"

namespace parlando::test {

/// A conductor on free ports, with folders of its own, and a client.
class RunningConductor {
 public:
  RunningConductor() {
    options_.listen.port = 0;
    options_.transport.port = 0;
    options_.runtime = folder_ / "runtime";
    options_.session = folder_ / "session.json";
    start();
  }
  ~RunningConductor() { stop(); }
  RunningConductor(const RunningConductor&) = delete;
  RunningConductor& operator=(const RunningConductor&) = delete;

  void start() {
    auto loop = ConductorLoop::open(options_);
    REQUIRE(loop);
    loop_ = std::move(*loop);
    options_ = loop_->options();
    thread_ = std::thread([this] { loop_->run(); });
    client_ = connect();
  }
  void stop() {
    if (!thread_.joinable()) return;
    loop_->stop();
    thread_.join();
    client_.reset();
    loop_.reset();
  }
  [[nodiscard]] std::unique_ptr<ControlClient> connect() const {
    auto client = ControlClient::connect(options_.control_socket());
    REQUIRE(client);
    return std::move(*client);
  }
  [[nodiscard]] ControlClient& client() { return *client_; }
  [[nodiscard]] ConductorLoop& loop() { return *loop_; }
  [[nodiscard]] const ConductorOptions& options() const { return options_; }

  Json ok(Json request) {
    const auto answer = client_->call(std::move(request), ControlClient::Milliseconds(60'000));
    if (!answer) FAIL(answer.error().message);
    return *answer;
  }
  /// The list, as soon as it has so many musicians; whatever there is after a minute.
  Json list_of(std::size_t musicians) {
    Json list;
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    do {
      list = ok({{"do", "list"}});
      if (list["musicians"].size() >= musicians) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    } while (std::chrono::steady_clock::now() < until);
    return list;
  }

 private:
  attacca::test::TemporaryFolder folder_;
  ConductorOptions options_;
  std::unique_ptr<ConductorLoop> loop_;
  std::thread thread_;
  std::unique_ptr<ControlClient> client_;
};

}  // namespace parlando::test
