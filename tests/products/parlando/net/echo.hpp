// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "parlando/net/local_socket.hpp"
#include "parlando/net/net_poll.hpp"
#include "tests/support/semaphore.hpp"

namespace parlando::test {

/// Sends back what it hears, to everybody at a path, on a thread of its own.
class Echo {
 public:
  explicit Echo(LocalListener listener)
      : listener_(std::move(listener)), thread_([this] { run(); }) {}
  ~Echo() {
    ends_ = true;
    poll_.wake();
    thread_.join();
  }
  Echo(const Echo&) = delete;
  Echo& operator=(const Echo&) = delete;

  /// Waits until one more has gone.
  void wait_for_one_to_go() { gone_.acquire(); }

 private:
  void run() {
    std::vector<LocalStream> streams;
    while (!ends_) {
      std::vector<NetPoll::Source> sources{{listener_.native()}};
      for (const LocalStream& stream : streams) sources.push_back({stream.native()});
      poll_.wait(sources, std::nullopt);
      while (auto stream = listener_.accept()) streams.push_back(std::move(*stream));
      std::erase_if(streams, [this](LocalStream& stream) {
        std::array<char, 100> bytes{};
        const auto size = stream.receive(bytes.data(), bytes.size());
        if (size && *size > 0) (void)stream.send({bytes.data(), *size});
        if (!size) gone_.release();
        return !size.has_value();
      });
    }
  }

  LocalListener listener_;
  NetPoll poll_;
  std::atomic<bool> ends_{false};
  attacca::test::Semaphore gone_;
  std::thread thread_;
};

}  // namespace parlando::test
