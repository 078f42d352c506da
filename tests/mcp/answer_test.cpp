// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/answer.hpp"

#include <doctest/doctest.h>

using namespace attacca::mcp;

namespace {

Json answer_for(const char* tool, const std::string& output, int exit_code = 0) {
  Outcome outcome;
  outcome.output = output;
  outcome.exit_code = exit_code;
  return answer_of(*tool_called(tool), outcome);
}

}  // namespace

TEST_CASE("of a validation a model gets what did not pass, and how to repeat it") {
  const Json answer = answer_for("validate", R"({"counts": {"passed": 1, "failed": 1},
    "plugins": [{"path": "a.clap", "name": "A", "counts": {"failed": 1},
      "checks": [
        {"name": "state.x", "verdict": "passed", "rule": "r", "messages": []},
        {"name": "state.y", "verdict": "skipped", "rule": "r", "messages": ["no state"]},
        {"name": "state.z", "verdict": "crashed", "rule": "must not", "messages": ["it did"],
         "backtrace": [{"function": "f"}], "repeat": "attacca validate --only state.z a.clap"}],
      "broken_watches": [{"name": "w", "rule": "r2", "repeat": "again"}]}]})",
                                 1);
  CHECK(answer.at("isError") == false);  // the plugin is wrong, not the call
  const Json& document = answer.at("structuredContent");
  CHECK(document.at("counts").at("failed") == 1);
  const Json& findings = document.at("plugins").at(0).at("findings");
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].at("check") == "state.z");
  CHECK(findings[0].at("rule") == "must not");
  CHECK(findings[0].at("repeat") == "attacca validate --only state.z a.clap");
  CHECK(findings[1].at("check") == "w");
  CHECK(Json::parse(answer.at("content").at(0).at("text").get<std::string>()) == document);
}

TEST_CASE("long answers are cut, and say so; text stays UTF-8") {
  Json document = {{"list", Json::array()}, {"timeline", {1, 2, 3}}};
  for (int i = 0; i < 100; ++i) document["list"].push_back(i);
  std::string text = "x";
  while (text.size() < 5000) text += "ü";
  document["text"] = text;
  const Json answer = answer_for("soak", document.dump()).at("structuredContent");
  CHECK(answer.at("list").size() == 41);
  CHECK(answer.at("list").back() == "... 60 more");
  CHECK(answer.at("timeline") == "(left out)");
  const auto cut = answer.at("text").get<std::string>();
  CHECK(cut.size() < 2100);
  CHECK(cut.find("bytes more") != std::string::npos);
  CHECK_NOTHROW((void)answer.dump());  // would throw at half a character
}

TEST_CASE("a command that could not do its work is an error, with its own words") {
  CHECK(answer_for("inspect", R"({"error": "x does not exist"})", 2).at("isError") == true);
  Outcome crashed;
  crashed.failure = "attacca was ended by signal 11";
  crashed.errors = "last words";
  const Json answer = answer_of(*tool_called("soak"), crashed);
  CHECK(answer.at("isError") == true);
  CHECK(answer.at("content").at(0).at("text").get<std::string>().find("last words") !=
        std::string::npos);
}
