// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "parlando/link/roster.hpp"
#include "parlando/net/net_poll.hpp"
#include "parlando/net/udp_socket.hpp"

namespace parlando {

/// The network side of all musicians of one process, or of one loaded binary: one socket and one
/// thread, there as long as there is a musician. A process that loads both the VST3 and the CLAP
/// has two.
///
///     const std::shared_ptr<Link> link = Link::of_process();
///     const Link::Membership membership = link->join(member, identity);
///     membership.change(renamed);
///
/// Where there is no socket to be had, everything works but for the network, and fault() says why.
/// All members [not audio].
class Link final : public std::enable_shared_from_this<Link>, private PacketPost {
 public:
  /// A musician's place in the link; it leaves with it.
  class Membership {
   public:
    Membership() = default;
    Membership(Membership&& other) noexcept { *this = std::move(other); }
    Membership& operator=(Membership&& other) noexcept;
    ~Membership() { leave(); }

    [[nodiscard]] explicit operator bool() const noexcept { return entry_ != nullptr; }
    /// Says goodbye; when it returns, the member is not called any more.
    void leave() noexcept;
    /// Who the musician is now; the id that it has.
    Id change(const Identity& identity);
    [[nodiscard]] Identity identity() const;
    /// What its audio thread has said is looked at soon. [audio]
    void mark_news() noexcept;

    struct State {
      Roster::State link;
      bool is_acknowledged = false;
      bool is_primary = false;
    };
    [[nodiscard]] State state() const;

   private:
    friend class Link;
    std::shared_ptr<Link> link_;
    Roster::Entry* entry_ = nullptr;
  };

  /// The one of this process, made if there is none, by the environment.
  [[nodiscard]] static std::shared_ptr<Link> of_process();
  /// Opens the socket and starts the thread. Never null.
  [[nodiscard]] static std::shared_ptr<Link> start(const attacca::Result<LinkOptions>& options);

  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link();

  /// `member` outlives the membership.
  [[nodiscard]] Membership join(Member& member, const Identity& identity);

  /// Why there is no network, with what to do; empty: there is.
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }
  /// 0: there is no socket.
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] Roster::State state() const;

 private:
  Link() = default;
  void open(const attacca::Result<LinkOptions>& options);
  void run() noexcept;
  void turn(const ClockReading& now, ReceivedPackets& packets);
  void wake() const noexcept { poll_.wake(); }
  void send(const SocketAddress& to, std::span<const std::byte> packet) noexcept override;

  std::string fault_;
  std::uint16_t port_ = 0;
  LinkOptions options_;
  std::unique_ptr<UdpSocket> socket_;
  NetPoll poll_;
  mutable std::mutex mutex_;  ///< of the roster
  std::unique_ptr<Roster> roster_;
  std::atomic<bool> stops_{false};
  std::thread thread_;
};

}  // namespace parlando
