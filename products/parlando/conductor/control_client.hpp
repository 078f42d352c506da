// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "attacca/base/result.hpp"
#include "parlando/conductor/conductor_loop.hpp"
#include "parlando/conductor/fields.hpp"
#include "parlando/net/local_socket.hpp"
#include "parlando/net/net_poll.hpp"

namespace parlando {

/// Why a request was not answered with what was asked for.
struct ControlError {
  std::string message;
  bool is_request_wrong = true;  ///< else the request was right, and could not be met
};

/// Asks a conductor and waits for the answer (docs/parlando/control.md):
///
///     auto client = ControlClient::connect(options.control_socket());
///     const auto list = client->call({{"do", "list"}});
///
/// One thread.
class ControlClient {
 public:
  using Milliseconds = std::chrono::milliseconds;
  template <typename T>
  using Answer = tl::expected<T, ControlError>;

  /// Errors: no conductor listens there.
  static attacca::Result<std::unique_ptr<ControlClient>> connect(const std::filesystem::path& path);

  /// Sends the request and waits for what it is answered with; events that come meanwhile are kept.
  Answer<Json> call(Json request, Milliseconds patience = Milliseconds(10'000));
  /// The next event, if one comes in time.
  std::optional<Json> next_event(Milliseconds patience);
  /// False once the conductor has ended.
  [[nodiscard]] bool is_connected() const noexcept { return is_connected_; }
  /// Ends the waiting of another thread's `next_event`. [not audio]
  void wake() const noexcept { poll_.wake(); }

 private:
  explicit ControlClient(LocalStream stream) : stream_(std::move(stream)) {}
  bool exchange(std::chrono::steady_clock::time_point until);
  std::optional<Json> take_line();

  LocalStream stream_;
  NetPoll poll_;
  bool is_connected_ = true;
  bool was_woken_ = false;
  std::string input_;
  std::string output_;
  std::deque<Json> events_;
  std::uint64_t last_id_ = 0;
};

/// A conductor to ask: the one that runs, or one of our own for as long as this lives. Others can
/// ask that one as well, and it stays until they have left.
class ConductorAccess {
 public:
  /// Errors: another program has the ports.
  static attacca::Result<ConductorAccess> open(const ConductorOptions& options);
  ConductorAccess(ConductorAccess&&) = default;
  ConductorAccess& operator=(ConductorAccess&&) = delete;
  ~ConductorAccess();

  [[nodiscard]] ControlClient& client() noexcept { return *client_; }
  /// It has just been started: musicians that do not know it announce themselves within 5.5 s.
  [[nodiscard]] bool is_own() const noexcept { return loop_ != nullptr; }
  /// Where it is our own, gives the musician time to announce itself.
  void wait_for(const std::string& musician);
  /// The same for all that there are.
  void wait_for_all() const;

 private:
  ConductorAccess() = default;

  std::unique_ptr<ConductorLoop> loop_;
  std::thread thread_;
  std::unique_ptr<ControlClient> client_;
};

}  // namespace parlando
