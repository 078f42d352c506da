// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/poller.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

#include <doctest/doctest.h>
#include <windows.h>

namespace attacca::core {
namespace {

using namespace std::chrono_literals;
using State = Poller::State;

std::intptr_t make_event(bool manual, bool set) {
  return reinterpret_cast<std::intptr_t>(
      CreateEventW(nullptr, manual ? TRUE : FALSE, set ? TRUE : FALSE, nullptr));
}

void close(const std::vector<Poller::Source>& sources) {
  for (const Poller::Source& source : sources) CloseHandle(reinterpret_cast<HANDLE>(source.native));
}

TEST_CASE("events that reset themselves are ready once for each time that they were set") {
  Poller poller;
  std::vector<Poller::Source> sources;
  for (int i = 0; i < 100; ++i) sources.push_back({make_event(false, true)});  // more than one wait
  poller.wait(sources, 0ms);
  CHECK(std::count_if(sources.begin(), sources.end(),
                      [](const auto& each) { return each.state == State::ready; }) == 100);
  poller.wait(sources, 0ms);
  CHECK(std::count_if(sources.begin(), sources.end(),
                      [](const auto& each) { return each.state == State::idle; }) == 100);
  close(sources);
}

TEST_CASE("whoever watches the same event sees the same, and the rest is idle") {
  Poller poller;
  const std::intptr_t event = make_event(false, true);
  const std::intptr_t other = make_event(true, false);
  std::vector<Poller::Source> sources{{event}, {other}, {event}};
  poller.wait(sources, std::nullopt);
  CHECK(sources[0].state == State::ready);
  CHECK(sources[1].state == State::idle);
  CHECK(sources[2].state == State::ready);
  close({{event}, {other}});
}

TEST_CASE("a source that was closed is gone, and what is ready beside it is seen") {
  Poller poller;
  std::vector<Poller::Source> sources{{make_event(true, false)}, {make_event(true, true)}};
  CloseHandle(reinterpret_cast<HANDLE>(sources[0].native));
  poller.wait(sources, std::nullopt);
  CHECK(sources[0].state == State::gone);
  CHECK(sources[1].state == State::ready);
  close({sources[1]});
}

TEST_CASE("a wake ends the wait that comes after it, and that one alone") {
  Poller poller;
  std::vector<Poller::Source> none;
  poller.wake();
  poller.wait(none, std::nullopt);
  const std::intptr_t event = make_event(true, true);
  std::vector<Poller::Source> sources{{event}};
  poller.wait(sources, std::nullopt);
  CHECK(sources[0].state == State::ready);
  close(sources);
}

}  // namespace
}  // namespace attacca::core
