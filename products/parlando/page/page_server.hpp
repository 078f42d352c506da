// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "parlando/net/socket_address.hpp"
#include "parlando/page/page_visitor.hpp"

namespace parlando {

/// Whom the page speaks to. Called on the server's thread; what it delivers may come from any.
class PageBackend {
 public:
  virtual void join(const std::shared_ptr<PageVisitor>& visitor) = 0;
  /// One JSON object of docs/parlando/control.md, as the browser sent it. Once it has been carried
  /// out, `visitor->request_ends(json.size())` is to be called, on any thread.
  virtual void request(const std::shared_ptr<PageVisitor>& visitor, std::string json) = 0;
  virtual void leave(const std::shared_ptr<PageVisitor>& visitor) = 0;

 protected:
  ~PageBackend() = default;
};

struct PageOptions {
  static constexpr std::uint16_t kPort = 30080;

  SocketAddress listen{SocketAddress::kLoopback, kPort};  ///< TCP; port 0: any free one.
  std::string key;                                        ///< Needed off loopback.
  std::vector<std::string> names;                         ///< See PageAccess::names.
  /// How long one that has connected may take to bring the key.
  std::chrono::microseconds key_wait = std::chrono::seconds(5);
};

/// Serves the page and its WebSocket, on a thread of its own.
///
///     auto page = PageServer::open(backend, options);
///     std::puts((*page)->address().c_str());
///
class PageServer {
 public:
  static constexpr std::size_t kMostVisitors = 32;
  /// Connections that have not brought the key yet; one more, and the oldest of them is closed.
  static constexpr std::size_t kMostStrangers = 32;
  /// The message with the key; one that is longer ends the connection.
  static constexpr std::size_t kLongestKey = 1'024;
  /// A request that is longer ends the connection.
  static constexpr std::size_t kLongestRequest = std::size_t{64} << 20U;

  /// `backend` outlives it. [not audio] Errors: the port is taken; off loopback without a key.
  static attacca::Result<std::unique_ptr<PageServer>> open(PageBackend& backend,
                                                           PageOptions options);
  ~PageServer();  ///< All visitors leave.
  PageServer(const PageServer&) = delete;
  PageServer& operator=(const PageServer&) = delete;

  /// Where it is, for people: "http://127.0.0.1:30080/". [any]
  [[nodiscard]] const std::string& address() const noexcept;

 private:
  class Service;
  explicit PageServer(std::unique_ptr<Service> service);
  std::unique_ptr<Service> service_;
};

}  // namespace parlando
