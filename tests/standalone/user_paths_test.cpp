// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/user_paths.hpp"

#include <cstdlib>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::standalone {
namespace {

TEST_CASE(
    "the state is kept below XDG_STATE_HOME, else below the home; relative paths do not count") {
  ::setenv("HOME", "/home/somebody", 1);
  ::unsetenv("XDG_STATE_HOME");
  CHECK(default_state_path("org.x")->string() == "/home/somebody/.local/state/attacca/org.x.state");
  ::setenv("XDG_STATE_HOME", "relative", 1);
  CHECK(default_state_path("org.x")->string() == "/home/somebody/.local/state/attacca/org.x.state");
  ::setenv("XDG_STATE_HOME", "/var/state", 1);
  CHECK(default_state_path("a/../b")->string() == "/var/state/attacca/a_.._b.state");
  ::unsetenv("XDG_STATE_HOME");
  ::unsetenv("HOME");
  CHECK_FALSE(default_state_path("org.x"));
}

TEST_CASE("settings lie where the desktop keeps them") {
  ::setenv("HOME", "/home/somebody", 1);
  ::unsetenv("XDG_CONFIG_HOME");
  CHECK(default_settings_path("org.x")->string() == "/home/somebody/.config/attacca/org.x.toml");
  ::setenv("XDG_CONFIG_HOME", "/etc/somebody", 1);
  CHECK(default_settings_path("org.x")->string() == "/etc/somebody/attacca/org.x.toml");
  ::unsetenv("XDG_CONFIG_HOME");
}

TEST_CASE("what is set aside takes a name that nobody has") {
  const attacca::test::TemporaryFolder folder;
  const auto file = folder.path() / "x.toml";
  for (const std::string name : {"x.toml.refused", "x.toml.refused-2", "x.toml.refused-3"}) {
    std::ofstream(file) << name;
    CHECK(set_aside(file)->filename() == name);
  }
  CHECK_FALSE(set_aside(file));
}

}  // namespace
}  // namespace attacca::standalone
