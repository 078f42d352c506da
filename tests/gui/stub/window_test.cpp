// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/window.hpp"

#include <string>

#include <doctest/doctest.h>

#include "tests/gui/fake_event_loop.hpp"

namespace attacca::gui {
namespace {

class NoClient final : public WindowClient {
  void draw(Canvas&, LogicalSize) override {}
};

TEST_CASE("a platform without windows says so when an editor is opened") {
  NoClient client;
  FakeEventLoop loop;
  const auto window = open_window({1}, {.size = {100, 100}}, client, loop);
  REQUIRE_FALSE(window.has_value());
  CHECK(window.error().message.find("no windows on this platform") != std::string::npos);
  CHECK(loop.watches() == 0);
}

}  // namespace
}  // namespace attacca::gui
