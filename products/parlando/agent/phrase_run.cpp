// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/agent/phrase_run.hpp"

#include <algorithm>
#include <cmath>

#include "parlando/agent/orchestra.hpp"
#include "parlando/score/key_name.hpp"

namespace parlando::agent {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kTurn(100);

double milliseconds_of(PhraseRun::Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

attacca::Result<void> PhraseRun::start(const Json& request) {
  const auto subscribed =
      client_.call({{"do", "subscribe"}, {"events", {"played", "phrase", "link", "left"}}});
  if (!subscribed) return attacca::fail(subscribed.error().message);
  const auto asked = Clock::now();
  const auto answer = client_.call(request);
  if (!answer) return attacca::fail(answer.error().message);
  started_ = *answer;
  if (const auto starts = started_.find("starts_in_ms"); starts != started_.end()) {
    const double after = milliseconds_of(asked - began_) + starts->get<double>();
    started_["first_note_after_ms"] = std::round(after * 10.0) / 10.0;
  }
  return {};
}

void PhraseRun::take(const Json& event) {
  const std::string kind = event.value("event", "");
  const auto number = event.find("phrase");
  const bool is_ours = number != event.end() && *number == started_.value("phrase", Json());
  if (kind == "phrase" && is_ours) {
    has_ended_ = event.value("state", "") != "playing";
  } else if (kind == "played" && is_ours) {
    const auto found = sounding_.find(event.value("id", ""));
    if (found == sounding_.end() || !event.contains("key")) return;
    auto& keys = found->second.expected;
    const auto key = std::find(keys.begin(), keys.end(), event.value("key", -1));
    if (key == keys.end()) return;  // a key switch
    keys.erase(key);
    ++found->second.sounded;
    const std::int64_t late = event.value("late_samples", std::int64_t{0});
    if (late > 0) ++found->second.late;
    found->second.most_late = std::max(found->second.most_late, late);
  } else if (kind == "left") {
    const auto found = sounding_.find(event.value("id", ""));
    if (found != sounding_.end()) failure_ = found->second.name + " has left while it played";
  } else if (kind == "link") {
    const auto process = event.value("process", Json::object());
    if (!process.is_object() || process.value("link", "") != "dead") return;
    const auto orchestra = Orchestra::ask(client_);
    if (!orchestra) return;
    for (const Player& player : orchestra->players()) {
      if (sounding_.contains(player.id()) && !player.silence().empty()) failure_ = player.silence();
    }
  }
}

void PhraseRun::wait(const attacca::mcp::CallContext& context, double patience_seconds) {
  const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(patience_seconds));
  auto said = Clock::now();
  while (!has_ended_ && failure_.empty() && Clock::now() < until) {
    if (const auto event = client_.next_event(kTurn)) take(*event);
    if (!client_.is_connected()) failure_ = "the conductor has ended while it played";
    if (context.is_cancelled) {
      (void)client_.call({{"do", "stop"}, {"phrase", started_.value("phrase", Json())}});
      return;
    }
    if (Clock::now() - said >= std::chrono::seconds(1)) {
      said = Clock::now();
      context.is_alive("playing");
    }
  }
}

Json PhraseRun::report() {
  while (const auto event = client_.next_event(milliseconds(0))) take(*event);
  const auto asked = client_.call({{"do", "phrase"}, {"phrase", started_.value("phrase", Json())}});
  Json report = {{"phrase", started_.value("phrase", Json())},
                 {"state", asked ? asked->value("state", "playing") : "unknown"}};
  for (const char* const name : {"starts_at_beat", "first_note_after_ms"}) {
    if (started_.contains(name)) report[name] = started_[name];
  }
  for (const char* const name : {"messages", "reported", "unreachable", "sounded_for_ms"}) {
    if (asked && asked->contains(name)) report[name] = (*asked)[name];
  }
  Json parts = Json::array();
  for (const auto& [id, sounding] : sounding_) {
    const std::size_t all = sounding.sounded + sounding.expected.size();
    Json part = {{"musician", sounding.name}};
    if (all > 0) {
      part["notes"] = all;
      part["sounded"] = sounding.sounded;
    }
    if (sounding.late > 0) {
      part["late"] = sounding.late;
      part["most_late_samples"] = sounding.most_late;
    }
    if (report["state"] != "playing" && !sounding.expected.empty()) {
      constexpr std::size_t kMost = 20;
      for (std::size_t i = 0; i < std::min(kMost, sounding.expected.size()); ++i) {
        part["not_sounded"].push_back(score::name_of_key(sounding.expected[i]));
      }
    }
    parts.push_back(std::move(part));
  }
  report["parts"] = std::move(parts);
  if (!failure_.empty()) report["error"] = failure_;
  return report;
}

}  // namespace parlando::agent
