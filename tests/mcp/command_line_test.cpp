// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/command_line.hpp"

#include <doctest/doctest.h>

using namespace attacca::mcp;
using Words = std::vector<std::string>;

namespace {

Words words_for(const char* tool, const char* arguments) {
  const Tool* const found = tool_called(tool);
  REQUIRE(found != nullptr);
  const auto checked = checked_arguments(*found, Json::parse(arguments));
  REQUIRE(checked);
  return command_line(*found, *checked);
}

std::string refusal_of(const char* tool, const Json& arguments) {
  const auto checked = checked_arguments(*tool_called(tool), arguments);
  return checked ? "" : checked.error().message;
}

}  // namespace

TEST_CASE("arguments become the command that a person would type") {
  CHECK(words_for("validate", R"({"plugins": ["a.clap", "b.vst3"], "only": ["state.*", "scan.*"],
                                  "strict": true, "twins": false, "seed": 7})") ==
        Words{"validate", "--json", "--only=state.*", "--only=scan.*", "--strict", "--seed=7", "--",
              "a.clap", "b.vst3"});
  CHECK(words_for("doctor", "{}") == Words{"doctor", "--json"});
}

TEST_CASE(
    "what the caller leaves out is what a model expects: rendering is fast, a load is short") {
  CHECK(words_for("run", R"({"plugins": ["a.clap"]})") ==
        Words{"run", "--json", "--free-wheel", "--", "a.clap"});
  CHECK(words_for("run", R"({"plugins": ["a.clap"], "free_wheel": false})") ==
        Words{"run", "--json", "--", "a.clap"});
  CHECK(words_for("soak", R"({"plugins": ["a.clap"]})") ==
        Words{"soak", "--json", "--seconds=20", "--", "a.clap"});
}

TEST_CASE("a value is never taken for an option") {
  CHECK(words_for("validate", R"({"plugins": ["--list"], "golden": "--all-profiles"})") ==
        Words{"validate", "--json", "--golden=--all-profiles", "--", "--list"});
}

TEST_CASE("what a model gets wrong is named, with what would be right") {
  CHECK(refusal_of("validate", Json::object()).find("plugins is missing") != std::string::npos);
  CHECK(refusal_of("validate", {{"plugin", "a"}}).find("did you mean plugins?") !=
        std::string::npos);
  CHECK(refusal_of("validate", {{"plugins", "a.clap"}}).find("a list of strings") !=
        std::string::npos);
  CHECK(refusal_of("validate", {{"plugins", Json::array()}}).find("is empty") != std::string::npos);
  CHECK(refusal_of("validate", {{"plugins", {"a"}}, {"seed", 1.5}}).find("a whole number") !=
        std::string::npos);
  CHECK(refusal_of("new", {{"name", "X"}, {"kind", "tape"}}).find("effect instrument") !=
        std::string::npos);
  CHECK(refusal_of("new", {{"name", std::string("a\0b", 3)}}).find("a string") !=
        std::string::npos);
  CHECK(refusal_of("doctor", Json::array({1})).find("an object") != std::string::npos);
}

TEST_CASE("every tool describes itself, and there are no more than ten") {
  CHECK(tools().size() <= 10);
  for (const Tool& tool : tools()) {
    CAPTURE(std::string(tool.name));
    const Json json = description_of(tool);
    CHECK(json.at("description").get<std::string>().size() > 40);
    CHECK(json.at("inputSchema").at("type") == "object");
    for (const auto& [name, schema] : json.at("inputSchema").at("properties").items()) {
      CAPTURE(name);
      CHECK(schema.at("description").get<std::string>().size() > 3);
    }
  }
}
