// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/options.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::standalone {
namespace {

std::optional<Options> read(std::vector<const char*> arguments, int* exit_code = nullptr,
                            const std::string& settings = "") {
  arguments.insert(arguments.begin(), "gain");
  int code = -1;
  auto options =
      read_options(static_cast<int>(arguments.size()), arguments.data(), "Gain", settings, code);
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

TEST_CASE("settings are kept when they are to be, and hold where the command line is silent") {
  const attacca::test::TemporaryFolder folder;
  const std::string file = (folder.path() / "made for it" / "gain.toml").string();
  int code = -1;
  REQUIRE(read({"-b", "dummy", "--tempo", "90", "--no-editor", "--output-device", "Card \"2\" é",
                "--connect-jack-inputs", "a,b", "--seconds", "3", "--save-settings"},
               &code, file));
  const auto again = read({"--tempo", "100"}, &code, file);
  REQUIRE(again);
  CHECK(code == 0);
  CHECK(again->backend == Backend::dummy);
  CHECK(again->tempo == 100.0);
  CHECK_FALSE(again->has_editor);
  CHECK(again->output_device == "Card \"2\" é");
  CHECK(again->jack_inputs == std::vector<std::string>{"a", "b"});
  CHECK_FALSE(again->seconds);
}

TEST_CASE("a damaged file of settings is passed over, and kept when new ones are written") {
  const attacca::test::TemporaryFolder folder;
  const std::string file = (folder.path() / "gain.toml").string();
  const auto write = [&file](const std::string& text) { std::ofstream(file) << text; };
  for (const char* text : {"tempo=abc\n", "tempo=0\n", "nonsense=1\n", "[[[\n", "\x01\xff\n"}) {
    CAPTURE(text);
    write(text);
    int code = -1;
    const auto options = read({"-b", "dummy"}, &code, file);
    REQUIRE(options);
    CHECK(code == 0);
    CHECK(options->tempo == 120.0);
    CHECK(options->backend == Backend::dummy);
  }
  write("tempo=abc\n");
  REQUIRE(read({"-p", "64", "--save-settings"}, nullptr, file));
  CHECK(read({}, nullptr, file)->period == 64);
  std::ifstream old(file + ".refused");
  std::string line;
  std::getline(old, line);
  CHECK(line == "tempo=abc");
}

TEST_CASE("a layout is kept with the settings, and whoever reads it knows whence it came") {
  const attacca::test::TemporaryFolder folder;
  const std::string file = (folder.path() / "gain.toml").string();
  const auto asked = read({"-l", "Mono", "--save-settings"}, nullptr, file);
  REQUIRE(asked);
  CHECK(asked->layout == "Mono");
  CHECK_FALSE(asked->layout_is_kept);
  const auto kept = read({}, nullptr, file);
  REQUIRE(kept);
  CHECK(kept->layout == "Mono");
  CHECK(kept->layout_is_kept);
  const auto other = read({"--audio-layout", "2"}, nullptr, file);
  REQUIRE(other);
  CHECK(other->layout == "2");
  CHECK_FALSE(other->layout_is_kept);
  const auto named = read({"--settings", file.c_str()}, nullptr, "");
  REQUIRE(named);
  CHECK(named->layout == "Mono");
  CHECK_FALSE(named->layout_is_kept);
}

TEST_CASE("a mistake on the command line is not blamed on the settings") {
  const attacca::test::TemporaryFolder folder;
  const std::string file = (folder.path() / "gain.toml").string();
  std::ofstream(file) << "tempo=90\n";
  int code = -1;
  CHECK_FALSE(read({"--tempo", "0"}, &code, file));
  CHECK(code == 2);
  CHECK_FALSE(read({"--settings", "/nowhere/gain.toml"}, &code, file));
  CHECK(code == 2);
}

}  // namespace
}  // namespace attacca::standalone
