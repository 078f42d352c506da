// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/protocol/server.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "text/json_depth.hpp"

namespace attacca::mcp {
namespace {

constexpr std::size_t kMostCalls = 4;
constexpr std::size_t kLongestLine = std::size_t{4} << 20U;
constexpr int kDeepest = 64;  // braces and brackets within each other

/// Revisions that begin with `initialize`, the newest last.
/// That of 2025-03-26 has batches, which no other one has.
constexpr std::array kHandshakeVersions = {"2024-11-05", "2025-06-18", "2025-11-25"};
constexpr const char* kModernVersion = "2026-07-28";
constexpr const char* kVersionKey = "io.modelcontextprotocol/protocolVersion";
constexpr const char* kServerKey = "io.modelcontextprotocol/serverInfo";

// JSON-RPC 2.0, 5.1; the last one of MCP.
constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kUnknownMethod = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kBusy = -32000;
constexpr int kUnsupportedVersion = -32022;

bool is_id(const Json& id) {
  return id.is_string() || id.is_number_integer();
}

/// The revision that a request says it is of; empty for those that begin with `initialize`.
std::string version_of(const Json& params) {
  const auto meta = params.find("_meta");
  if (meta == params.end() || !meta->is_object()) return "";
  const auto version = meta->find(kVersionKey);
  return version != meta->end() && version->is_string() ? version->get<std::string>() : "";
}

Json token_of(const Json& params) {
  const auto meta = params.find("_meta");
  if (meta == params.end() || !meta->is_object()) return nullptr;
  const auto token = meta->find("progressToken");
  return token != meta->end() && is_id(*token) ? *token : Json(nullptr);
}

}  // namespace

Server::Server(Offer offer, std::function<void(const std::string&)> send)
    : offer_(std::move(offer)), send_(std::move(send)) {}

Server::~Server() {
  for (auto& [id, call] : calls_) call->is_cancelled = true;
  finish();
}

void Server::finish() {
  for (auto& [id, call] : calls_) {
    if (call->thread.joinable()) call->thread.join();
  }
  calls_.clear();
}

void Server::receive(std::string_view line) {
  clear_done();
  if (line.find_first_not_of(" \t\r\n") == std::string_view::npos) return;
  if (line.size() > kLongestLine || text::is_json_deeper_than(line, kDeepest)) {
    return refuse(nullptr, kInvalidRequest, "a message too long, or too deep");
  }
  const Json message = Json::parse(line, nullptr, false);
  if (message.is_discarded()) return refuse(nullptr, kParseError, "no JSON");
  try {
    handle(message);
  } catch (const std::exception& error) {
    refuse(nullptr, kInvalidRequest, std::string("not understood: ") + error.what());
  }
}

void Server::handle(const Json& message) {
  const bool is_request = message.is_object() && message.value("jsonrpc", Json()) == "2.0" &&
                          message.contains("method") && message.at("method").is_string();
  if (!is_request) {
    // An answer to a question that nobody asked, or a batch, which newer revisions do not have.
    if (message.is_object() && (message.contains("result") || message.contains("error"))) return;
    return refuse(nullptr, kInvalidRequest, "no request of JSON-RPC 2.0");
  }
  const std::string method = message.at("method").get<std::string>();
  Json params = message.value("params", Json::object());
  if (!params.is_object()) params = Json::object();
  if (!message.contains("id")) return handle_notification(method, params);
  const Json& id = message.at("id");
  if (!is_id(id)) return refuse(nullptr, kInvalidRequest, "id is neither a string nor a number");

  const std::string version = version_of(params);
  if (!version.empty() && version != kModernVersion) {
    return refuse(id, kUnsupportedVersion, "this revision is not spoken here",
                  {{"requested", version}, {"supported", {kModernVersion}}});
  }
  if (method == "server/discover") return reply(id, discover());
  if (method == "tools/list") return reply(id, list_tools());
  if (method == "tools/call") return call_tool(id, params);
  if (version.empty() && method == "initialize") return reply(id, initialize(params));
  if (version.empty() && method == "ping") return reply(id, Json::object());
  refuse(id, kUnknownMethod, "no such method: " + method);
}

void Server::handle_notification(const std::string& method, const Json& params) {
  if (method != "notifications/cancelled") return;
  const auto call = calls_.find(params.value("requestId", Json()).dump());
  if (call != calls_.end()) call->second->is_cancelled = true;
}

Json Server::initialize(const Json& params) const {
  const Json wanted = params.value("protocolVersion", Json());
  const bool is_known = std::any_of(kHandshakeVersions.begin(), kHandshakeVersions.end(),
                                    [&wanted](const char* each) { return wanted == each; });
  return {
      {"protocolVersion", is_known ? wanted : Json(kHandshakeVersions.back())},
      {"capabilities", {{"tools", Json::object()}}},
      {"serverInfo", {{"name", offer_.name}, {"title", offer_.title}, {"version", offer_.version}}},
      {"instructions", offer_.instructions}};
}

Json Server::discover() const {
  return {{"supportedVersions", {kModernVersion}},
          {"capabilities", {{"tools", Json::object()}}},
          {"instructions", offer_.instructions},
          {"ttlMs", 3600000},
          {"cacheScope", "public"}};
}

Json Server::list_tools() const {
  Json list = Json::array();
  for (const ServedTool& tool : offer_.tools) list.push_back(tool.description);
  return {{"tools", list}, {"ttlMs", 3600000}, {"cacheScope", "public"}};
}

const ServedTool* Server::tool_called(const Json& name) const {
  const auto found =
      std::find_if(offer_.tools.begin(), offer_.tools.end(),
                   [&name](const ServedTool& tool) { return tool.description.at("name") == name; });
  return found == offer_.tools.end() ? nullptr : &*found;
}

void Server::call_tool(const Json& id, const Json& params) {
  const Json name = params.value("name", Json());
  const ServedTool* const tool = tool_called(name);
  if (tool == nullptr) return refuse(id, kInvalidParams, "no such tool: " + name.dump());
  const Json given = params.value("arguments", Json::object());
  auto arguments = tool->check ? tool->check(given) : Result<Json>(given);
  // What a model got wrong it can put right: an answer, and no error of the protocol.
  if (!arguments) return reply(id, refusal(arguments.error().message));
  if (calls_.contains(id.dump())) return refuse(id, kInvalidRequest, "a call has this id already");
  if (calls_.size() >= kMostCalls) {
    return refuse(id, kBusy, "four calls are running: wait for one, or cancel it");
  }
  auto made = std::make_unique<Call>();
  Call& call = *made;
  const Json token = token_of(params);
  call.thread = std::thread([this, tool, arguments = std::move(*arguments), id, token, &call] {
    run(*tool, arguments, id, token, call);
  });
  calls_.emplace(id.dump(), std::move(made));
}

void Server::run(const ServedTool& tool, const Json& arguments, const Json& id, const Json& token,
                 Call& call) {
  int seconds = 0;
  const auto is_alive = [&](const std::string& last_line) {
    ++seconds;
    if (token.is_null()) return;
    send({{"jsonrpc", "2.0"},
          {"method", "notifications/progress"},
          {"params", {{"progressToken", token}, {"progress", seconds}, {"message", last_line}}}});
  };
  Json result;
  try {
    result = tool.run(arguments, {call.is_cancelled, is_alive});
  } catch (const std::exception& error) {
    result = refusal(std::string("not enough of something: ") + error.what());
  }
  // Before the answer: who gets it may call again at once.
  call.is_done = true;
  // Who has cancelled waits for no answer.
  if (!call.is_cancelled) reply(id, std::move(result));
}

void Server::reply(const Json& id, Json result) {
  result["resultType"] = "complete";
  result["_meta"] = {{kServerKey, {{"name", offer_.name}, {"version", offer_.version}}}};
  send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
}

void Server::refuse(const Json& id, int code, const std::string& message, const Json& data) {
  Json error = {{"code", code}, {"message", message}};
  if (!data.is_null()) error["data"] = data;
  send({{"jsonrpc", "2.0"}, {"id", id}, {"error", error}});
}

void Server::send(const Json& message) {
  const std::string line = message.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::lock_guard lock(sending_);
  send_(line);
}

void Server::clear_done() {
  for (auto call = calls_.begin(); call != calls_.end();) {
    if (!call->second->is_done) {
      ++call;
      continue;
    }
    call->second->thread.join();
    call = calls_.erase(call);
  }
}

}  // namespace attacca::mcp
