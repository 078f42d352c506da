// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "doctor/examination.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

#include "package/plugin_bundle.hpp"
#include "tests/package/fixtures.hpp"

// Faults are planted on a machine that has none, one at a time: each is found, and nothing else.
namespace attacca::doctor {
namespace {

namespace fs = std::filesystem;
using package::test::fake_plugin;
using package::test::write;

/// A machine on which nothing is wrong, with a folder of its own.
struct Planted {
  Planted() {
    machine.home = folder / "home";
    machine.cache = machine.home / ".cache";
    machine.config = machine.home / ".config";
    machine.plugins.vst3 = {machine.home / ".vst3", folder / "usr/vst3"};
    machine.plugins.clap = {machine.home / ".clap", folder / "usr/clap"};
    for (const fs::path& path : machine.plugins.vst3) fs::create_directories(path);
    for (const fs::path& path : machine.plugins.clap) fs::create_directories(path);
    machine.programs = {folder / "bin"};
    for (const char* name : {"g++", "cmake", "ninja", "pkg-config", "fc-list"}) {
      write(folder / "bin" / name, "#!/bin/sh\n");
      fs::permissions(folder / "bin" / name, fs::perms::owner_all);
    }
    machine.realtime_priority = 95;
    machine.locked_memory = UINT64_MAX;
    machine.open_files = 65536;
    machine.user = ::geteuid();
    machine.display = ":0";
    machine.governors = folder / "governor";
    write(machine.governors, "performance\n");
    machine.run = [this](const std::vector<std::string>& command) {
      if (command.front() == "g++") return Answer{0, gcc};
      if (command.front() == "cmake") return Answer{0, cmake};
      if (command.front() == "pkg-config")
        return Answer{missing.contains(command.back()) ? 1 : 0, ""};
      if (command.front() == "fc-list") return Answer{has_fonts ? 0 : 1, ""};
      if (command.front() == "ldd") return Answer{0, needed};
      return Answer{};
    };
    machine.can_load = [this](const char* library) { return !missing.contains(library); };
  }

  [[nodiscard]] fs::path clap(const std::string& name = "Gain.clap") const {
    return machine.home / ".clap" / name;
  }
  void install() const { write(clap(), fake_plugin()); }
  [[nodiscard]] Findings look() const { return examine(machine, std::nullopt); }

  attacca::test::TemporaryFolder folder;
  Machine machine;
  std::string gcc = "12\n";
  std::string cmake = "cmake version 3.25.1\n\nCMake suite\n";
  std::string needed = "\tlinux-vdso.so.1 (0x1)\n\tlibc.so.6 => /lib/libc.so.6 (0x2)\n";
  std::set<std::string> missing;
  bool has_fonts = true;
};

/// The one finding that there is.
Finding only(const Findings& findings) {
  std::string all;
  for (const Finding& finding : findings) all += finding.what + "\n";
  INFO(all);
  REQUIRE(findings.size() == 1);
  return findings.front();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a sound machine has no findings") {
  Planted planted;
  planted.install();
  CHECK(planted.look().empty());
}

TEST_CASE("build tools that are missing or too old") {
  Planted planted;
  SUBCASE("no compiler") {
    fs::remove(planted.folder / "bin/g++");
    const Finding found = only(planted.look());
    CHECK(has(found.what, "no C++ compiler"));
    CHECK(found.remedy == "sudo apt install g++");
  }
  SUBCASE("an old compiler") {
    planted.gcc = "9\n";
    CHECK(has(only(planted.look()).what, "too old for C++20 as it is used here: g++ 9"));
  }
  SUBCASE("an old cmake") {
    planted.cmake = "cmake version 3.18.4\n";
    CHECK(has(only(planted.look()).what, "cmake is too old: cmake version 3.18.4"));
  }
  SUBCASE("nothing to run the build") {
    fs::remove(planted.folder / "bin/ninja");
    CHECK(only(planted.look()).remedy == "sudo apt install ninja-build");
  }
  SUBCASE("a library") {
    planted.missing = {"RapidJSON"};
    const Finding found = only(planted.look());
    CHECK(found.weight == Weight::problem);
    CHECK(found.remedy == "sudo apt install rapidjson-dev");
  }
}

TEST_CASE("plugins that no host can load") {
  Planted planted;
  const std::string path = planted.clap().string();
  std::string expected;
  std::string remedy = path;
  SUBCASE("a link that leads nowhere") {
    fs::create_symlink(planted.folder / "gone.clap", planted.clap());
    expected = "a link leads nowhere";
  }
  SUBCASE("a file that was cut off") {
    auto bytes = fake_plugin();
    bytes.resize(bytes.size() / 3);
    write(planted.clap(), bytes);
    expected = "no host can load it";
  }
  SUBCASE("a file without the format's entry") {
    write(planted.clap(), package::test::read(ATTACCA_PLAIN_LIBRARY));
    expected = "hosts refuse";
  }
  SUBCASE("another processor's") {
    write(planted.clap(), package::test::for_machine(fake_plugin(), 183));  // EM_AARCH64
    expected = "is for another machine: aarch64";
  }
  SUBCASE("a library that it needs") {
    planted.install();
    planted.needed += "\tlibfftw3f.so.3 => not found\n";
    expected = "needs what is not installed: libfftw3f.so.3";
    remedy = "apt-file search libfftw3f.so.3";
  }
  SUBCASE("a file that nobody may read") {
    planted.install();
    fs::permissions(planted.clap(), fs::perms::none);
    expected = "no host can load it";
    remedy = "chmod";
  }
  const Findings findings = planted.look();
  if (findings.empty() && remedy == "chmod") return;  // root may read everything
  const Finding found = only(findings);
  CHECK(has(found.what, expected));
  CHECK(has(found.remedy, remedy));
  CHECK(found.weight == Weight::problem);
}

TEST_CASE("a bundle without a program in it") {
  Planted planted;
  fs::create_directories(planted.machine.home / ".vst3/Gain.vst3/Contents/x86_64-linux");
  CHECK(has(only(planted.look()).what, "no host can load it"));
}

TEST_CASE("a copy that hides another one") {
  Planted planted;
  planted.install();
  SUBCASE("another build") {
    write(planted.folder / "usr/clap/Other name.clap",
          package::test::fake_plugin_from(std::string(64, '7')));
    const Finding found = only(planted.look());
    CHECK(found.weight == Weight::problem);
    CHECK(has(found.what, "another build of the same plugin"));
    CHECK(has(found.remedy, "Other name.clap'"));
  }
  SUBCASE("the same") {
    write(planted.folder / "usr/clap/Gain.clap", fake_plugin());
    CHECK(only(planted.look()).weight == Weight::advice);
  }
}

TEST_CASE("a folder that belongs to somebody else, and what an installation has left") {
  Planted planted;
  SUBCASE("whose") {
    planted.machine.user = 4711;
    planted.machine.plugins = {{planted.machine.home / ".vst3"}, {}};
    const Finding found = only(planted.look());
    CHECK(has(found.what, "belongs to another user"));
    CHECK(has(found.remedy, "sudo chown -R \"$USER\""));
  }
  SUBCASE("what is left") {
    planted.machine.user = 0;
    fs::create_directory(planted.machine.home / ".clap/.attacca-staging-abc");
    CHECK(has(only(planted.look()).what, "an installation was interrupted"));
  }
}

constexpr const char* kCache = R"(<?xml version="1.0" encoding="UTF-8"?>
<VST3Cache version="2" bundle="BUNDLE" module="BUNDLE/Contents/x86_64-linux/Fake.so">
  <VST3Info uid="00112233445566778899AABBCCDDEEFF" name="Fake Gain" vendor="A &amp; B" version="VERSION"/>
</VST3Cache>)";

TEST_CASE("what hosts remember of plugins that are others now") {
  Planted planted;
  const fs::path bundle = planted.machine.home / ".vst3/R&B.vst3";
  write(bundle / "Contents/x86_64-linux/R&B.so", fake_plugin());
  const fs::path cache = planted.machine.cache / "ardour7/vst/0a.v3i";
  const auto remember = [&cache](std::string path, const std::string& version) {
    std::string text = kCache;
    for (std::size_t at = path.find('&'); at != std::string::npos; at = path.find('&', at + 1)) {
      path.replace(at, 1, "&amp;");
    }
    for (std::size_t at = text.find("BUNDLE"); at != std::string::npos; at = text.find("BUNDLE")) {
      text.replace(at, 6, path);
    }
    text.replace(text.find("VERSION"), 7, version);
    write(cache, text);
  };
  SUBCASE("the same") {
    remember(bundle.string(), "1.2.3");
    CHECK(planted.look().empty());
  }
  SUBCASE("another version") {
    remember(bundle.string(), "1.1.0");
    const Finding found = only(planted.look());
    CHECK(has(found.what, "Ardour 7 still takes"));
    CHECK(has(found.what, "Fake Gain 1.1.0; it is Fake Gain 1.2.3"));
    CHECK(has(found.remedy, cache.string()));
  }
  SUBCASE("gone") {
    remember("/gone/away.vst3", "1.2.3");
    CHECK(has(only(planted.look()).what, "remembers a plugin that is gone"));
  }
  SUBCASE("rejected") {
    write(planted.machine.cache / "ardour7/vst3_x64_blacklist.txt",
          bundle.string() + "/Contents/x86_64-linux/R&B.so\n");
    CHECK(has(only(planted.look()).what, "Ardour 7 passes over"));
  }
  SUBCASE("another one rejected") {
    write(planted.machine.cache / "ardour7/vst3_x64_blacklist.txt",
          bundle.string() + "-old/Contents/x86_64-linux/R&B.so\n/else" + bundle.string() + "\n");
    CHECK(planted.look().empty());
  }
  SUBCASE("damaged") {
    write(cache, "<VST3Cache version=\"2\" bundle=\"");
    CHECK(planted.look().size() <= 1);
  }
}

TEST_CASE("limits, fonts and the libraries of editors") {
  Planted planted;
  std::string expected;
  SUBCASE("no real-time priority") {
    planted.machine.realtime_priority = 0;
    expected = "rtprio is 0";
  }
  SUBCASE("little locked memory") {
    planted.machine.locked_memory = 65536;
    expected = "only 64 kB of memory may be locked";
  }
  SUBCASE("few files") {
    planted.machine.open_files = 256;
    expected = "only 256 files";
  }
  SUBCASE("a processor that saves power") {
    write(planted.machine.governors, "powersave\n");
    expected = "saves power";
  }
  SUBCASE("no fonts") {
    planted.has_fonts = false;
    expected = "no font is installed";
  }
  SUBCASE("no cairo") {
    planted.missing = {"libcairo.so.2"};
    expected = "there is no libcairo.so.2";
  }
  SUBCASE("no screen") {
    planted.machine.display.clear();
    expected = "DISPLAY is not set";
  }
  CHECK(has(only(planted.look()).what, expected));
}

TEST_CASE("a build that is none, and one whose plugin was not built") {
  Planted planted;
  CHECK(has(only(examine(planted.machine, planted.folder / "none")).what, "not a build folder"));
  write(planted.folder / "build/plugins/manifest.d/gain.json",
        R"({"target": "gain", "name": "Gain", "binary": "gone.so", "bundles": ["/gone/Gain.clap"],
            "sources": []})");
  const Findings findings = examine(planted.machine, planted.folder / "build");
  REQUIRE_FALSE(findings.empty());
  CHECK(has(findings.front().what, "Gain"));
  CHECK(has(findings.front().remedy, "cmake --build"));
}

TEST_CASE("problems come first") {
  Planted planted;
  planted.machine.open_files = 256;
  planted.has_fonts = false;
  const Findings findings = planted.look();
  REQUIRE(findings.size() == 2);
  CHECK(findings.front().weight == Weight::problem);
}

}  // namespace
}  // namespace attacca::doctor
