// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "parlando/link/member.hpp"

namespace parlando::test {

/// A musician that writes down what it is told.
class FakeMember final : public Member {
 public:
  void take(const FromConductor& message, const When& when, const ClockReading&,
            bool is_reported) noexcept override {
    taken.emplace_back(message, when);
    reported = is_reported;
    ++count;
  }
  void note_gap(const ClockReading&) noexcept override { ++gaps; }
  void fall_silent(const ClockReading&) noexcept override { ++silences; }
  bool keep_awake(const ClockReading&) noexcept override {
    ++watches;
    return is_busy;
  }
  bool answer(MemberPost& post, const ClockReading&) noexcept override {
    while (answers > 0 && post.has_room()) {
      Heard heard;
      heard.request = 1;
      post.send(heard, {});
      --answers;
    }
    return answers > 0;
  }
  void renew(Id id) noexcept override { renewed = id; }
  Vitals vitals(const ClockReading&) noexcept override { return state; }
  std::optional<TimedTransport> transport() noexcept override { return where; }
  void report(MemberPost& post, const ClockReading&, bool is_wanted) noexcept override {
    ++reports;
    wanted = is_wanted;
    for (const FromMusician& message : to_say) post.send(message, {});
    to_say.clear();
  }

  std::vector<std::pair<FromConductor, When>> taken;
  std::atomic<int> count{0};
  std::atomic<int> gaps{0};
  std::atomic<int> silences{0};
  std::atomic<int> reports{0};
  int watches = 0;
  int answers = 0;  ///< that it has to a question
  bool is_busy = false;
  bool reported = false;
  bool wanted = false;
  Id renewed;
  Vitals state;
  std::optional<TimedTransport> where;
  std::vector<FromMusician> to_say;
};

inline Identity named(std::string name, Id id = {}) {
  Identity is;
  is.id = id;
  is.name = std::move(name);
  is.name_source = "track";
  is.color = 0x123456;
  return is;
}

}  // namespace parlando::test
