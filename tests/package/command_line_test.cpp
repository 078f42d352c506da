// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The program as its users meet it: exit status, one line of error, JSON.

#include <algorithm>

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "binary/binary_image.hpp"
#include "fixtures.hpp"

using namespace attacca::package::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

CommandOutput run_attacca(const std::string& arguments, const std::string& environment = "") {
  return run(environment + " '" ATTACCA_PROGRAM "' " + arguments);
}

bool is_one_line(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n') == 1 && text.ends_with('\n');
}

}  // namespace

TEST_CASE("every command explains itself") {
  CHECK(run_attacca("--help").status == 0);
  CHECK(run_attacca("--version").status == 0);
  for (const std::string command : {"bundle", "install", "uninstall", "inspect", "status"}) {
    const auto help = run_attacca(command + " --help");
    CHECK(help.status == 0);
    CHECK(help.out.find("--json") != std::string::npos);
    CHECK(help.out.find("Exit status") != std::string::npos);
  }
}

TEST_CASE("a wrong call is refused with status 2 and one line") {
  for (const std::string call :
       {"", "nonsense", "nonsense --help", "bundle", "install", "inspect --nonsense x",
        "install x --user --system", "bundle x --format vst2"}) {
    CAPTURE(call);
    const auto result = run_attacca(call);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(is_one_line(result.err));
    CHECK(result.err.starts_with("attacca"));
  }
  const auto result = run_attacca("install --json");
  CHECK(json::parse(result.out).contains("error"));
}

TEST_CASE("a mistyped command or file is answered with the one that is near") {
  CHECK(run_attacca("inspekt --help").err.find("did you mean inspect?") != std::string::npos);
  CHECK(run_attacca("stat").err.find("did you mean status?") != std::string::npos);
  CHECK(run_attacca("frobnicate").err.find("did you mean") == std::string::npos);
  const TemporaryFolder folder;
  write(folder / "Attacca Gain.clap", "x");
  write(folder / "Attacca Gain.vst3/Contents/x", "x");
  write(folder / "notes.txt", "x");
  const auto near = [&](const std::string& name) {
    return run_attacca("inspect '" + (folder / name).string() + "'").err;
  };
  CHECK(near("Gain.clap").find("did you mean '" + (folder / "Attacca Gain.clap").string() + "'?") !=
        std::string::npos);
  CHECK(near("attacca gain.vst3").find("Attacca Gain.vst3") != std::string::npos);
  CHECK(near("Delay.clap").find("did you mean") == std::string::npos);
  CHECK(near("nowhere/Gain.clap").find("did you mean") == std::string::npos);
}

TEST_CASE("the build's packer gives the bytes that attacca bundle gives") {
  const TemporaryFolder folder;
  const std::string one = (folder / "one").string();
  const std::string two = (folder / "two").string();
  REQUIRE(run_attacca("bundle '" ATTACCA_FAKE_PLUGIN "' --name 'My Gain' --out " + one).status ==
          0);
  REQUIRE(run("'" ATTACCA_PACKER "' '" ATTACCA_FAKE_PLUGIN "' --name 'My Gain' --out " + two +
              " --format all")
              .status == 0);
  CHECK(fs::exists(folder / "two/My Gain.vst3"));
  CHECK(run("diff -r " + one + " " + two).status == 0);
  CHECK(run("'" ATTACCA_PACKER "' x").status == 2);
  CHECK(run("'" ATTACCA_PACKER "' /nowhere --name x --out " + two + " --format all").status == 2);
  CHECK(
      run("'" ATTACCA_PACKER "' '" ATTACCA_FAKE_PLUGIN "' --name x --out " + two + " --format vst2")
          .status == 2);
}

TEST_CASE("the packer does nothing to a terminal, and says when its list went nowhere") {
  const TemporaryFolder folder;
  const auto odd = run("'" ATTACCA_PACKER "' $(printf '/no\\033]0;x\\007') --name x --out " +
                       folder.path().string() + " --format all");
  CHECK(odd.status == 2);
  CHECK(odd.err.find('\x1b') == std::string::npos);
  CHECK(odd.err.find("\\u{1B}") != std::string::npos);
  const std::string pack = "'" ATTACCA_PACKER "' '" ATTACCA_FAKE_PLUGIN "' --name G --out " +
                           folder.path().string() + " --format clap";
  CHECK(run(pack + " >&-").status == 1);
  CHECK(run(pack + " >/dev/full").err.find("No space left on device") != std::string::npos);
}

TEST_CASE("the packer joins a program for macOS out of each processor's half, as they are") {
  const TemporaryFolder folder;
  MachOOptions program;
  program.file_type = 2;  // MH_EXECUTE
  const Bytes one = make_macho({"_main"}, program);
  program.cpu = 0x0100000C;  // arm64
  const Bytes two = make_macho({"_main"}, program);
  write(folder / "one", one);
  write(folder / "two", two);
  const auto path = [&folder](const char* name) { return " " + (folder / name).string(); };
  const std::string join = "'" ATTACCA_PACKER "' --join";
  REQUIRE(run(join + path("one") + path("two") + " --out" + path("both")).status == 0);

  const Bytes both = read(folder / "both");
  const auto image = attacca::binary::read_binary_image(both);
  REQUIRE(image);
  REQUIRE(image->slices.size() == 2);
  CHECK(image->slices[0].architecture == "x86_64");
  CHECK(image->slices[1].architecture == "arm64");
  CHECK(std::equal(two.begin(), two.end(),
                   both.begin() + static_cast<std::ptrdiff_t>(image->slices[1].offset)));
  CHECK((fs::status(folder / "both").permissions() & fs::perms::owner_exec) != fs::perms::none);

  CHECK(run(join + path("one") + path("one") + " --out" + path("x")).status == 2);
  CHECK(run(join + path("both") + " --out" + path("x")).status == 2);
  CHECK(run(join + path("nowhere") + " --out" + path("x")).status == 2);
  CHECK(run(join + path("one")).status == 2);
  CHECK(!fs::exists(folder / "x"));
}

TEST_CASE("bundle, install, inspect and uninstall, from one to the next") {
  const TemporaryFolder folder;
  const std::string home = "HOME=" + (folder / "home").string();
  const std::string out = (folder / "out").string();
  const auto bundled =
      run_attacca("bundle '" ATTACCA_FAKE_PLUGIN "' --json --name Gain --out " + out);
  REQUIRE(bundled.status == 0);
  CHECK(json::parse(bundled.out)["bundles"].size() == 2);

  const auto installed =
      run_attacca("install --json " + out + "/Gain.vst3 " + out + "/Gain.clap", home);
  REQUIRE(installed.status == 0);
  CHECK(json::parse(installed.out)["installed"][0]["replaced"] == false);
  CHECK(fs::is_directory(folder / "home/.vst3/Gain.vst3"));
  CHECK(fs::is_regular_file(folder / "home/.clap/Gain.clap"));

  const auto inspected = run_attacca("inspect --json " + out + "/Gain.vst3 " + out + "/Gain.clap");
  REQUIRE(inspected.status == 0);
  const json files = json::parse(inspected.out)["files"];
  REQUIRE(files.size() == 2);
  const json& binary = files[0]["binaries"][0];
  CHECK(binary["formats"] == json({"vst3", "clap"}));
  CHECK(binary["build_identity"]["plugin"] == "fake_gain");
  CHECK(binary["plugins"][0]["id"] == "org.attacca.fake-gain");
  CHECK(binary["sha256"].get<std::string>().size() == 64);
  CHECK(files[0]["moduleinfo"] == true);
  CHECK(run_attacca("inspect " + out + "/Gain.vst3").out.find("sha256:0000") != std::string::npos);

  CHECK(run_attacca("uninstall Gain", home).status == 0);
  CHECK_FALSE(fs::exists(folder / "home/.vst3/Gain.vst3"));
  const auto again = run_attacca("uninstall Gain", home);
  CHECK(again.status == 1);
  CHECK(is_one_line(again.err));
}

TEST_CASE("bad files are distinguished from files with something wrong") {
  const TemporaryFolder folder;
  write(folder / "text.clap", "hello");
  write(folder / "plain.clap", read(ATTACCA_PLAIN_LIBRARY));
  for (const std::string command : {"inspect", "bundle", "install"}) {
    for (const std::string name : {"text.clap", "missing.clap"}) {
      const auto result = run_attacca(command + " --json " + (folder / name).string());
      CHECK(result.status == 2);
      CHECK(is_one_line(result.err));
      CHECK(json::parse(result.out)["error"].is_string());
    }
  }
  const auto plain = run_attacca("inspect " + (folder / "plain.clap").string());
  CHECK(plain.status == 1);
  CHECK(plain.err.find("clap_entry") != std::string::npos);
  CHECK(plain.out.find("no Attacca build identity") != std::string::npos);
  CHECK(run_attacca("status --build " + folder.path().string()).status == 2);
}

TEST_CASE("a report that cannot be written is a failure") {
  if (!fs::exists("/dev/full")) return;
  CHECK(run("'" ATTACCA_PROGRAM "' inspect '" ATTACCA_FAKE_PLUGIN "' > /dev/full").status == 1);
}
