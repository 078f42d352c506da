// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "mcp/protocol/tool.hpp"

namespace attacca::mcp {

/// A server of the Model Context Protocol over lines of JSON, as programs speak it on
/// their standard input and output:
///
///     Server server(offer, [](const std::string& line) { … });
///     while (std::getline(std::cin, line)) server.receive(line);
///
/// Both eras are answered: revisions up to 2025-11-25, which begin with `initialize`, and that of
/// 2026-07-28, whose requests each carry their version. Nothing is kept between requests but the
/// calls that run. Each call of a tool has a thread of its own, four at most at a time; answers
/// come in the order in which they are ready. Source: modelcontextprotocol.io, specification
/// 2025-11-25 and 2026-07-28, basic, server/tools.
class Server {
 public:
  /// `send` gets one line at a time, without its end, from any thread, never two at once.
  Server(Offer offer, std::function<void(const std::string&)> send);
  /// Ends the calls that still run.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// One message; what is no message is answered with an error. [main]
  void receive(std::string_view line);
  /// Waits until no call runs. [main]
  void finish();

 private:
  struct Call {
    std::atomic<bool> is_cancelled = false;
    std::atomic<bool> is_done = false;
    std::thread thread;
  };

  void handle(const Json& message);
  void handle_notification(const std::string& method, const Json& params);
  void call_tool(const Json& id, const Json& params);
  [[nodiscard]] const ServedTool* tool_called(const Json& name) const;
  [[nodiscard]] Json initialize(const Json& params) const;
  [[nodiscard]] Json discover() const;
  [[nodiscard]] Json list_tools() const;
  void run(const ServedTool& tool, const Json& arguments, const Json& id, const Json& token,
           Call& call);
  void reply(const Json& id, Json result);
  void refuse(const Json& id, int code, const std::string& message, const Json& data = nullptr);
  void send(const Json& message);
  void clear_done();

  Offer offer_;
  std::function<void(const std::string&)> send_;
  std::mutex sending_;
  /// By the request's id, as JSON text. [main]
  std::map<std::string, std::unique_ptr<Call>> calls_;
};

}  // namespace attacca::mcp
