// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The program with names, files and streams that somebody means ill with: what docs/robustness.md
// promises.

#include <algorithm>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "fixtures.hpp"

using namespace attacca::package::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

CommandOutput run_attacca(const std::string& arguments) {
  return run("timeout 20 " ATTACCA_PROGRAM " " + arguments);
}

bool is_harmless(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return letter == '\n' || letter == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

bool is_one_line(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n') == 1 && text.ends_with('\n');
}

// The fake plugin, whose own name has been replaced by one of nine bytes.
Bytes plugin_called(std::string_view name) {
  Bytes bytes = fake_plugin();
  const Bytes old = bytes_of("Fake Gain");
  const Bytes now = bytes_of(name);
  REQUIRE(now.size() == old.size());
  auto from = bytes.begin();
  while ((from = std::search(from, bytes.end(), old.begin(), old.end())) != bytes.end()) {
    from = std::copy(now.begin(), now.end(), from);
  }
  return bytes;
}

}  // namespace

TEST_CASE("names of files and plugins do nothing to a terminal, nor to JSON") {
  const TemporaryFolder folder;
  int number = 0;
  for (const std::string& name : {std::string("\x1b]0;owned\x07"),
                                  std::string("two\nattacca: lines"), std::string("\xff\xfe"),
                                  std::string("\xC2\x9B"
                                              "31m"),
                                  std::string("\xE2\x80\xAEpalc"), std::string("-rf")}) {
    CAPTURE(name);
    const fs::path place = folder / std::to_string(number++);
    write(place / (name + ".clap"), plugin_called("F\x1b[31m\x07Gn"));
    write(place / (name + ".txt"), "no plugin");
    const std::string at = "cd " + place.string() + " && timeout 20 " ATTACCA_PROGRAM " ";
    for (const std::string command :
         {"inspect ./*.clap", "inspect ./*.txt", "install ./*.clap --to target",
          "bundle ./*.clap --out made", "uninstall ./*.clap --from target", "inspect missing*"}) {
      CAPTURE(command);
      const auto text = run(at + command);
      CHECK(text.status >= 0);
      CHECK(text.status <= 2);
      CHECK(is_harmless(text.out));
      CHECK(is_harmless(text.err));
      CHECK((text.err.empty() || is_one_line(text.err)));
      if (command.starts_with("install")) continue;
      CHECK_FALSE(json::parse(run(at + command + " --json").out, nullptr, false).is_discarded());
    }
  }
}

TEST_CASE("what is no regular file is refused at once, by every command") {
  const TemporaryFolder folder;
  REQUIRE(::mkfifo((folder / "pipe.clap").c_str(), 0600) == 0);
  fs::create_symlink("pipe.clap", folder / "link.clap");
  fs::create_symlink("loop.clap", folder / "loop.clap");
  fs::create_symlink("/dev/zero", folder / "zero.clap");
  fs::create_directories(folder / "pipe.vst3/Contents/x86_64-linux");
  REQUIRE(::mkfifo((folder / "pipe.vst3/Contents/x86_64-linux/pipe.so").c_str(), 0600) == 0);
  for (const std::string command : {"inspect", "bundle", "install"}) {
    for (const std::string name :
         {"pipe.clap", "link.clap", "loop.clap", "zero.clap", "pipe.vst3", "x\\\\y.clap"}) {
      CAPTURE(command);
      CAPTURE(name);
      const auto result = run_attacca(command + " " + (folder / name).string());
      CHECK(result.status == 2);
      CHECK(is_one_line(result.err));
    }
  }
}

TEST_CASE("standard streams that are full, closed or gone are errors, and no other file's place") {
  const TemporaryFolder folder;
  const std::string inspect = ATTACCA_PROGRAM " inspect " ATTACCA_FAKE_PLUGIN;
  CHECK(run(inspect + " > /dev/full").err.find("No space left on device") != std::string::npos);
  const auto closed = run(inspect + " >&-");
  CHECK(closed.status == 1);
  CHECK(closed.err.find("Bad file descriptor") != std::string::npos);
  CHECK(run(inspect + " <&-").status == 0);
  CHECK(run(inspect + " 2>&-").status == 0);
  const std::string bundle = ATTACCA_PROGRAM " bundle " ATTACCA_FAKE_PLUGIN " --name Gain --out " +
                             (folder / "out").string();
  CHECK(run(bundle + " <&- >&- 2>&-").status == 1);
  CHECK(read(folder / "out/Gain.clap") == fake_plugin());
}

TEST_CASE("limits on memory, files and open files are named, and never an exception's own words") {
  const std::string limits[] = {"-f 1",     "-n 3",     "-n 4",     "-n 5",
                                "-n 7",     "-v 8000",  "-v 10000", "-v 14000",
                                "-v 18000", "-v 22000", "-v 30000"};
  for (const std::string& limit : limits) {
    CAPTURE(limit);
    const TemporaryFolder folder;
    const auto result =
        run("ulimit " + limit +
            "; " ATTACCA_PROGRAM " bundle " ATTACCA_FAKE_PLUGIN " --name Gain --out " +
            (folder / "out").string());
    CAPTURE(result.err);
    // 127: the loader itself had no memory for the program.
    CHECK((result.status == 0 || result.status == 1 || result.status == 2 || result.status == 127));
    CHECK(result.err.find("std::") == std::string::npos);
    CHECK(result.err.find("what()") == std::string::npos);
    CHECK(result.err.empty() == (result.status == 0));
    // The whole bundle or none.
    const fs::path made = folder / "out/Gain.clap";
    if (result.status == 0 || fs::exists(made)) CHECK(read(made) == fake_plugin());
    // With no descriptor left even the clean-up cannot begin: the next run makes up for it.
    const auto again = run(ATTACCA_PROGRAM " bundle " ATTACCA_FAKE_PLUGIN " --name Gain --out " +
                           (folder / "out").string());
    CHECK(again.status == 0);
    CHECK(leftovers(folder / "out").empty());
    if (limit == "-f 1") CHECK(result.err.find("File too large") != std::string::npos);
  }
}
