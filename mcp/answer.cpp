// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/answer.hpp"

#include <array>
#include <string>

namespace attacca::mcp {
namespace {

constexpr std::size_t kMostEntries = 40;
constexpr std::size_t kLongestText = 2000;
constexpr std::size_t kMostFindings = 100;

/// What only programs read.
constexpr std::array kLeftOut = {"timeline", "buckets"};

/// Cut on a character of UTF-8.
std::string shortened(const std::string& text) {
  if (text.size() <= kLongestText) return text;
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + " ... (" + std::to_string(text.size() - end) + " bytes more)";
}

Json trimmed(const Json& json) {
  if (json.is_string()) return shortened(json.get<std::string>());
  if (json.is_array()) {
    Json list = Json::array();
    for (const Json& each : json) {
      if (list.size() == kMostEntries) {
        list.push_back("... " + std::to_string(json.size() - kMostEntries) + " more");
        break;
      }
      list.push_back(trimmed(each));
    }
    return list;
  }
  if (!json.is_object()) return json;
  Json object = Json::object();
  for (const auto& [name, value] : json.items()) {
    bool is_kept = true;
    for (const char* const left_out : kLeftOut) is_kept = is_kept && name != left_out;
    object[name] = is_kept ? trimmed(value) : Json("(left out)");
  }
  return object;
}

void copy(const Json& from, Json& to, const char* name) {
  const auto at = from.find(name);
  if (at != from.end() && !at->is_null() && !(at->is_array() && at->empty())) {
    to[name] = trimmed(*at);
  }
}

bool is_finding(const Json& check) {
  const std::string verdict = check.value("verdict", "");
  return verdict != "passed" && verdict != "skipped";
}

Json finding_of(const Json& check) {
  Json finding = {{"check", check.value("name", "")}};
  for (const char* const name : {"profile", "verdict", "severity", "rule", "source", "messages",
                                 "backtrace", "printed", "where", "count", "in_checks", "repeat"}) {
    copy(check, finding, name);
  }
  return finding;
}

/// Hundreds of checks pass; a model needs what did not.
Json findings_of(const Json& document) {
  Json answer = Json::object();
  for (const char* const name : {"error", "counts", "interrupted", "not_loaded", "same", "first",
                                 "second", "broken", "differences"}) {
    copy(document, answer, name);
  }
  for (const Json& plugin : document.value("plugins", Json::array())) {
    Json entry = Json::object();
    for (const char* const name : {"path", "format", "id", "name", "version", "counts"}) {
      copy(plugin, entry, name);
    }
    Json findings = Json::array();
    std::size_t more = 0;
    for (const char* const list : {"checks", "broken_watches"}) {
      for (const Json& check : plugin.value(list, Json::array())) {
        if (std::string_view(list) == "checks" && !is_finding(check)) continue;
        if (findings.size() < kMostFindings) {
          findings.push_back(finding_of(check));
        } else {
          ++more;
        }
      }
    }
    entry["findings"] = findings;
    if (more != 0) entry["findings_left_out"] = more;
    answer["plugins"].push_back(entry);
  }
  return answer;
}

}  // namespace

Json answer_of(const Tool& tool, const Outcome& outcome) {
  const Json document = Json::parse(outcome.output, nullptr, false);
  if (!document.is_object()) {
    const std::string why = outcome.failure.empty()
                                ? "it ended with status " + std::to_string(outcome.exit_code)
                                : outcome.failure;
    return refusal(why + ": " + shortened(outcome.errors));
  }
  Json answer =
      std::string_view(tool.name) == "validate" ? findings_of(document) : trimmed(document);
  answer["exit_status"] = outcome.exit_code;
  return result_of(answer, document.contains("error") || outcome.exit_code < 0);
}

}  // namespace attacca::mcp
