// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca run` on the 34 plugins of Debian's zam-plugins.

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/trial/program.hpp"

namespace attacca::trial::test {

namespace {

std::vector<std::string> installed() {
  std::vector<std::string> paths;
  for (const char* const folder : {"/usr/lib/vst3", "/usr/lib/clap"}) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (entry.path().filename().string().starts_with("Za")) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

[[maybe_unused]] const bool g_skip = [] {
  if (installed().empty()) _exit(77);
  return true;
}();

}  // namespace

TEST_CASE("plugins that nobody here wrote play") {
  for (const std::string& path : installed()) {
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
  std::vector<std::string> arguments = installed();
  const std::size_t count = arguments.size();
  arguments.insert(arguments.end(), {"--free-wheel", "--seconds", "0.5", "--json"});
  const auto outcome = run(arguments);
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.document()["plugins"].size() == count);
}

}  // namespace attacca::trial::test
