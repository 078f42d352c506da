// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The commands that play, given pipes where they expect files, displays that there are not, and
// outputs that nobody reads.

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/trial/program.hpp"

namespace attacca::trial::test {
namespace {

const std::string kWitness = TEST_WITNESS;

/// A shell's exit status of `attacca ARGUMENTS`, with what comes after it on the line.
int status_of(const std::string& arguments) {
  const std::string line = "timeout 60 '" ATTACCA_PROGRAM "' " + arguments;
  const int status = std::system(line.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

bool is_harmless(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char letter) {
    return letter == '\n' || letter == '\t' || static_cast<unsigned char>(letter) >= 0x20;
  });
}

}  // namespace

TEST_CASE("a pipe in a plugin's or a file's place is refused at once, and is not replaced") {
  const Folder folder;
  const std::string pipe = folder / "pipe.clap";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const std::vector<std::vector<std::string>> calls = {
      {"run", pipe, "--free-wheel", "--seconds", "0.1"},
      {"validate", pipe},
      {"soak", pipe, "--seconds", "1"},
      {"run", kWitness, "--free-wheel", "--seconds", "0.1", "--input", pipe},
      {"run", kWitness, "--free-wheel", "--seconds", "0.1", "--output", pipe},
      {"soak", kWitness, "--seconds", "1", "--no-editor", "--quiet", "--json-file", pipe},
      {"soak", kWitness, "--seconds", "1", "--no-editor", "--quiet", "--html", pipe},
      {"validate", kWitness, "--only", "scan.loads", "--junit", pipe},
  };
  for (const auto& call : calls) {
    CAPTURE(call.front());
    CAPTURE(call.back());
    const auto outcome = run_program(call, {});
    CHECK_MESSAGE((outcome.exit_code == 1 || outcome.exit_code == 2), outcome.err);
    CHECK_MESSAGE(outcome.messages() == 1, outcome.err);
    struct stat entry{};
    REQUIRE(stat(pipe.c_str(), &entry) == 0);
    CHECK(S_ISFIFO(entry.st_mode));
  }
}

TEST_CASE("a display that there is not is never the plugin's fault") {
  for (const std::string& display :
       {std::string("nonsense"), std::string(":-1"), std::string("localhost:9999999"),
        std::string("\x1b]0;x\x07:1"), std::string(5000, 'x')}) {
    CAPTURE(display);
    for (const std::vector<std::string>& call :
         {std::vector<std::string>{"run", kWitness, "--free-wheel", "--seconds", "0.1"},
          std::vector<std::string>{"validate", kWitness, "--only", "editor.opens"},
          std::vector<std::string>{"soak", kWitness, "--seconds", "1", "--quiet"}}) {
      CAPTURE(call.front());
      const auto outcome = run_program(call, {{"DISPLAY", display}});
      CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
      CHECK(is_harmless(outcome.err));
    }
  }
}

TEST_CASE("a reader that goes, or none from the start, is an error and leaves nothing behind") {
  const Folder folder;
  const std::string begin = "cd '" + folder.path().string() +
                            "' && { timeout 60 '" ATTACCA_PROGRAM "' soak '" + kWitness +
                            "' --seconds 1 --no-editor";
  const auto status_in = [&](const std::string& line) {
    (void)!std::system((begin + line).c_str());
    const std::string status = text_of(folder / "status");
    std::error_code error;
    fs::remove(folder / "status", error);
    return status;
  };
  CHECK(status_in(" --json 2>/dev/null; echo $? >status; } | true") == "1\n");
  CHECK(status_in(" >&- 2>/dev/null; echo $? >status; }") == "1\n");
  CHECK(fs::is_empty(folder.path()));
  CHECK(status_of("validate '" + kWitness + "' --only scan.loads >&- 2>/dev/null") == 1);
  CHECK(status_of("run '" + kWitness + "' --free-wheel --seconds 0.1 >&- 2>/dev/null") == 1);
}

}  // namespace attacca::trial::test
