// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "parlando/conductor/conductor.hpp"
#include "parlando/conductor/control.hpp"
#include "parlando/conductor/control_server.hpp"
#include "parlando/conductor/pulse_keeper.hpp"
#include "parlando/conductor/session.hpp"
#include "parlando/conductor/worker.hpp"
#include "parlando/net/net_poll.hpp"
#include "parlando/net/udp_socket.hpp"
#include "parlando/protocol/ports.hpp"

namespace parlando {

/// Where a conductor listens, and what it keeps.
struct ConductorOptions {
  SocketAddress listen{SocketAddress::kLoopback, kConductorPort};
  SocketAddress transport{SocketAddress::kLoopback, kTransportPort};
  std::string key;                ///< needed off loopback
  std::filesystem::path runtime;  ///< folder of the control socket
  std::filesystem::path session;  ///< file; empty: nothing is kept

  /// As the environment has it: PARLANDO_CONDUCTOR, PARLANDO_TRANSPORT, PARLANDO_KEY,
  /// XDG_RUNTIME_DIR, XDG_STATE_HOME. [main] Errors: an address that is none.
  static attacca::Result<ConductorOptions> of_environment();
  /// The control socket: PORT.sock in the folder.
  [[nodiscard]] std::filesystem::path control_socket() const;
};

/// A conductor on its sockets:
///
///     auto loop = ConductorLoop::open(options);
///     std::thread thread([&] { (*loop)->run(); });
///     (*loop)->post([&](Control& control) { … });
///     (*loop)->stop();
class ConductorLoop final : private Wire {
 public:
  /// [not audio] Errors: a port is taken (by a second conductor, most likely); off loopback without
  /// a key; the control socket cannot be made.
  static attacca::Result<std::unique_ptr<ConductorLoop>> open(ConductorOptions options);
  ~ConductorLoop();
  ConductorLoop(const ConductorLoop&) = delete;
  ConductorLoop& operator=(const ConductorLoop&) = delete;

  /// Conducts until `stop`, or until somebody asks for the end. The thread that calls it is the
  /// conductor's. Once.
  void run();
  /// Ends `run`. [any], also in a signal handler.
  void stop() noexcept;
  /// Ends `run` as soon as nobody at the control socket may want something. Who only watches, as a
  /// second conductor does, is not waited for: it would take over. [not audio]
  void stop_when_alone() noexcept;
  /// Has the conductor's thread call a function soon. [not audio]
  void post(std::function<void(Control&)> function);

  [[nodiscard]] const ConductorOptions& options() const noexcept { return options_; }
  /// What people should know about the start: a session that could not be read; or empty.
  [[nodiscard]] const std::string& remark() const noexcept { return remark_; }
  /// The address of the page, for `hello`. Before `run`, or by `post`.
  void set_page(std::string address) { page_ = std::move(address); }

 private:
  ConductorLoop(ConductorOptions options, UdpSocket musicians, UdpSocket transport);

  bool send(const SocketAddress& to, std::span<const std::byte> packet) override;
  void receive(UdpSocket& socket);
  /// Runs what was posted, for some milliseconds; false: something is left.
  bool run_posted();
  void read_elsewhere(std::string json, Control::ReadDone done);
  void keep_pulse(Moment now);
  [[nodiscard]] ConductorFacts facts();
  void remember_processes(Moment now);
  void ask_remembered();
  [[nodiscard]] std::filesystem::path processes_file() const;

  ConductorOptions options_;
  std::string remark_;
  std::string page_;
  UdpSocket musicians_;
  UdpSocket transport_;
  NetPoll poll_;
  ReceivedPackets packets_;
  SessionStore store_;
  Conductor conductor_;
  Control control_;
  std::optional<ControlServer> server_;
  std::atomic<bool> stops_ = false;
  std::atomic<bool> stops_when_alone_ = false;
  std::mutex posted_mutex_;
  std::deque<std::function<void(Control&)>> posted_;
  std::optional<PulseKeeper> keeper_;
  std::int64_t kept_ = 0;  // steady: the pulse that the keeper was told of
  std::uint64_t unsent_ = 0;
  Worker reader_;  // ends first: what it has read comes to nothing
  std::string remembered_;
  std::int64_t remembered_at_ = 0;
};

}  // namespace parlando
