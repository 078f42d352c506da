// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca run` on the 34 plugins of Debian's zam-plugins.

#include <doctest/doctest.h>

#include "tests/support/zam_plugins.hpp"
#include "tests/trial/program.hpp"

namespace attacca::trial::test {

using attacca::test::zam_plugins;

TEST_CASE("plugins that nobody here wrote play") {
  for (const std::string path : zam_plugins()) {
    CAPTURE(path);
    const auto outcome = run({path, "--free-wheel", "--seconds", "1", "--json"});
    CAPTURE(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const auto plugin = outcome.plugin();
    CHECK(plugin["callbacks"] == 94);  // 48000 frames in blocks of 512
    CHECK(plugin["audio_last_value_seen"].is_null());
    CHECK(plugin["lost_last_values"] == 0);
  }
}

TEST_CASE("all of them at once play too") {
  const auto plugins = zam_plugins();
  std::vector<std::string> arguments(plugins.begin(), plugins.end());
  const std::size_t count = arguments.size();
  arguments.insert(arguments.end(), {"--free-wheel", "--seconds", "0.5", "--json"});
  const auto outcome = run(arguments);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.document()["plugins"].size() == count);
}

}  // namespace attacca::trial::test
