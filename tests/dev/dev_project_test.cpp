// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/dev_project.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;

/// A build folder as CMake leaves it.
struct Rig {
  Rig() {
    fs::create_directories(folder / "build/plugins/manifest.d");
    std::ofstream(folder / "build/CMakeCache.txt")
        << "# a comment: x=1\n//Words\nCMAKE_GENERATOR:INTERNAL=Ninja\n"
           "CMAKE_MAKE_PROGRAM:FILEPATH=/opt/ninja\nCMAKE_COMMAND:INTERNAL=/nowhere/cmake\n"
           "CMAKE_HOME_DIRECTORY:INTERNAL=" +
               folder.path().string() + "\n";
  }
  void add(const std::string& target, const std::string& name, const std::string& bundles) const {
    std::ofstream(folder / ("build/plugins/manifest.d/" + target + ".json"))
        << R"({"target": ")" + target + R"(", "name": ")" + name + R"(", "binary": "/b/)" + target +
               R"(.so", "bundles": [)" + bundles +
               R"(], "sources": [{"root": "/s", "base": "/s/src",
               "files": ["a.cpp", "/abs/b.cpp"], "include": [], "excluded": "/b"}]})";
  }
  test::TemporaryFolder folder;
};

TEST_CASE("a plugin is found by its target and by its name, with how it is built") {
  const Rig rig;
  rig.add("gain", "My Gain", R"("/b/My Gain.clap", "/b/My Gain.vst3")");
  rig.add("synth", "Synth", R"("/b/Synth.vst3")");
  for (const char* const word : {"gain", "My Gain"}) {
    const auto project = find_project(rig.folder / "build", word);
    REQUIRE(project);
    CHECK(project->target == "gain");
    CHECK(project->binary == "/b/gain.so");
    CHECK(project->format == "clap");
    CHECK(project->ninja == "/opt/ninja");
    CHECK(project->cmake == "cmake");
    CHECK(project->sources == std::vector<fs::path>{"/s/src/a.cpp", "/abs/b.cpp"});
  }
  CHECK(find_project(rig.folder / "build", "synth")->format == "vst3");
}

TEST_CASE(
    "a target that there is not, or that is not named, is answered with those that there are") {
  const Rig rig;
  rig.add("gain", "My Gain", "");
  CHECK(find_project(rig.folder / "build", "")->target == "gain");
  rig.add("synth", "Synth", "");
  for (const char* const word : {"gian", ""}) {
    const auto project = find_project(rig.folder / "build", word);
    REQUIRE_FALSE(project);
    CHECK(project.error().message.find("gain, synth") != std::string::npos);
  }
}

TEST_CASE("a build in the folder of the sources is refused: nothing could be watched there") {
  const Rig rig;
  rig.add("gain", "My Gain", "");
  for (const char* const home : {"build", "build/src"}) {
    std::ofstream(rig.folder / "build/CMakeCache.txt")
        << "CMAKE_HOME_DIRECTORY:INTERNAL=" << (rig.folder / home).string() << "\n";
    const auto project = find_project(rig.folder / "build", "gain");
    REQUIRE_FALSE(project);
    CHECK(project.error().message.find("cmake -S") != std::string::npos);
  }
}

TEST_CASE("without a build folder it says how to make one") {
  const test::TemporaryFolder folder;
  const auto project = find_project(folder / "build", "gain");
  REQUIRE_FALSE(project);
  CHECK(project.error().message.find("no build folder") != std::string::npos);
  // Where a CMakeLists.txt is, by the command; elsewhere by where to go.
  const bool says_how = project.error().message.find("cmake -S") != std::string::npos ||
                        project.error().message.find("--build") != std::string::npos;
  CHECK(says_how);
}

}  // namespace
}  // namespace attacca::dev
