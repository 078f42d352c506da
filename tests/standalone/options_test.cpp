// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/options.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace attacca::standalone {
namespace {

std::optional<Options> read(std::vector<const char*> arguments, int* exit_code = nullptr) {
  arguments.insert(arguments.begin(), "gain");
  int code = -1;
  auto options = read_options(static_cast<int>(arguments.size()), arguments.data(), "Gain", code);
  if (exit_code != nullptr) *exit_code = code;
  return options;
}

TEST_CASE("without options: JACK if it runs, an editor, the state kept") {
  const auto options = read({});
  REQUIRE(options);
  CHECK(options->backend == Backend::automatic);
  CHECK(options->has_editor);
  CHECK(options->keeps_state);
  CHECK(options->tempo == 120.0);
}

TEST_CASE("ports are listed with commas, channel by channel") {
  const auto options = read({"--connect-jack-inputs", "system:capture_1,other:out 2", "-b", "jack",
                             "--no-editor", "--no-state"});
  REQUIRE(options);
  CHECK(options->jack_inputs == std::vector<std::string>{"system:capture_1", "other:out 2"});
  CHECK(options->backend == Backend::jack);
  CHECK_FALSE(options->has_editor);
  CHECK_FALSE(options->keeps_state);
}

TEST_CASE("what cannot be is refused with 2, and help is no failure") {
  int code = -1;
  for (const auto& wrong : std::vector<std::vector<const char*>>{{"--tempo", "nan"},
                                                                 {"--tempo", "0"},
                                                                 {"-p", "0"},
                                                                 {"-r", "-1"},
                                                                 {"--timesig-denom", "3"},
                                                                 {"-b", "tape"},
                                                                 {"--no-such"}}) {
    CHECK_FALSE(read(wrong, &code));
    CHECK(code == 2);
  }
  CHECK_FALSE(read({"--help"}, &code));
  CHECK(code == 0);
}

}  // namespace
}  // namespace attacca::standalone
