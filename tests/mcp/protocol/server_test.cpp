// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/protocol/server.hpp"

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "mcp/offer.hpp"
#include "mcp/tools.hpp"

using namespace attacca::mcp;

namespace {

constexpr const char* kVersionKey = "io.modelcontextprotocol/protocolVersion";

/// A server whose tools are commands of `program`.
class Session {
 public:
  explicit Session(std::string program = "false")
      : server_(offer_of(program, "1.0"),
                [this](const std::string& line) { sent_.push_back(Json::parse(line)); }) {}

  Json say(const std::string& line) {
    sent_.clear();
    server_.receive(line);
    server_.finish();
    return sent_.empty() ? Json() : sent_.back();
  }
  Json ask(const char* method, const Json& params = Json::object()) {
    return say(Json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}.dump());
  }

 private:
  std::vector<Json> sent_;
  Server server_;
};

Json modern(Json params = Json::object(), const char* version = "2026-07-28") {
  params["_meta"] = {{kVersionKey, version},
                     {"io.modelcontextprotocol/clientCapabilities", Json::object()}};
  return params;
}

int code_of(const Json& answer) {
  return answer.at("error").at("code").get<int>();
}

}  // namespace

TEST_CASE(
    "a client of the older revisions begins with initialize, and gets its own or the newest") {
  Session session;
  for (const char* version : {"2024-11-05", "2025-06-18", "2025-11-25"}) {
    const Json answer = session.ask("initialize", {{"protocolVersion", version}});
    CHECK(answer.at("result").at("protocolVersion") == version);
    CHECK(answer.at("result").at("serverInfo").at("name") == "attacca");
  }
  // That of 2026 knows no handshake: whoever asks for it here is of an older era.
  for (const char* version : {"1999-01-01", "2025-03-26", "2026-07-28"}) {
    CHECK(session.ask("initialize", {{"protocolVersion", version}})
              .at("result")
              .at("protocolVersion") == "2025-11-25");
  }
  CHECK(session.ask("ping").at("result").is_object());
}

TEST_CASE(
    "a client of the revision of 2026 begins with anything; each request carries its version") {
  Session session;
  const Json found = session.ask("server/discover", modern()).at("result");
  CHECK(found.at("supportedVersions") == Json({"2026-07-28"}));
  CHECK(found.at("resultType") == "complete");
  CHECK(found.at("ttlMs").is_number_unsigned());
  CHECK(found.at("_meta").at("io.modelcontextprotocol/serverInfo").at("version") == "1.0");
  const Json list = session.ask("tools/list", modern()).at("result");
  CHECK(list.at("cacheScope") == "public");
  CHECK(list.at("tools").size() == tools().size());

  const Json refused = session.ask("tools/list", modern({}, "2030-01-01"));
  CHECK(code_of(refused) == -32022);
  CHECK(refused.at("error").at("data").at("supported") == Json({"2026-07-28"}));
  // What that revision has taken out.
  CHECK(code_of(session.ask("initialize", modern())) == -32601);
  CHECK(code_of(session.ask("ping", modern())) == -32601);
}

TEST_CASE("what is no request is answered by an error, and the next one is heard") {
  Session session;
  CHECK(code_of(session.say("{")) == -32700);
  CHECK(code_of(session.say("[]")) == -32600);
  CHECK(code_of(session.say("7")) == -32600);
  CHECK(code_of(session.say(std::string(100000, '['))) == -32600);
  CHECK(code_of(session.say(std::string(5000000, 'x'))) == -32600);
  CHECK(code_of(session.say(R"({"jsonrpc": "2.0", "id": null, "method": "ping"})")) == -32600);
  CHECK(code_of(session.ask("no/such")) == -32601);
  CHECK(code_of(session.ask("tools/call", {{"name", "rm"}})) == -32602);
  CHECK(code_of(session.ask("tools/call", {{"name", 7}})) == -32602);
  CHECK(session.say("   ").is_null());
  CHECK(session.say(R"({"jsonrpc": "2.0", "method": "notifications/initialized"})").is_null());
  CHECK(session
            .say(R"({"jsonrpc": "2.0", "method": "notifications/cancelled",
                     "params": {"requestId": "nobody"}})")
            .is_null());
  CHECK(session.say(R"({"jsonrpc": "2.0", "id": 5, "result": {}})").is_null());
  CHECK(session.ask("ping").contains("result"));
}

TEST_CASE("arguments that are wrong are an answer that a model can act on") {
  Session session;
  const Json answer =
      session.ask("tools/call", {{"name", "validate"}, {"arguments", {{"plugin", "a"}}}});
  CHECK(answer.at("result").at("isError") == true);
}

TEST_CASE("a program that says nothing is said to have failed") {
  Session session("false");
  const Json answer = session.ask("tools/call", {{"name", "doctor"}}).at("result");
  CHECK(answer.at("isError") == true);
  CHECK(answer.at("content").at(0).at("text").get<std::string>().find("status 1") !=
        std::string::npos);
  Session nothing("/no/such/program");
  CHECK(nothing.ask("tools/call", {{"name", "doctor"}}).at("result").at("isError") == true);
}

TEST_CASE(
    "a tool can be code of the server's own process, and is told that nobody waits any more") {
  std::vector<Json> sent;
  std::atomic<bool> has_begun = false;
  std::atomic<bool> was_told = false;
  Offer offer = {"instrument", "An instrument", "2.0", "Play.", {}};
  offer.tools.push_back(
      {{{"name", "echo"}}, {}, [](const Json& arguments, const CallContext& context) {
         context.is_alive("hears");
         return result_of(arguments, false);
       }});
  offer.tools.push_back({{{"name", "wait"}}, {}, [&](const Json&, const CallContext& context) {
                           has_begun = true;
                           while (!context.is_cancelled) std::this_thread::yield();
                           was_told = true;
                           return refusal("cancelled");
                         }});
  Server server(std::move(offer),
                [&sent](const std::string& line) { sent.push_back(Json::parse(line)); });
  const auto call = [&server](int id, const char* name, const Json& arguments) {
    server.receive(Json{
        {"jsonrpc", "2.0"},
        {"id", id},
        {"method", "tools/call"},
        {"params", {{"name", name}, {"arguments", arguments}, {"_meta", {{"progressToken", id}}}}}}
                       .dump());
  };
  call(1, "echo", {{"a", 1}});
  server.finish();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].at("params").at("message") == "hears");
  CHECK(sent[1].at("result").at("structuredContent") == Json{{"a", 1}});
  CHECK(sent[1].at("result").at("_meta").at("io.modelcontextprotocol/serverInfo").at("name") ==
        "instrument");
  sent.clear();
  call(2, "wait", Json::object());
  while (!has_begun) std::this_thread::yield();
  server.receive(
      R"({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 2}})");
  server.finish();
  CHECK(was_told);
  CHECK(sent.empty());
}
